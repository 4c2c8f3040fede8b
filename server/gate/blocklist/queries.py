"""Reads of the blocklist: the gate's one question, and the security office's list."""

from datetime import datetime

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from server.db.keyset import page
from server.gate.blocklist.models import BlockEntry
from server.gate.blocklist.values import document_index, plate_index
from server.kit.errors import NotFound
from server.kit.paging import Page
from server.visits import service as visits
from server.visits.models import Visit

_PEOPLE = ("created_by", "lifted_by")


def keys_of(visit: Visit) -> list[str]:
    """The hashes under which this visit could be blocked: its people's documents, its phone, its plate."""
    people = [
        document_index(one["document"]["kind"], one["document"]["number"])
        for one in visits.companions_of(visit)
    ]
    plate = [plate_index(visit.plate_key)] if visit.plate_key else []
    return [visit.document_index, visit.phone_index, *plate, *people]


def in_force(now: datetime) -> QuerySet[BlockEntry]:
    """The entries that count now."""
    return BlockEntry.filter(Q(until__isnull=True) | Q(until__gt=now), lifted_at__isnull=True)


async def blocked(visit: Visit, now: datetime) -> bool:
    """Whether anybody of this visit, or its car, is on the list now; one statement."""
    return await in_force(now).filter(value_index__in=keys_of(visit)).exists()


async def was_blocked(visit: Visit, moment: datetime) -> bool:
    """The same as of `moment`, as far as entries still stand."""
    rows = in_force(moment).filter(value_index__in=keys_of(visit), created_at__lte=moment)
    return await rows.exists()


async def entry(entry_id: str) -> BlockEntry:
    """One entry. Raises NotFound."""
    found = await BlockEntry.get_or_none(id=entry_id).select_related(*_PEOPLE)
    if found is None:
        raise NotFound
    return found


async def entry_page(limit: int, after: str | None, now: datetime, *, all_of_them: bool) -> Page[BlockEntry]:
    """The entries in force, or all there ever were; the latest first."""
    rows = BlockEntry.all() if all_of_them else in_force(now)
    return await page(rows.select_related(*_PEOPLE), "created_at", limit, after)
