"""What an invitation can be, and what may follow what."""

from enum import StrEnum

from server.kit.transitions import Moves


class InvitationStatus(StrEnum):
    DRAFT = "draft"
    SENT = "sent"
    OPENED = "opened"
    USED = "used"
    EXPIRED = "expired"
    REVOKED = "revoked"


_S = InvitationStatus

FINDABLE = frozenset({_S.SENT, _S.OPENED, _S.USED})
USABLE = frozenset({_S.SENT, _S.OPENED})

MOVES: Moves[InvitationStatus] = Moves(
    {
        _S.SENT: frozenset({_S.DRAFT}),
        _S.OPENED: frozenset({_S.SENT}),
        _S.USED: frozenset({_S.SENT, _S.OPENED}),
        _S.EXPIRED: frozenset({_S.DRAFT, _S.SENT, _S.OPENED}),
        _S.REVOKED: frozenset({_S.DRAFT, _S.SENT, _S.OPENED}),
    }
)
