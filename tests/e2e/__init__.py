"""The admin web in a real browser, against a whole school."""
