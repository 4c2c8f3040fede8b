"""Invitations: created and sent on the PC, found by phone."""
