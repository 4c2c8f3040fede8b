"""Departments (a tree with heads), approval groups, gates."""
