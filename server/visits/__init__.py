"""Visits: what a visitor asks for, and what becomes of it."""
