"""What a guard may call."""
