"""The database as an operator names it."""
