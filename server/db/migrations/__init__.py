"""Our own history of the tables."""
