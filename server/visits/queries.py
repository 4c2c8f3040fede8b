"""All reads of visits. Rows are fetched only through `own` and `visible_to`, which know who is asking."""

from collections.abc import Set
from datetime import datetime, timedelta
from typing import Any

from tortoise.expressions import Q
from tortoise.functions import Count
from tortoise.queryset import QuerySet

from server.accounts.actor import Actor
from server.accounts.permissions import Permission
from server.db.keyset import page
from server.kit.errors import NotFound
from server.kit.formats import plate as plates
from server.kit.paging import Page
from server.organisation import queries as organisation
from server.visits.models import Visit, VisitEvent
from server.visits.states import OPEN, TABS, VisitStatus

# What use cases look at, and the part of it that lists show.
RELATED = ("department", "contact__department")
_SHOWN = ("department", "contact")
# The most that the setting visits.backdate_minutes may be.
_BACKDATED = timedelta(minutes=1440)
_NUMBER_LENGTH, _PLATE_LENGTH = 16, 16


def own(actor: Actor) -> QuerySet[Visit]:
    """The visits this visitor applied for."""
    return Visit.filter(visitor_id=actor.as_visitor)


async def visible_to(actor: Actor) -> QuerySet[Visit]:
    """What staff may see: the security office all, a head the unit's, everyone else their own."""
    if actor.may(Permission.VISITS_READ_ALL):
        return Visit.all()
    mine = _hosted_by(actor)
    units = await organisation.units_headed_by(actor.as_staff)
    return Visit.filter(mine | Q(department_id__in=units) if units else mine)


async def tab_counts(actor: Actor) -> dict[str, int]:
    """How many of the visitor's applications stand under each tab, by one statement."""
    rows: Any = await own(actor).annotate(n=Count("id")).group_by("status").values("status", "n")
    found = {row["status"]: row["n"] for row in rows}
    return {tab: sum(found.get(status, 0) for status in statuses) for tab, statuses in TABS.items()}


def _hosted_by(actor: Actor) -> Q:
    """The visits whose contact this person is, or which this person started."""
    return Q(contact_id=actor.as_staff) | Q(inviter_id=actor.as_staff)


def of_invitation(invitation_id: str) -> QuerySet[Visit]:
    """The visits that came of an invitation; the caller has checked who may see the invitation."""
    return Visit.filter(invitation_id=invitation_id)


async def own_visit(actor: Actor, visit_id: str) -> Visit:
    """One of this visitor's visits. Raises NotFound."""
    return await _one(own(actor), visit_id)


async def visible_visit(actor: Actor, visit_id: str) -> Visit:
    """A visit this member of staff may see. Raises NotFound."""
    return await _one(await visible_to(actor), visit_id)


async def hosted_visit(actor: Actor, visit_id: str) -> Visit:
    """A visit whose contact this member of staff is, or which they started. Raises NotFound."""
    return await _one(Visit.filter(_hosted_by(actor)), visit_id)


async def is_visible(actor: Actor, visit: Visit) -> bool:
    """Whether the visit is among those this member of staff may see in lists."""
    return await (await visible_to(actor)).filter(id=visit.id).exists()


async def of_chain(visit_id: str) -> Visit:
    """A visit to whose chain the caller was found to belong. Raises NotFound."""
    return await _one(Visit.all(), visit_id)


async def _one(rows: QuerySet[Visit], visit_id: str) -> Visit:
    found = await rows.filter(id=visit_id).select_related(*RELATED).first()
    if found is None:
        raise NotFound
    return found


async def page_of(rows: QuerySet[Visit], limit: int, after: str | None) -> Page[Visit]:
    """One page of `rows`, latest application first."""
    return await page(rows.select_related(*_SHOWN), "created_at", limit, after)


def in_tab(rows: QuerySet[Visit], statuses: Set[VisitStatus]) -> QuerySet[Visit]:
    """Only visits with one of these statuses."""
    return rows.filter(status__in=list(statuses))


def matching(rows: QuerySet[Visit], text: str) -> QuerySet[Visit]:
    """Visits whose number, phone tail, plate or beginning of the name is `text`."""
    return rows.filter(text_is(text))


def text_is(text: str, visit: str = "") -> Q:
    """That a visit's number, phone tail, plate or beginning of the name is `text`; `visit` leads to it from a row.

    What is too long for a column equals nothing in it, and the ORM would refuse to ask.
    """
    wanted = text.strip()
    found = Q(**{f"{visit}visitor_name__startswith": wanted})
    if len(number := wanted.upper()) <= _NUMBER_LENGTH:
        found |= Q(**{f"{visit}number": number})
    if len(wanted) == 4 and wanted.isdigit():
        found |= Q(**{f"{visit}phone_tail": wanted})
    if 0 < len(key := plates.match_key(wanted)) <= _PLATE_LENGTH:
        found |= Q(**{f"{visit}plate_key": key})
    return found


def having(
    rows: QuerySet[Visit],
    *,
    number: str | None = None,
    name: str | None = None,
    phone_tail: str | None = None,
    plate: str | None = None,
) -> QuerySet[Visit]:
    """Visits with this number, this beginning of the name, this phone tail and this plate, as far as given."""
    wanted = {
        "number": number and number.strip().upper(),
        "visitor_name__startswith": name and name.strip(),
        "phone_tail": phone_tail,
        "plate_key": plate and plates.match_key(plate),
    }
    if len(wanted["number"] or "") > _NUMBER_LENGTH or len(wanted["plate_key"] or "") > _PLATE_LENGTH:
        return rows.filter(id__in=[])
    return rows.filter(**{column: value for column, value in wanted.items() if value})


def between(rows: QuerySet[Visit], start: datetime | None, end: datetime | None) -> QuerySet[Visit]:
    """Visits whose window meets the time from `start` to `end`.

    Nobody applies for what has begun long ago: so what begins by `end` was created by then, and a list that is sorted
    by creation starts there instead of reading all that is younger.
    """
    if start:
        rows = rows.filter(visit_to__gte=start)
    if end:
        rows = rows.filter(visit_from__lte=end, created_at__lte=end + _BACKDATED)
    return rows


async def history(visit_id: str) -> list[VisitEvent]:
    """What happened to a visit, oldest first."""
    return await VisitEvent.filter(visit_id=visit_id).order_by("id")


async def open_count(identity_id: str) -> int:
    """How many visits of this visitor are still alive."""
    return await Visit.filter(visitor_id=identity_id, status__in=list(OPEN)).count()


async def times_between(visit: Visit, start: datetime, end: datetime) -> int:
    """How often the same phone comes from `start` until before `end`, this visit counted; ended in vain does not."""
    same = Visit.filter(phone_index=visit.phone_index, visit_from__gte=start, visit_from__lt=end)
    return await same.filter(status__in=[*OPEN, VisitStatus.FINISHED]).count()


async def beginning(start: datetime, end: datetime, limit: int) -> list[Visit]:
    """Approved visits that begin between `start` and `end` and whose visitor was not reminded yet."""
    return await Visit.filter(
        status=VisitStatus.APPROVED, visit_from__gt=start, visit_from__lte=end, reminded_at__isnull=True
    ).limit(limit)
