"""What a visit can be, and what may follow what."""

from enum import StrEnum

from server.kit.transitions import Moves


class VisitorType(StrEnum):
    TEMPORARY = "temporary"
    LONG_TERM = "long_term"


class VisitStatus(StrEnum):
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    REVOKED = "revoked"
    EXPIRED = "expired"
    FINISHED = "finished"


_S = VisitStatus

MOVES: Moves[VisitStatus] = Moves(
    {
        _S.IN_REVIEW: frozenset({_S.RETURNED}),
        _S.RETURNED: frozenset({_S.IN_REVIEW}),
        _S.APPROVED: frozenset({_S.IN_REVIEW}),
        _S.REJECTED: frozenset({_S.IN_REVIEW}),
        _S.WITHDRAWN: frozenset({_S.IN_REVIEW, _S.RETURNED, _S.APPROVED}),
        _S.REVOKED: frozenset({_S.APPROVED}),
        _S.EXPIRED: frozenset({_S.IN_REVIEW, _S.RETURNED, _S.APPROVED}),
        _S.FINISHED: frozenset({_S.APPROVED}),
    }
)

# The tabs of 我的预约申请.
TABS: dict[str, frozenset[VisitStatus]] = {
    "approved": frozenset({_S.APPROVED, _S.FINISHED}),
    "in_review": frozenset({_S.IN_REVIEW, _S.RETURNED}),
    "rejected": frozenset({_S.REJECTED}),
    "other": frozenset({_S.WITHDRAWN, _S.REVOKED, _S.EXPIRED}),
}

# Still alive: counts against how many visits one visitor may have open.
OPEN = frozenset({_S.IN_REVIEW, _S.RETURNED, _S.APPROVED})
