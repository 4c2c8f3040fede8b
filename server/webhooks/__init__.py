"""Telling turnstiles, barriers and other systems of the school what happened at the gates."""
