"""The hash chain over the audit trail.

Linking at the moment of writing would make every write of the school wait for the one before it. So acts insert entries
freely, and the worker links them a moment later, in one order, under a lock. What is linked cannot change unnoticed.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from tortoise.transactions import in_transaction

from server.audit.models import AuditEntry, AuditLink
from server.db.sql import is_postgres, rows
from server.db.transaction import transaction

GENESIS = "0" * 64
_BATCH = 500
# How far behind the newest linked entry a slow transaction's entry may still turn up. `verify` looks at all of them.
_LOOK_BACK = 10_000
_SEAL_LOCK = 7_316_202_612


def link_hash(previous: str, entry: AuditEntry) -> str:
    """SHA-256 over the hash before and everything the entry says."""
    said = [
        entry.id,
        entry.at.isoformat(),
        entry.actor_kind,
        entry.actor_id,
        entry.action,
        entry.subject_kind,
        entry.subject_id,
        entry.detail,
        entry.request_id,
    ]
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous}{text}".encode()).hexdigest()


async def seal_pending() -> int:
    """Link entries that are not linked yet, oldest first; how many there were (at most 500 a call)."""
    return await _seal()


@transaction
async def _seal() -> int:
    if is_postgres():
        await rows("SELECT pg_advisory_xact_lock($1)", _SEAL_LOCK)
    last = await AuditLink.all().order_by("-seq").first()
    entries = await _unlinked(last.entry_id if last else 0)
    seq, previous = (last.seq, last.hash) if last else (0, GENESIS)
    links: list[AuditLink] = []
    for entry in entries:
        seq += 1
        link = AuditLink(seq=seq, entry_id=entry.id, previous=previous, hash=link_hash(previous, entry))
        previous = link.hash
        links.append(link)
    await AuditLink.bulk_create(links)
    return len(links)


async def _unlinked(newest_linked: int) -> Sequence[AuditEntry]:
    found = await rows(
        "SELECT e.id FROM audit_entry e LEFT JOIN audit_link l ON l.entry_id = e.id "
        "WHERE e.id > $1 AND l.entry_id IS NULL ORDER BY e.id LIMIT $2",
        max(0, newest_linked - _LOOK_BACK),
        _BATCH,
    )
    ids = [row["id"] for row in found]
    return await AuditEntry.filter(id__in=ids).order_by("id") if ids else []


@dataclass(frozen=True)
class Verification:
    """What a walk over the whole chain found; `broken_at` is the first bad link's number, or None."""

    links: int
    pending: int
    broken_at: int | None
    head: str


async def verify() -> Verification:
    """Recompute the whole chain. Keep `head` elsewhere: only that shows whether the newest entries were cut off."""
    async with in_transaction():
        return await _verify()


async def _verify() -> Verification:
    seq, previous = 0, GENESIS
    while links := await AuditLink.filter(seq__gt=seq).order_by("seq").limit(_BATCH):
        entries = await AuditEntry.in_bulk([link.entry_id for link in links], "id")
        for link in links:
            entry = entries.get(link.entry_id)
            sound = entry is not None and link.seq == seq + 1 and link.previous == previous
            if not sound or entry is None or link.hash != link_hash(previous, entry):
                return Verification(seq, await _pending(), seq + 1, previous)
            seq, previous = link.seq, link.hash
    return Verification(seq, await _pending(), None, previous)


async def _pending() -> int:
    found = await rows(
        "SELECT count(*) AS n FROM audit_entry e LEFT JOIN audit_link l ON l.entry_id = e.id WHERE l.entry_id IS NULL"
    )
    return int(found[0]["n"])
