"""What can be told, and what becomes of it."""

from enum import StrEnum

from server.kit.transitions import Moves


class GateEvent(StrEnum):
    """What a receiver may ask for."""

    ADMITTED = "passage.admitted"
    REFUSED = "passage.refused"


VOIDED = "passage.voided"
"""Told to whoever is told of admissions: the guard has taken one back."""


class DeliveryState(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    DELIVERED = "delivered"
    FAILED = "failed"


_S = DeliveryState

MOVES: Moves[DeliveryState] = Moves(
    {
        # Tried again: after a failed attempt, a worker that died, or by a person.
        _S.QUEUED: frozenset({_S.SENDING, _S.DELIVERED, _S.FAILED}),
        _S.SENDING: frozenset({_S.QUEUED}),
        _S.DELIVERED: frozenset({_S.SENDING}),
        _S.FAILED: frozenset({_S.QUEUED, _S.SENDING}),
    }
)
