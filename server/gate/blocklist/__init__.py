"""Whom the gate does not let in: documents, phones and plates, sealed and found by keyed hash."""
