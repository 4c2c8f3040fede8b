"""What a visitor may call."""
