"""All reads of passes, and the secrets derived for them."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from tortoise.expressions import Q

from server.db.prepared import Prepared
from server.kit.errors import NotFound
from server.kit.sealing import vault
from server.passes import code
from server.passes.models import EntryPass
from server.visits.models import Visit
from server.visits.states import OPEN

# What the gate looks at: the visit, where to, and how its contact is reached.
WITH_VISIT = ("visit__department", "visit__contact__identity")
_BY_NUMBER = Prepared(lambda number: EntryPass.filter(number=number).select_related(*WITH_VISIT))
_BY_VISIT = Prepared(lambda visit: EntryPass.filter(visit_id=visit).select_related(*WITH_VISIT))
_BY_SHORT_CODE = Prepared(lambda short: EntryPass.filter(short_code=short).select_related(*WITH_VISIT))


async def pass_of(visit_id: str) -> EntryPass:
    """The pass of this visit. Raises NotFound; the caller has checked whose visit it is."""
    found = await EntryPass.get_or_none(visit_id=visit_id)
    if found is None:
        raise NotFound
    return found


async def is_inside(visit_id: str) -> bool:
    """Whether the holder of this visit's pass is inside now; without a pass nobody is."""
    return await EntryPass.exists(visit_id=visit_id, inside=True)


async def behind(read: code.Read) -> EntryPass | None:
    """The pass a scanner's reading belongs to, with its visit, in one statement."""
    if read.number:
        return await _BY_NUMBER.first(read.number)
    return await _BY_SHORT_CODE.first(read.short_code or "")


async def with_visit(visit_id: str) -> EntryPass | None:
    """The pass of this visit, with the visit, in one statement."""
    return await _BY_VISIT.first(visit_id)


async def held(visit_id: str) -> EntryPass:
    """The pass with its visit; nobody else changes presence until the transaction ends."""
    await EntryPass.filter(visit_id=visit_id).select_for_update(no_key=True).first()
    found = await with_visit(visit_id)
    if found is None:
        raise NotFound
    return found


async def last_change() -> datetime | None:
    """When any pass changed last; one look at an index."""
    rows = EntryPass.filter(changed_at__isnull=False).order_by("-changed_at").limit(1)
    found: list[datetime] = [row.changed_at for row in await rows.only("changed_at")]
    return found[0] if found else None


async def revoked_since(moment: datetime) -> dict[str, datetime]:
    """Numbers of the passes called back after `moment`, and when they were."""
    rows = EntryPass.filter(changed_at__gt=moment, revoked_at__gt=moment)
    return dict(await rows.values_list("number", "revoked_at"))


async def number_inside() -> int:
    """How many visitors are inside now."""
    return await EntryPass.filter(inside=True).count()


async def overstays_untold(now: datetime, limit: int) -> list[EntryPass]:
    """Passes of visitors who ought to be out again, and whose contact does not know; one look at an index."""
    rows = EntryPass.filter(inside=True, leave_by__lt=now, overstay_told_at__isnull=True)
    return await rows.order_by("leave_by", "id").limit(limit)


async def overdue(now: datetime, limit: int) -> list[Visit]:
    """Visits still alive though their time has passed; not those whose visitor is inside: they first have to leave."""
    nobody_inside = Q(entry_pass__id__isnull=True) | Q(entry_pass__inside=False)
    rows = Visit.filter(nobody_inside, status__in=list(OPEN), visit_to__lt=now)
    return await rows.order_by("visit_to").limit(limit)


def secret_on(entry_pass: EntryPass, moment: datetime, zone: ZoneInfo) -> bytes:
    """The pass's secret for the day that `moment` falls on in the school's zone."""
    return secret_of_day(entry_pass, moment.astimezone(zone).date())


def secret_of_day(entry_pass: EntryPass, day: date) -> bytes:
    """The pass's secret for this day."""
    return code.day_secret(vault().derive("pass"), entry_pass.number, day)


def secrets_around(entry_pass: EntryPass, moment: datetime, zone: ZoneInfo, slack: timedelta) -> list[bytes]:
    """The secrets of the days that `moment` may fall on when clocks differ by `slack`: one, or two about midnight."""
    shifts = (timedelta(0), -slack, slack)
    days = dict.fromkeys((moment + shift).astimezone(zone).date() for shift in shifts)
    return [secret_of_day(entry_pass, day) for day in days]
