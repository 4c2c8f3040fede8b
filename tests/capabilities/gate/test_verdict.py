"""Whether the gate opens: every argument with the school is one line here."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from server.gate.verdict import ADMITTED, FOR_GUARD, Credential, Direction, Holder, Policy, Reason, refusal
from server.visits.states import VisitorType, VisitStatus
from tests.support.time import SHANGHAI


def at(hour: int, minute: int = 0, second: int = 0, day: int = 23) -> datetime:
    """That moment in November 2026; the 23rd is a Monday."""
    return datetime(2026, 11, day, hour, minute, second, tzinfo=SHANGHAI)


CODE = Credential(by_short_code=False, step=100, stale=False)
SHORT = Credential(by_short_code=True, step=None, stale=False)
OLD = Credential(by_short_code=False, step=None, stale=True)
INVENTED = Credential(by_short_code=False, step=None, stale=False)

# 14:00 to 16:00 on Monday, with two companions.
VISIT = Holder(
    status=VisitStatus.APPROVED,
    visitor_type=VisitorType.TEMPORARY,
    visit_from=at(14),
    visit_to=at(16),
    weekdays=None,
    daily_from=None,
    daily_to=None,
    companions=2,
    revoked=False,
    inside=False,
    entries=0,
    last_step_in=0,
    last_step_out=0,
)
# All of the week, on Mondays and Wednesdays from eight to six.
LONG = replace(
    VISIT,
    visitor_type=VisitorType.LONG_TERM,
    visit_from=at(0),
    visit_to=at(23, day=29),
    weekdays=[1, 3],
    daily_from="08:00",
    daily_to="18:00",
)
POLICY = Policy(early=timedelta(minutes=30), temporary_entries=0, exit_without_entry="refuse", zone=SHANGHAI)
ONCE = replace(POLICY, temporary_entries=1)
PUNCTUAL = replace(POLICY, early=timedelta(0))
LENIENT = replace(POLICY, exit_without_entry="record")

Case = tuple[str, Credential, Holder, Direction, datetime, Policy, int | None, Reason | None]


def case(
    why: str,
    expected: Reason | None,
    credential: Credential = CODE,
    holder: Holder = VISIT,
    direction: Direction = "in",
    now: datetime = at(15),  # noqa: B008
    policy: Policy = POLICY,
    present: int | None = None,
    **changed: Any,
) -> Case:
    """One argument; `changed` are the visit's differences from `holder`."""
    return why, credential, replace(holder, **changed), direction, now, policy, present, expected


MON, TUE, WED = 23, 24, 25
CASES = [
    case("inside the window", None),
    case("a short code does as well", None, credential=SHORT),
    # the code
    case("an invented code", Reason.UNKNOWN, credential=INVENTED),
    case("an old picture", Reason.STALE, credential=OLD),
    case("an old picture does not get one out either", Reason.STALE, OLD, direction="out", inside=True),
    case("a code already used", Reason.REPLAYED, last_step_in=100),
    case("a code older than the last used", Reason.REPLAYED, last_step_in=101),
    case("the next code after the last used", None, last_step_in=99),
    case("a code used to enter gets one out", None, direction="out", inside=True, last_step_in=100),
    case("a code used to leave", Reason.REPLAYED, direction="out", inside=True, last_step_out=100),
    case("a short code can be typed again", None, credential=SHORT, last_step_in=100),
    # the window
    case("half an hour early", None, now=at(13, 30)),
    case("a second earlier", Reason.NOT_YET, now=at(13, 29, 59)),
    case("no early arrival allowed", Reason.NOT_YET, now=at(13, 59, 59), policy=PUNCTUAL),
    case("the very end", None, now=at(16)),
    case("a second after", Reason.OVER, now=at(16, 0, 1)),
    case("the day before", Reason.NOT_YET, now=at(15, day=22)),
    # the visit
    case("expired", Reason.OVER, status=VisitStatus.EXPIRED),
    case("finished", Reason.OVER, status=VisitStatus.FINISHED),
    case("revoked by the school", Reason.REVOKED, status=VisitStatus.REVOKED, revoked=True),
    case("withdrawn by the visitor", Reason.REVOKED, status=VisitStatus.WITHDRAWN, revoked=True),
    case("only the pass is revoked", Reason.REVOKED, revoked=True),
    case("over comes before revoked", Reason.OVER, now=at(17), status=VisitStatus.REVOKED, revoked=True),
    # presence
    case("already inside", Reason.ALREADY_INSIDE, inside=True),
    case("in again after leaving", None, entries=3),
    case("one entry only", Reason.TOO_MANY_ENTRIES, policy=ONCE, entries=1),
    case("the one entry", None, policy=ONCE),
    case("long-term visits have any number of entries", None, holder=LONG, policy=ONCE, entries=9),
    case(
        "inside comes before the number of entries",
        Reason.ALREADY_INSIDE,
        policy=ONCE,
        inside=True,
        entries=1,
    ),
    # company
    case("as many as registered", None, present=2),
    case("fewer than registered", None, present=0),
    case("one more than registered", Reason.TOO_MANY_COMPANIONS, present=3),
    case("nobody counts on the way out", None, direction="out", inside=True, present=9),
    # leaving
    case("out", None, direction="out", inside=True),
    case("out long after the end", None, direction="out", inside=True, now=at(3, day=TUE)),
    case(
        "out although revoked", None, direction="out", inside=True, status=VisitStatus.REVOKED, revoked=True
    ),
    case("out without an entry", Reason.NOT_INSIDE, direction="out"),
    case("out without an entry, where a school records that", None, direction="out", policy=LENIENT),
    # long-term hours
    case("on Monday at noon", None, holder=LONG, now=at(12)),
    case("on Tuesday", Reason.WRONG_HOURS, holder=LONG, now=at(12, day=TUE)),
    case("on Wednesday", None, holder=LONG, now=at(12, day=WED)),
    case("before eight, within the early arrival", None, holder=LONG, now=at(7, 30)),
    case("too early", Reason.WRONG_HOURS, holder=LONG, now=at(7, 29)),
    case("the last minute", None, holder=LONG, now=at(18, 0, 59)),
    case("after six", Reason.WRONG_HOURS, holder=LONG, now=at(18, 1)),
    case("every hour of the chosen days", None, holder=LONG, now=at(23), daily_from=None, daily_to=None),
    case("every day", None, holder=LONG, now=at(12, day=TUE), weekdays=None),
    case("out at any hour", None, holder=LONG, direction="out", inside=True, now=at(23, day=TUE)),
    case("a temporary visit knows no daily hours", None, weekdays=[2], daily_from="20:00", daily_to="21:00"),
]


@pytest.mark.parametrize("argued", CASES, ids=lambda argued: argued[0])
def test_the_gate(argued: Case) -> None:
    _, credential, holder, direction, now, policy, present, expected = argued
    assert refusal(credential, holder, direction, present, now, policy) is expected


def test_every_reason_but_the_scanners_own_is_argued_above() -> None:
    # What cannot be read never gets as far as a visit: it is refused before this function is asked.
    assert {each[-1] for each in CASES} == {*Reason, None} - {Reason.MALFORMED}


def test_the_guard_reads_a_sentence_for_every_reason() -> None:
    assert set(FOR_GUARD) == set(Reason)
    assert set(ADMITTED) == {"in", "out"}
    for sentence in [*FOR_GUARD.values(), *ADMITTED.values()]:
        assert sentence.endswith("。") and len(sentence) <= 30
