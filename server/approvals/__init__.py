"""The approval chain: who decides next, and what was decided."""
