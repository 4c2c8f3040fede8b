"""What is written together, and what is undone together."""
