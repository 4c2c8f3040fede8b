"""The rules a school argues about: windows, lengths, companions, health, consent. Values in, problems out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from server.kit.errors import FieldProblem
from server.visits.application import Application
from server.visits.states import VisitorType


@dataclass(frozen=True)
class Limits:
    """What the school allows; the units are in the names."""

    book_ahead_days: int
    temporary_max_hours: int
    long_term_max_days: int
    companions_max: int
    backdate_minutes: int


@dataclass(frozen=True)
class Terms:
    """What applies to one application: the invitation's window, today's form, the clock.

    `notice` is the key and version to be agreed to, None where that was done when the visit was first submitted.
    """

    visitor_type: VisitorType
    window: tuple[datetime, datetime] | None
    required_modules: Mapping[str, bool]
    notice: tuple[str, str] | None
    now: datetime
    zone: ZoneInfo


def problems_of(application: Application, terms: Terms, limits: Limits) -> list[FieldProblem]:
    """Everything about the application that the school does not allow."""
    return [
        FieldProblem(field, code, message)
        for field, code, message in (
            *_window(application, terms, limits),
            *_hours(application, terms),
            *_company(application, limits),
            *_health(application, terms),
            *_consent(application, terms),
        )
    ]


Problem = tuple[str, str, str]


def _window(application: Application, terms: Terms, limits: Limits) -> Iterator[Problem]:
    start, end = application.visit_from, application.visit_to
    if end <= start:
        yield "visit_to", "window_reversed", "离开时间必须晚于到访时间。"
    elif end <= terms.now:
        yield "visit_to", "window_past", "来访时间已经过去，请重新选择。"
    elif end - start > _longest(terms.visitor_type, limits):
        yield "visit_to", "window_too_long", _too_long(terms.visitor_type, limits)
    if end > terms.now and start < terms.now - timedelta(minutes=limits.backdate_minutes):
        yield "visit_from", "window_past", "到访时间不能早于现在，请重新选择。"
    if start > terms.now + timedelta(days=limits.book_ahead_days):
        yield "visit_from", "window_too_far", f"最多可提前{limits.book_ahead_days}天预约。"
    if terms.window and (start < terms.window[0] or end > terms.window[1]):
        yield "visit_from", "outside_invitation", "来访时间超出了邀请的有效期，请在邀请的时间范围内选择。"


def _longest(visitor_type: VisitorType, limits: Limits) -> timedelta:
    if visitor_type is VisitorType.TEMPORARY:
        return timedelta(hours=limits.temporary_max_hours)
    return timedelta(days=limits.long_term_max_days)


def _too_long(visitor_type: VisitorType, limits: Limits) -> str:
    if visitor_type is VisitorType.TEMPORARY:
        return f"临时访客一次最长{limits.temporary_max_hours}小时，请缩短时间。"
    return f"长期访客最长{limits.long_term_max_days}天，请缩短时间。"


def _hours(application: Application, terms: Terms) -> Iterator[Problem]:
    weekly = {
        "weekdays": application.weekdays,
        "daily_from": application.daily_from,
        "daily_to": application.daily_to,
    }
    if terms.visitor_type is VisitorType.TEMPORARY:
        for field in (name for name, value in weekly.items() if value is not None):
            yield field, "only_long_term", "只有长期访客需要填写这一项。"
        return
    if (application.daily_from is None) != (application.daily_to is None):
        yield "daily_to", "hours_incomplete", "每日进校和离校时间要一起填写。"
    elif application.daily_from and application.daily_to and application.daily_from >= application.daily_to:
        yield "daily_to", "hours_reversed", "每日离校时间必须晚于进校时间。"
    if application.weekdays and not _ever_open(application, terms.zone):
        yield "weekdays", "no_such_day", "所选日期范围内没有这些星期，请检查。"


def _ever_open(application: Application, zone: ZoneInfo) -> bool:
    """Whether any chosen weekday falls inside the range at all."""
    day, last = application.visit_from.astimezone(zone).date(), application.visit_to.astimezone(zone).date()
    for _ in range(7):
        if day > last:
            return False
        if application.weekdays and day.isoweekday() in application.weekdays:
            return True
        day += timedelta(days=1)
    return False


def _company(application: Application, limits: Limits) -> Iterator[Problem]:
    if len(application.companions) > limits.companions_max:
        yield "companions", "too_many_companions", f"随行人员最多{limits.companions_max}人。"
    numbers = [(c.document.kind, c.document.number) for c in application.companions]
    if (
        len(set(numbers)) < len(numbers)
        or (application.document.kind, application.document.number) in numbers
    ):
        yield "companions", "duplicate_companion", "随行人员的证件号重复，请检查。"


def _health(application: Application, terms: Terms) -> Iterator[Problem]:
    given = application.health.model_dump(exclude_none=True) if application.health else {}
    for module, required in terms.required_modules.items():
        if required and module not in given:
            yield f"health.{module}", "required", "请填写这一项。"
    for module in given:
        if module not in terms.required_modules:
            yield f"health.{module}", "not_asked", "学校现在不收集这一项，请不要填写。"
    test: Any = given.get("nucleic_acid")
    if test and test["sampled_at"] > terms.now:
        yield "health.nucleic_acid.sampled_at", "in_the_future", "采样时间不能晚于现在。"


def _consent(application: Application, terms: Terms) -> Iterator[Problem]:
    if terms.notice and terms.notice not in application.consents:
        yield "consents", "consent_required", "请先阅读并同意最新的个人信息处理告知书。"


def week_of(moment: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The calendar week, Monday to Monday, that `moment` falls in on the school's clock."""
    day = moment.astimezone(zone).date()
    monday = day - timedelta(days=day.weekday())
    first, last = (datetime.combine(start, time(), zone) for start in (monday, monday + timedelta(days=7)))
    return first, last


def within_hours(
    moment: datetime, zone: ZoneInfo, weekdays: list[int] | None, daily_from: str | None, daily_to: str | None
) -> bool:
    """Whether a long-term visit's weekdays and daily hours (both ends included) cover `moment`."""
    local = moment.astimezone(zone)
    if weekdays and local.isoweekday() not in weekdays:
        return False
    if daily_from and daily_to:
        minute = local.time().replace(second=0, microsecond=0)
        return time.fromisoformat(daily_from) <= minute <= time.fromisoformat(daily_to)
    return True
