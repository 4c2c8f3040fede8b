"""Devices at the gates: tablets, plate cameras, turnstiles, each with a token of its own."""
