"""Rules, states and queries, capability by capability."""
