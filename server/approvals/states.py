"""What an approval task can be, and what may follow what."""

from enum import StrEnum

from server.kit.transitions import Moves


class TaskStatus(StrEnum):
    WAITING = "waiting"
    OPEN = "open"
    APPROVED = "approved"
    REJECTED = "rejected"
    RETURNED = "returned"
    TRANSFERRED = "transferred"
    SKIPPED = "skipped"
    RECALLED = "recalled"
    CLOSED = "closed"


_S = TaskStatus

MOVES: Moves[TaskStatus] = Moves(
    {
        _S.OPEN: frozenset({_S.WAITING}),
        _S.WAITING: frozenset({_S.OPEN, _S.SKIPPED}),
        _S.APPROVED: frozenset({_S.OPEN}),
        _S.REJECTED: frozenset({_S.OPEN}),
        _S.RETURNED: frozenset({_S.OPEN}),
        _S.TRANSFERRED: frozenset({_S.OPEN}),
        _S.SKIPPED: frozenset({_S.WAITING}),
        _S.RECALLED: frozenset({_S.APPROVED}),
        _S.CLOSED: frozenset({_S.WAITING, _S.OPEN}),
    }
)

DECIDED = frozenset({_S.APPROVED, _S.REJECTED, _S.RETURNED, _S.TRANSFERRED, _S.RECALLED})
