"""The rotating code."""
