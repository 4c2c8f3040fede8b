"""Who decides, and what may follow what."""
