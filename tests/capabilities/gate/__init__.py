"""Whether the gate opens."""
