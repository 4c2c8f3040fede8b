"""The gate: verdicts, passages, and who is inside."""
