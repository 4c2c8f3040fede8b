"""What an outgoing message can be, and what may follow what."""

from enum import StrEnum

from server.kit.transitions import Moves


class MessageStatus(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    ABANDONED = "abandoned"


_S = MessageStatus

MOVES: Moves[MessageStatus] = Moves(
    {
        _S.QUEUED: frozenset({_S.FAILED, _S.ABANDONED}),
        _S.SENDING: frozenset({_S.QUEUED, _S.WAITING}),
        # WeChat may take a message and report afterwards that it did not arrive; or report on one whose answer was
        # lost, before or after we gave it up.
        _S.WAITING: frozenset({_S.SENDING, _S.SENT, _S.WAITING, _S.FAILED}),
        _S.SENT: frozenset({_S.SENDING, _S.WAITING, _S.FAILED, _S.ABANDONED}),
        _S.FAILED: frozenset({_S.SENDING, _S.SENT, _S.WAITING, _S.FAILED, _S.ABANDONED}),
        _S.ABANDONED: frozenset({_S.QUEUED, _S.WAITING, _S.SENDING}),
    }
)
