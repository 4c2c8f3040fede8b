"""What a desk keeps for when the network is down: the passes of today and tomorrow, and what would keep them out.

A desk asks again with the cursor of its last answer and gets what has changed since. A transaction may commit a while
after it took its time stamp, so everything from shortly before the cursor is told once more.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from server.gate.blocklist import queries as blocklist
from server.gate.blocklist.models import BlockEntry
from server.gate.blocklist.service import SEALED_VALUE
from server.gate.blocklist.states import BlockKind
from server.kit.formats import plate
from server.kit.sealing import vault
from server.passes.models import EntryPass
from server.visits.models import Visit
from server.visits.states import VisitStatus

# Longer than any transaction may last (server/db/config.py, command_timeout).
_OVERLAP = timedelta(minutes=2)
_DAYS = 2
# Visits that have had a pass and that a guard may be shown the code of; those called back are kept to be refused.
_KNOWN = [VisitStatus.APPROVED, VisitStatus.REVOKED, VisitStatus.WITHDRAWN]
_RELATED = ("visit__department", "visit__contact")
_CURSOR = re.compile(r"([0-9]{1,10}\.[0-9]{3})_([0-9-]{10})_([0-9a-f]{16})")

Window = tuple[datetime, datetime]


@dataclass(frozen=True)
class Snapshot:
    """`gone` are numbers of passes a desk may forget; `full` means it forgets all that is not in `passes`."""

    cursor: str
    full: bool
    days: list[date]
    passes: list[EntryPass]
    gone: list[str]
    blocked: frozenset[str]
    blocked_plates: list[str]


@dataclass(frozen=True)
class _Since:
    """What a cursor says: up to when, for which first day, under which blocklist."""

    at: datetime
    day: str
    blocklist: str


async def take(since: str | None, now: datetime, zone: ZoneInfo, early: timedelta) -> Snapshot:
    """Everything, or what has changed since the cursor; a cursor of another day or blocklist gets everything."""
    today = now.astimezone(zone).date()
    start = datetime.combine(today, time(), zone)
    window = (start, start + timedelta(days=_DAYS) + early)
    entries = await blocklist.in_force(now).order_by("id")
    mark, before = _mark(entries), _read(since)
    fresh = before if before and (before.day, before.blocklist) == (today.isoformat(), mark) else None
    passes = await (_changed(fresh.at - _OVERLAP) if fresh else _all(window))
    wanted = [row for row in passes if _belongs(row, window)]
    hashes = {entry.value_index for entry in entries}
    return Snapshot(
        cursor=f"{now.timestamp():.3f}_{today.isoformat()}_{mark}",
        full=fresh is None,
        days=[today + timedelta(days=n) for n in range(_DAYS)],
        passes=wanted,
        gone=sorted({row.number for row in passes} - {row.number for row in wanted}),
        blocked=frozenset(row.id for row in wanted if hashes and hashes & set(blocklist.keys_of(row.visit))),
        blocked_plates=_plates(entries),
    )


async def _all(window: Window) -> list[EntryPass]:
    """Two statements, as no index serves both questions at once."""
    start, end = window
    coming = EntryPass.filter(visit__status__in=_KNOWN, visit__visit_to__gte=start, visit__visit_from__lt=end)
    inside = EntryPass.filter(inside=True)
    found = {row.id: row for rows in (coming, inside) for row in await rows.select_related(*_RELATED)}
    return list(found.values())


async def _changed(since: datetime) -> list[EntryPass]:
    return await EntryPass.filter(changed_at__gte=since).select_related(*_RELATED)


def _belongs(row: EntryPass, window: Window) -> bool:
    visit: Visit = row.visit
    return row.inside or (
        visit.status in _KNOWN and visit.visit_to >= window[0] and visit.visit_from < window[1]
    )


async def blocklist_mark(now: datetime) -> str:
    """A word that changes whenever the blocklist in force does."""
    return _mark(await blocklist.in_force(now).order_by("id"))


def _mark(entries: Iterable[BlockEntry]) -> str:
    return hashed("".join(entry.id for entry in entries))[:16]


def _plates(entries: Iterable[BlockEntry]) -> list[str]:
    """Hashes that a desk can make itself of the folded key of a plate in front of it."""
    plates = [entry for entry in entries if entry.kind is BlockKind.PLATE]
    return sorted(hashed(plate.match_key(vault().open(SEALED_VALUE, entry.value_sealed))) for entry in plates)


def hashed(text: str) -> str:
    """SHA-256 in hex, as a browser makes it too."""
    return hashlib.sha256(text.encode()).hexdigest()


def _read(cursor: str | None) -> _Since | None:
    """What the cursor says; whatever is not ours counts as none."""
    match = _CURSOR.fullmatch(cursor or "")
    return _Since(datetime.fromtimestamp(float(match[1]), UTC), match[2], match[3]) if match else None
