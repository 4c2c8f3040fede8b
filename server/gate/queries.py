"""Reads for the gate: stored verdicts, who is expected, who is inside."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from server.db import sql
from server.db.along import Along
from server.db.keyset import page
from server.gate.models import Passage, PassageConflict
from server.kit.errors import NotFound
from server.kit.paging import Page
from server.passes import queries as passes
from server.passes.models import EntryPass
from server.visits.models import Visit
from server.visits.states import VisitStatus

_CASE = ("passage__gate", "resolved_by")
_VISIT = ("visit__department", "visit__contact")


@dataclass(frozen=True)
class Doorstep:
    """`gate_name` None: no such gate in use. `known`: this device has told us of this scan before.

    `blocklist` are the hashes in force, None where they are too many to be read with every scan. `entry_pass` comes
    with its visit.
    """

    gate_name: str | None
    known: bool
    blocklist: frozenset[str] | None
    entry_pass: EntryPass | None


# Read along rather than asked for by itself, as long as there are not more of them.
_LISTED = 100
_LISTED_COLUMNS = """{columns}, gate.name AS gate_name, gate.active AS gate_active, passage.id AS passage_id, (
        SELECT {gathered}(value_index, ' ') FROM (SELECT value_index FROM block_entry
        WHERE lifted_at IS NULL AND (until IS NULL OR until > $2) LIMIT $5) AS listed) AS blocklist"""
_JOINS = """LEFT JOIN gate ON gate.id = $3
    LEFT JOIN passage ON passage.device_id = caller.caller_id AND passage.nonce = $4
    LEFT JOIN entry_pass AS pass ON pass.{key} = $6 {joins}"""


async def passage_of(device_id: str, nonce: str) -> tuple[Passage, Visit | None] | None:
    """The stored answer to this scan, with the visit behind it, or None."""
    found = await (
        Passage.filter(device_id=device_id, nonce=nonce)
        .select_related(*(f"entry_pass__{name}" for name in _VISIT))
        .first()
    )
    if found is None:
        return None
    return found, (found.entry_pass.visit if found.entry_pass else None)


async def passage(passage_id: str) -> Passage:
    """A stored scan. Raises NotFound."""
    found = await Passage.get_or_none(id=passage_id)
    if found is None:
        raise NotFound
    return found


def question(gate_id: str, nonce: str, sought: passes.Sought | None) -> Along:
    """What a scan by `caller` needs to know; without `sought` no pass is looked for."""
    listed, joins = _asked(sought.key if sought else "number", sql.is_postgres())
    return Along(listed, joins, (gate_id, nonce, _LISTED + 1, sought.value if sought else ""))


def doorstep(row: Any) -> Doorstep:
    """The answer to the question."""
    listed = frozenset((row["blocklist"] or "").split())
    return Doorstep(
        gate_name=row["gate_name"] if row["gate_active"] else None,
        known=row["passage_id"] is not None,
        blocklist=listed if len(listed) <= _LISTED else None,
        entry_pass=passes.AT_GATE.read(row),
    )


async def look_up(
    gate_id: str, device_id: str, nonce: str, now: datetime, sought: passes.Sought | None
) -> Doorstep:
    """The same for a caller who is known already, in one statement."""
    asked = question(gate_id, nonce, sought)
    caller = "(SELECT CAST($1 AS VARCHAR(24)) AS caller_id) AS caller"
    statement = f"SELECT {asked.listed} FROM {caller} {asked.joins}"  # noqa: S608 (our own text)
    (row,) = await sql.fetch(statement, device_id, now, *asked.values)
    return doorstep(row)


@cache
def _asked(key: passes.Key, on_postgres: bool) -> tuple[str, str]:
    gathered = "string_agg" if on_postgres else "group_concat"
    listed = _LISTED_COLUMNS.format(columns=passes.AT_GATE.listed, gathered=gathered)
    return listed, _JOINS.format(key=key, joins=passes.JOINS)


async def untold(limit: int) -> list[str]:
    """Ids of the passages whose contacts are to be told, the longest waiting first; one look at an index."""
    waiting = Passage.filter(untold_since__isnull=False).order_by("untold_since", "id")
    return [row.id for row in await waiting.limit(limit).only("id")]


async def arrival(passage_id: str) -> Passage:
    """An admission, with its gate and all that its contact is told."""
    return await Passage.get(id=passage_id).select_related(
        "gate", *(f"entry_pass__{name}" for name in _VISIT)
    )


async def conflict_of(passage_id: str) -> PassageConflict | None:
    """The case about this passage, or None."""
    return await PassageConflict.get_or_none(passage_id=passage_id)


async def conflict(conflict_id: str) -> PassageConflict:
    """A case with its passage. Raises NotFound."""
    found = await PassageConflict.get_or_none(id=conflict_id).select_related(*_CASE)
    if found is None:
        raise NotFound
    return found


async def conflicts(limit: int, after: str | None, *, all_of_them: bool) -> Page[PassageConflict]:
    """Cases that are open, or all there ever were; the latest first."""
    rows = PassageConflict.all() if all_of_them else PassageConflict.filter(resolved_at__isnull=True)
    return await page(rows.select_related(*_CASE), "opened_at", limit, after)


async def visits_behind(cases: Iterable[PassageConflict]) -> dict[str, Visit]:
    """The visits that cases are about, by id."""
    ids = {case.passage.visit_id for case in cases if case.passage.visit_id}
    rows = await Visit.filter(id__in=list(ids)).select_related("department", "contact") if ids else []
    return {visit.id: visit for visit in rows}


async def passages_of(visit_id: str) -> list[Passage]:
    """The last hundred scans of one visit, latest first; the caller has checked who may see the visit."""
    return await Passage.filter(visit_id=visit_id).order_by("-recorded_at").limit(100).select_related("gate")


async def expected(start: datetime, end: datetime, limit: int, after: str | None) -> Page[Visit]:
    """Approved visits whose window meets the time from `start` to `end`, earliest first."""
    rows = Visit.filter(status=VisitStatus.APPROVED, visit_to__gte=start, visit_from__lte=end)
    rows = rows.select_related("department", "contact")
    return await page(rows, "visit_from", limit, after, latest_first=False)


async def overstays(now: datetime, limit: int, after: str | None) -> Page[EntryPass]:
    """Who ought to be out again and is not, longest first; one indexed read of those inside."""
    rows = EntryPass.filter(inside=True, leave_by__lt=now).select_related(*_VISIT, "entered_by_gate")
    return await page(rows, "leave_by", limit, after, latest_first=False)


async def present(
    gate_id: str | None,
    department_id: str | None,
    contact_id: str | None,
    limit: int,
    after: str | None,
) -> Page[EntryPass]:
    """Who is inside now, longest first; one indexed read however long the history."""
    rows = EntryPass.filter(inside=True).select_related(*_VISIT, "entered_by_gate")
    if gate_id:
        rows = rows.filter(entered_by_gate_id=gate_id)
    if department_id:
        rows = rows.filter(visit__department_id=department_id)
    if contact_id:
        rows = rows.filter(visit__contact_id=contact_id)
    return await page(rows, "inside_since", limit, after, latest_first=False)
