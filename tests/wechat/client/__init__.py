"""The client against the sandbox, and against a server that misbehaves as told."""
