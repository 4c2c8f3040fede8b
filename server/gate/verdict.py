"""Whether the gate opens: values in, verdict out. Every argument with the school about it is a test of this file."""

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
    REVOKED = "revoked"
    ALREADY_INSIDE = "already_inside"
    NOT_INSIDE = "not_inside"
    TOO_MANY_ENTRIES = "too_many_entries"
    TOO_MANY_COMPANIONS = "too_many_companions"


# What the guard reads, in large type.
FOR_GUARD: dict[Reason, str] = {
    Reason.UNKNOWN: "查无此码，请核对是否为本校访客码。",
    Reason.MALFORMED: "无法识别，请扫描访客码，或输入8位短码。",
    Reason.STALE: "访客码已过期，请访客刷新后再扫。",
    Reason.REPLAYED: "这个码刚刚用过，请访客等待刷新后再扫。",
    Reason.NOT_YET: "未到预约时间。",
    Reason.OVER: "预约时间已过。",
    Reason.WRONG_HOURS: "今天或现在不在允许来访的时段内。",
    Reason.REVOKED: "预约已撤销或撤回，不能进校。",
    Reason.ALREADY_INSIDE: "记录显示访客已在校内。",
    Reason.NOT_INSIDE: "没有入校记录，请核实后登记。",
    Reason.TOO_MANY_ENTRIES: "允许的进校次数已用完。",
    Reason.TOO_MANY_COMPANIONS: "随行人数超过登记人数。",
}
ADMITTED: dict[str, str] = {"in": "放行，已登记入校。", "out": "放行，已登记离校。"}


@dataclass(frozen=True)
class Credential:
    """What was shown. `step` is the matched time step, None for a short code; `stale` a code that was once right."""

    by_short_code: bool
    step: int | None
    stale: bool


@dataclass(frozen=True)
class Holder:
    """The pass and visit behind the credential, as the database has them."""

    status: VisitStatus
    visitor_type: VisitorType
    visit_from: datetime
    visit_to: datetime
    weekdays: list[int] | None
    daily_from: str | None
    daily_to: str | None
    companions: int
    revoked: bool
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
    credential: Credential,
    holder: Holder,
    direction: Direction,
    companions_present: int | None,
    now: datetime,
    policy: Policy,
) -> Reason | None:
    """Why the gate stays shut, or None to admit. Leaving is never refused because time has passed."""
    if not credential.by_short_code and credential.step is None:
        return Reason.STALE if credential.stale else Reason.UNKNOWN
    last_step = holder.last_step_in if direction == "in" else holder.last_step_out
    if credential.step is not None and credential.step <= last_step:
        return Reason.REPLAYED
    if direction == "out":
        refuse = not holder.inside and policy.exit_without_entry == "refuse"
        return Reason.NOT_INSIDE if refuse else None
    return _entering(holder, companions_present, now, policy)


def _entering(holder: Holder, companions_present: int | None, now: datetime, policy: Policy) -> Reason | None:
    if reason := _standing(holder, now, policy):
        return reason
    if holder.inside:
        return Reason.ALREADY_INSIDE
    allowed = policy.entries_allowed(holder.visitor_type)
    if allowed and holder.entries >= allowed:
        return Reason.TOO_MANY_ENTRIES
    if companions_present is not None and companions_present > holder.companions:
        return Reason.TOO_MANY_COMPANIONS
    return None


def _standing(holder: Holder, now: datetime, policy: Policy) -> Reason | None:
    """Whether the visit itself is good now, whoever shows it."""
    if now > holder.visit_to or holder.status in (VisitStatus.EXPIRED, VisitStatus.FINISHED):
        return Reason.OVER
    if holder.revoked or holder.status is not VisitStatus.APPROVED:
        return Reason.REVOKED
    if now < holder.visit_from - policy.early:
        return Reason.NOT_YET
    if holder.visitor_type is VisitorType.LONG_TERM and not _in_hours(holder, now, policy):
        return Reason.WRONG_HOURS
    return None


def _in_hours(holder: Holder, now: datetime, policy: Policy) -> bool:
    """Daily hours, widened at their beginning by the early arrival allowed."""
    return any(
        within_hours(moment, policy.zone, holder.weekdays, holder.daily_from, holder.daily_to)
        for moment in (now, now + policy.early)
    )
