"""All reads of passes, and the secrets derived for them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, get_args
from zoneinfo import ZoneInfo

from tortoise.expressions import Q

from server.accounts.models import Staff
from server.db.joined import Joined
from server.db.prepared import Prepared
from server.db.sql import fetch
from server.kit.errors import NotFound
from server.kit.sealing import vault
from server.organisation.models import Department
from server.passes import code
from server.passes.models import EntryPass
from server.visits.models import Visit
from server.visits.states import OPEN

# What the gate looks at: the visit, where to, and whom.
WITH_VISIT = ("visit__department", "visit__contact")
_BY_VISIT = Prepared(lambda visit: EntryPass.filter(visit_id=visit).select_related(*WITH_VISIT))

Key = Literal["number", "short_code", "visit_id"]
# The same, but only the columns that anything at the gate reads.
AT_GATE = (
    Joined(
        EntryPass,
        "pass",
        "id number visit_id revoked_at inside inside_since entries last_step_in last_step_out",
    )
    .also(
        Visit,
        ["visit"],
        "visit",
        """id number status visitor_type visitor_id visitor_name phone_index phone_masked phone_tail document_kind
        document_index document_masked issuing_state visit_from visit_to weekdays daily_from daily_to gate_ids purpose
        plate plate_kind plate_key companions_sealed companion_count contact_id department_id created_at""",
    )
    .also(Department, ["visit", "department"], "unit", "id name")
    .also(Staff, ["visit", "contact"], "contact", "id name phone_sealed")
)
JOINS = """LEFT JOIN visit ON visit.id = pass.visit_id LEFT JOIN department AS unit ON unit.id = visit.department_id
    LEFT JOIN staff AS contact ON contact.id = visit.contact_id"""


@dataclass(frozen=True)
class Sought:
    """The one pass with this `value` in the column `key`."""

    key: Key
    value: str


def named_by(read: code.Read) -> Sought:
    """The pass that a scanner's reading belongs to."""
    return Sought("number", read.number) if read.number else Sought("short_code", read.short_code or "")


async def pass_of(visit_id: str) -> EntryPass:
    """The pass of this visit. Raises NotFound; the caller has checked whose visit it is."""
    found = await EntryPass.get_or_none(visit_id=visit_id)
    if found is None:
        raise NotFound
    return found


async def is_inside(visit_id: str) -> bool:
    """Whether the holder of this visit's pass is inside now; without a pass nobody is."""
    return await EntryPass.exists(visit_id=visit_id, inside=True)


async def behind(sought: Sought) -> EntryPass | None:
    """The pass, with its visit as the gate needs it, in one statement."""
    found = await fetch(_BEHIND[sought.key], sought.value)
    return AT_GATE.read(found[0]) if found else None


_BEHIND: dict[Key, str] = {
    key: f"SELECT {AT_GATE.listed} FROM entry_pass AS pass {JOINS} WHERE pass.{key} = $1"  # noqa: S608 (our own text)
    for key in get_args(Key)
}


async def held(visit_id: str) -> EntryPass:
    """The pass with its visit; nobody else changes presence until the transaction ends."""
    await EntryPass.filter(visit_id=visit_id).select_for_update(no_key=True).first()
    found = await _BY_VISIT.first(visit_id)
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
    """Passes of those inside who ought to be out again, and whose contact does not know; one indexed read."""
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
    first, last = ((moment + shift).astimezone(zone).date() for shift in (-slack, slack))
    day = moment.astimezone(zone).date() if first != last else first
    return [secret_of_day(entry_pass, one) for one in dict.fromkeys((day, first, last))]
