"""工作台: what a member of staff sees first. Figures only of the visits that person may see."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from pydantic import BaseModel
from tortoise.expressions import Q
from tortoise.functions import Count
from tortoise.queryset import QuerySet

from server.accounts.actor import Actor
from server.db.buckets import Quarter
from server.visits import queries
from server.visits.models import Visit
from server.visits.states import VisitorType, VisitStatus

DAYS = 30
# Granted and meant to take place; an expired visit that had a pass is one to which nobody came.
_TOOK_PLACE = [VisitStatus.APPROVED, VisitStatus.FINISHED, VisitStatus.EXPIRED]


_LET_IN = Q(entry_pass__entries__gt=0)


class HourFigure(BaseModel):
    """Approved visits expected to arrive in this hour of today, in the school's zone."""

    hour: int
    number: int


class DayFigure(BaseModel):
    """Granted visits that began on this day, and those of them whose visitor was let in."""

    day: date
    number: int
    admitted: int


class Figures(BaseModel):
    expected_today: list[HourFigure]
    inside_now: int
    last_30_days: list[DayFigure]


async def figures(actor: Actor, now: datetime, zone: ZoneInfo) -> Figures:
    """Today, and the 30 days up to it: four statements beside the one for what this person may see."""
    rows, today = await queries.visible_to(actor), now.astimezone(zone).date()
    days = [today - timedelta(days=ago) for ago in reversed(range(DAYS))]
    return Figures(
        expected_today=await _expected(rows, today, zone),
        inside_now=await rows.filter(entry_pass__inside=True).count(),
        last_30_days=await _past(rows, days, zone),
    )


async def _expected(rows: QuerySet[Visit], today: date, zone: ZoneInfo) -> list[HourFigure]:
    """Visits that begin today, and the long-term ones that come today at a daily hour."""
    approved, hours = rows.filter(status=VisitStatus.APPROVED), Counter[int]()
    beginning = _beginning(approved, today, today, zone).annotate(number=Count("id"))
    for row in await beginning.group_by("quarter").values("quarter", "number"):
        hours[_local(row["quarter"], zone).hour] += row["number"]
    start = _midnight(today, zone)
    coming = approved.filter(
        visitor_type=VisitorType.LONG_TERM,
        visit_from__lt=start,
        visit_to__gte=start,
        daily_from__isnull=False,
    ).annotate(number=Count("id"))
    for row in await coming.group_by("daily_from", "weekdays").values("daily_from", "weekdays", "number"):
        if not row["weekdays"] or today.isoweekday() in row["weekdays"]:
            hours[int(row["daily_from"][:2])] += row["number"]
    return [HourFigure(hour=hour, number=number) for hour, number in sorted(hours.items())]


async def _past(rows: QuerySet[Visit], days: list[date], zone: ZoneInfo) -> list[DayFigure]:
    granted = rows.filter(status__in=_TOOK_PLACE, entry_pass__id__isnull=False)
    counted = _beginning(granted, days[0], days[-1], zone).annotate(
        number=Count("id"), admitted=Count("id", _filter=_LET_IN)
    )
    numbers, admitted = Counter[date](), Counter[date]()
    for row in await counted.group_by("quarter").values("quarter", "number", "admitted"):
        day = _local(row["quarter"], zone).date()
        numbers[day] += row["number"]
        admitted[day] += row["admitted"]
    return [DayFigure(day=day, number=numbers[day], admitted=admitted[day]) for day in days]


def _beginning(rows: QuerySet[Visit], first: date, last: date, zone: ZoneInfo) -> QuerySet[Visit]:
    """Those of `rows` that begin from `first` to `last`, with the `quarter` of an hour they begin in."""
    after = _midnight(last + timedelta(days=1), zone)
    within = rows.filter(visit_from__gte=_midnight(first, zone), visit_from__lt=after)
    return within.annotate(quarter=Quarter("visit_from"))


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, zone)


def _local(seconds: int, zone: ZoneInfo) -> datetime:
    return datetime.fromtimestamp(seconds, zone)
