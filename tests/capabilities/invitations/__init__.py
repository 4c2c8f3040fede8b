"""Invitations: the table that people type and upload."""
