"""HTTP, arranged by who is asking. A handler parses, checks, calls one function, answers."""
