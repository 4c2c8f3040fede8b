"""The right to enter, shown as a rotating code."""
