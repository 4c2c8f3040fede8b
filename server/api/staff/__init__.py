"""What a member of staff may call."""
