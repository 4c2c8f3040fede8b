"""What leaves the school is a row first, and is sent by the worker."""
