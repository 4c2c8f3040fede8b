"""The rules a school argues about: each argument is one line."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from server.kit.formats import plate
from server.visits.application import Application, Companion, Document
from server.visits.rules import Limits, Terms, problems_of, week_of, within_hours
from server.visits.schemas import HealthIn
from server.visits.states import VisitorType
from tests.support.time import SHANGHAI


def at(hour: int, minute: int = 0, second: int = 0, day: int = 24) -> datetime:
    """That moment in November 2026; the 23rd is a Monday, and it is nine o'clock then."""
    return datetime(2026, 11, day, hour, minute, second, tzinfo=SHANGHAI)


NOW = at(9, day=23)
LIMITS = Limits(
    book_ahead_days=7, temporary_max_hours=24, long_term_max_days=100, companions_max=2, backdate_minutes=60
)
TEMPORARY = Terms(
    visitor_type=VisitorType.TEMPORARY,
    window=(at(0, day=20), at(23, day=30)),
    required_modules={"health_code": False, "nucleic_acid": False},
    notice=("privacy", "2026-11"),
    now=NOW,
    zone=SHANGHAI,
)
LONG_TERM = replace(
    TEMPORARY, visitor_type=VisitorType.LONG_TERM, window=(at(0, day=20), at(0) + timedelta(days=150))
)
DOCUMENT = Document("resident_id", "110101190003070010", None)
APPLICATION = Application(
    visitor_name="刘洋",
    phone="+8613800138000",
    document=DOCUMENT,
    visit_from=at(14),
    visit_to=at(16),
    purpose="学术交流",
    companions=(),
    plate=plate.check("京A12345"),
    weekdays=None,
    daily_from=None,
    daily_to=None,
    health=None,
    consents=(("privacy", "2026-11"),),
)
MONTH: dict[str, Any] = {"visit_to": at(18) + timedelta(days=30)}


def health(**modules: Any) -> HealthIn:
    """A declaration as it was sent in."""
    return HealthIn.model_validate(modules)


def company(*numbers: str) -> tuple[Companion, ...]:
    """Companions with these passports."""
    return tuple(Companion("陈晨", Document("passport", number, "CHN")) for number in numbers)


def found(terms: Terms, **changed: Any) -> list[tuple[str, str]]:
    """Field and code of everything that is wrong with the application so changed."""
    problems = problems_of(replace(APPLICATION, **changed), terms, LIMITS)
    assert all(problem.message.endswith("。") for problem in problems)
    return [(problem.field, problem.code) for problem in problems]


def rule(why: str, wrong: str = "", **changed: Any) -> Any:
    """One argument: how the application differs, and what is wrong with it, as "field code, field code"."""
    pairs = [tuple(problem.split()) for problem in wrong.split(", ") if problem]
    return pytest.param(changed, pairs, id=why)


