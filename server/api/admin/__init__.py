"""What administrators may call."""
