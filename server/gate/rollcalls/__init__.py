"""Evacuation: who was inside, and who has been seen since; in earnest or as a drill."""