AN_HOUR: dict[str, Any] = {"visit_to": at(10, day=23)}
TESTED = {"result": "negative", "sampled_at": NOW.isoformat()}
TO_BE_TESTED = {"result": "negative", "sampled_at": at(9, 1, day=23).isoformat()}


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        rule("nothing is wrong"),
        rule("it ends when it begins", "visit_to window_reversed", visit_to=at(14)),
        rule("it ends before it begins", "visit_to window_reversed", visit_to=at(13)),
        rule("exactly a day", visit_from=at(8), visit_to=at(8, day=25)),
        rule("a second more", "visit_to window_too_long", visit_from=at(8), visit_to=at(8, 0, 1, day=25)),
        rule("it begins now", visit_from=NOW, **AN_HOUR),
        rule("it began an hour ago", visit_from=at(8, day=23), **AN_HOUR),
        rule("a second earlier", "visit_from window_past", visit_from=at(7, 59, 59, day=23), **AN_HOUR),
        rule("it ends now", "visit_to window_past", visit_from=at(8, day=23), visit_to=NOW),
        rule("a week ahead", visit_from=at(9, day=30), visit_to=at(10, day=30)),
        rule("further", "visit_from window_too_far", visit_from=at(9, 0, 1, day=30), visit_to=at(10, day=30)),
        rule("two companions", companions=company("E1", "E2")),
        rule("three companions", "companions too_many_companions", companions=company("E1", "E2", "E3")),
        rule("the same one twice", "companions duplicate_companion", companions=company("E1", "E1")),
        rule(
            "the visitor again", "companions duplicate_companion", companions=(Companion("刘洋", DOCUMENT),)
        ),
        rule("weekdays", "weekdays only_long_term", weekdays=(1,)),
        rule("daily hours", "daily_from only_long_term", daily_from="08:00"),
        rule("no consent", "consents consent_required", consents=()),
        rule("to an old notice", "consents consent_required", consents=(("privacy", "2025-01"),)),
        rule("to another notice", "consents consent_required", consents=(("marketing", "2026-11"),)),
        rule("to both", consents=(("privacy", "2025-01"), ("privacy", "2026-11"))),
        rule("a health code", health=health(health_code={"status": "red"})),
        rule("not asked", "health.travel_code not_asked", health=health(travel_code={"file_id": "2" * 24})),
        rule("a test just now", health=health(nucleic_acid=TESTED)),
        rule(
            "a test to come",
            "health.nucleic_acid.sampled_at in_the_future",
            health=health(nucleic_acid=TO_BE_TESTED),
        ),
        rule(
            "everything at once",
            "visit_to window_reversed, companions duplicate_companion, consents consent_required",
            visit_to=at(13),
            companions=company("E1", "E1"),
            consents=(),
        ),
    ],
)
def test_a_temporary_visit(changed: dict[str, Any], wrong: list[tuple[str, str]]) -> None:
    assert found(TEMPORARY, **changed) == wrong


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        rule("a month", **MONTH),
        rule("a hundred days", visit_from=at(8), visit_to=at(8) + timedelta(days=100)),
        rule(
            "a second more",
            "visit_to window_too_long",
            visit_from=at(8),
            visit_to=at(8, 0, 1) + timedelta(days=100),
        ),
        rule("weekdays and hours", weekdays=(1, 3), daily_from="08:00", daily_to="18:00", **MONTH),
        rule("no beginning", "daily_to hours_incomplete", daily_to="18:00", **MONTH),
        rule("no end", "daily_to hours_incomplete", daily_from="08:00", **MONTH),
        rule("turned round", "daily_to hours_reversed", daily_from="18:00", daily_to="08:00", **MONTH),
        rule("no time at all", "daily_to hours_reversed", daily_from="08:00", daily_to="08:00", **MONTH),
        rule("that Tuesday itself", weekdays=(2,)),
        rule("a day that never comes", "weekdays no_such_day", weekdays=(1, 3)),
        rule("the last day counts", visit_to=at(8, day=25), weekdays=(3,)),
    ],
)
def test_a_long_term_visit(changed: dict[str, Any], wrong: list[tuple[str, str]]) -> None:
    assert found(LONG_TERM, **changed) == wrong


@pytest.mark.parametrize(
    ("window", "wrong"),
    [
        ((at(14), at(16)), []),
        ((at(14, 0, 1), at(16)), [("visit_from", "outside_invitation")]),
        ((at(14), at(15, 59)), [("visit_from", "outside_invitation")]),
        (None, []),
    ],
)
def test_the_invitations_window(
    window: tuple[datetime, datetime] | None, wrong: list[tuple[str, str]]
) -> None:
    assert found(replace(TEMPORARY, window=window)) == wrong


def test_what_a_school_requires_must_be_there() -> None:
    terms = replace(TEMPORARY, required_modules={"health_code": True, "travel_code": True})
    given = health(health_code={"status": "green"})
    assert found(terms) == [("health.health_code", "required"), ("health.travel_code", "required")]
    assert found(terms, health=given) == [("health.travel_code", "required")]


@pytest.mark.parametrize(
    ("moment", "weekdays", "hours", "inside"),
    [
        (at(12), None, (None, None), True),
        (at(12), [2], (None, None), True),
        (at(12), [1, 3], (None, None), False),
        (at(8), [2], ("08:00", "18:00"), True),
        (at(7, 59, 59), [2], ("08:00", "18:00"), False),
        (at(18, 0, 59), [2], ("08:00", "18:00"), True),
        (at(18, 1), [2], ("08:00", "18:00"), False),
        (at(0, 30), [2], (None, None), True),  # Monday in UTC, Tuesday at school
    ],
)
def test_weekdays_and_hours_are_the_schools(
    moment: datetime, weekdays: list[int] | None, hours: tuple[str | None, str | None], inside: bool
) -> None:
    assert within_hours(moment, SHANGHAI, weekdays, *hours) is inside


@pytest.mark.parametrize("moment", [at(0, day=23), at(12, day=25), at(23, 59, day=29)])
def test_a_week_begins_on_monday_at_school(moment: datetime) -> None:
    assert week_of(moment, SHANGHAI) == (at(0, day=23), at(0, day=30))
