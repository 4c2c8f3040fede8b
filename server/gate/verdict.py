"""Whether the gate opens: values in, verdict out. Every argument with the school about it is a test of this file.

A desk without network decides by the same rules in TypeScript; tests/vectors/gate_verdicts.json holds both to them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal
from zoneinfo import ZoneInfo

from server.visits.rules import within_hours
from server.visits.states import VisitorType, VisitStatus

Direction = Literal["in", "out"]


class Reason(StrEnum):
    """Why the gate says no: a closed list."""

    UNKNOWN = "unknown"
    MALFORMED = "malformed"
    STALE = "stale"
    REPLAYED = "replayed"
    NOT_YET = "not_yet"
    OVER = "over"
    WRONG_HOURS = "wrong_hours"
    WRONG_GATE = "wrong_gate"
    REVOKED = "revoked"
    ALREADY_INSIDE = "already_inside"
    NOT_INSIDE = "not_inside"
    BLOCKLISTED = "blocklisted"
    TOO_MANY_ENTRIES = "too_many_entries"
    COMPANION_NOT_LISTED = "companion_not_listed"


# Presence is what a forgotten scan gets wrong, so a guard who sees the person may know better, and says why.
MAY_OVERRIDE = frozenset({Reason.ALREADY_INSIDE, Reason.NOT_INSIDE})


@dataclass(frozen=True)
class Credential:
    """What was shown. `matched` is whether it belongs to the pass now, `step` the time step of a rotating code.

    What does not change with time (short code with phone tail, plate, a guard who knows the visitor) has no step.
    `stale`: a code that was once right.
    """

    matched: bool
    step: int | None = None
    stale: bool = False


@dataclass(frozen=True)
class Asked:
    """What the guard wants to let happen. `companions` are the places of those ticked on the visit's list."""

    direction: Direction
    gate_id: str
    companions_present: int | None = None
    companions: Sequence[int] | None = None
    override: bool = False


@dataclass(frozen=True)
class Holder:
    """The pass and visit behind the credential, as the database has them. `gates` None means every gate."""

    status: VisitStatus
    visitor_type: VisitorType
    visit_from: datetime
    visit_to: datetime
    weekdays: list[int] | None
    daily_from: str | None
    daily_to: str | None
    companions: int
    gates: list[str] | None
    revoked: bool
    blocked: bool
    inside: bool
    entries: int
    last_step_in: int
    last_step_out: int


@dataclass(frozen=True)
class Policy:
    """What the school allows; `temporary_entries` 0 means any number inside the window."""

    early: timedelta
    temporary_entries: int
    exit_without_entry: Literal["refuse", "record"]
    zone: ZoneInfo

    def entries_allowed(self, visitor_type: VisitorType) -> int:
        """How many entries a visit has; 0 means any number."""
        return self.temporary_entries if visitor_type is VisitorType.TEMPORARY else 0


def refusal(
    credential: Credential, holder: Holder, asked: Asked, now: datetime, policy: Policy
) -> Reason | None:
    """Why the gate stays shut, or None to admit. Neither time nor gate nor visit keeps anyone from leaving."""
    if not credential.matched:
        return Reason.STALE if credential.stale else Reason.UNKNOWN
    last_step = holder.last_step_in if asked.direction == "in" else holder.last_step_out
    if credential.step is not None and credential.step <= last_step:
        return Reason.REPLAYED
    if asked.direction == "out":
        missed = not holder.inside and not asked.override
        return Reason.NOT_INSIDE if missed and policy.exit_without_entry == "refuse" else None
    return _standing(holder, asked, now, policy) or _entering(holder, asked, policy)


def _standing(holder: Holder, asked: Asked, now: datetime, policy: Policy) -> Reason | None:
    """Whether the visit itself is good here and now, whoever shows it."""
    if now > holder.visit_to or holder.status in (VisitStatus.EXPIRED, VisitStatus.FINISHED):
        return Reason.OVER
    if holder.revoked or holder.status is not VisitStatus.APPROVED:
        return Reason.REVOKED
    if holder.blocked:
        return Reason.BLOCKLISTED
    if now < holder.visit_from - policy.early:
        return Reason.NOT_YET
    if holder.visitor_type is VisitorType.LONG_TERM and not _in_hours(holder, now, policy):
        return Reason.WRONG_HOURS
    if holder.gates is not None and asked.gate_id not in holder.gates:
        return Reason.WRONG_GATE
    return None


def _entering(holder: Holder, asked: Asked, policy: Policy) -> Reason | None:
    if holder.inside and not asked.override:
        return Reason.ALREADY_INSIDE
    allowed = policy.entries_allowed(holder.visitor_type)
    if allowed and holder.entries >= allowed:
        return Reason.TOO_MANY_ENTRIES
    return None if _all_listed(holder.companions, asked) else Reason.COMPANION_NOT_LISTED


def _all_listed(registered: int, asked: Asked) -> bool:
    """Whether everyone who comes along is on the visit's list; where names were ticked, only those count."""
    ticked = asked.companions
    if ticked is not None and not all(0 <= place < registered for place in ticked):
        return False
    expected = registered if ticked is None else len(set(ticked))
    return asked.companions_present is None or asked.companions_present <= expected


def _in_hours(holder: Holder, now: datetime, policy: Policy) -> bool:
    """Daily hours, widened at their beginning by the early arrival allowed."""
    return any(
        within_hours(moment, policy.zone, holder.weekdays, holder.daily_from, holder.daily_to)
        for moment in (now, now + policy.early)
    )
