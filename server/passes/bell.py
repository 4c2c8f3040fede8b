"""Whoever shows passes or who is inside is told to look again, once what has changed is committed."""

from server.db.transaction import on_commit
from server.kit import bells

GATE = "gate"


def ring() -> None:
    """Something at the gate has changed."""
    bells.ring({GATE})


def ring_on_commit() -> None:
    """The same, if the open transaction is not undone."""
    on_commit(ring)
