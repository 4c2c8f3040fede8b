"""Reads of roll-calls: the list is one indexed query, and one more for who came in since."""

from collections.abc import Collection

from tortoise.queryset import QuerySet

from server.db.keyset import page
from server.gate import unidentified
from server.gate.models import Passage, PassageConflict
from server.gate.rollcalls.models import RollCall, RollCallEntry, RollCallUnidentified
from server.kit.errors import NotFound
from server.kit.paging import Page
from server.organisation import queries as organisation
from server.passes.models import EntryPass

_PEOPLE = ("department", "contact", "entry_pass")


async def roll_call(roll_call_id: str) -> RollCall:
    """A roll-call. Raises NotFound."""
    found = await RollCall.get_or_none(id=roll_call_id)
    if found is None:
        raise NotFound
    return found


async def roll_call_page(limit: int, after: str | None) -> Page[RollCall]:
    """Roll-calls, the latest first."""
    return await page(RollCall.all(), "opened_at", limit, after)


def stored(roll_call: RollCall) -> QuerySet[RollCallEntry]:
    """The list as it is stored, with everybody's names."""
    rows = RollCallEntry.filter(roll_call_id=roll_call.id)
    return rows.select_related("gate", *(f"visit__{name}" for name in _PEOPLE)).order_by("since", "id")


async def entries(roll_call: RollCall) -> list[RollCallEntry]:
    """Who was inside when it began and, while it is open, who came in since; longest inside first."""
    found = await stored(roll_call)
    return found if roll_call.closed_at else [*found, *await late(roll_call, {row.visit_id for row in found})]


async def unidentified_entries(roll_call: RollCall) -> tuple[list[RollCallUnidentified], set[str]]:
    """The same for whom nobody knows, whatever unit they said; besides, the cases of those who are inside now."""
    rows = RollCallUnidentified.filter(roll_call_id=roll_call.id).select_related("conflict__passage__gate")
    found = await rows.order_by("conflict__passage__recorded_at", "id")
    cases = await unidentified.inside(roll_call.gate_ids)
    if not roll_call.closed_at:
        found += unidentified_late(roll_call, cases, {row.conflict_id for row in found})
    return found, {case.id for case in cases}


def unidentified_late(
    roll_call: RollCall, inside: Collection[PassageConflict], known: set[str]
) -> list[RollCallUnidentified]:
    """Entries, not stored yet, for those inside whose case is not `known` by its id."""
    fresh = [case for case in inside if case.id not in known]
    return [RollCallUnidentified(roll_call_id=roll_call.id, conflict=case) for case in fresh]


async def inside(roll_call: RollCall) -> list[EntryPass]:
    """Who is inside now and concerns this roll-call."""
    rows = EntryPass.filter(inside=True)
    if roll_call.gate_ids is not None:
        rows = rows.filter(entered_by_gate_id__in=roll_call.gate_ids)
    if roll_call.department_id:
        rows = rows.filter(visit__department__path__contains=f"{roll_call.department_id}/")
    return await rows


async def late(roll_call: RollCall, known: set[str]) -> list[RollCallEntry]:
    """Entries, not stored yet, for those who came in since it began and are not `known` by visit id."""
    gates = roll_call.gate_ids or [gate.id for gate in await organisation.gates()]
    rows = Passage.filter(
        gate_id__in=gates,
        recorded_at__gte=roll_call.opened_at,
        verdict="admit",
        direction="in",
        voided_at__isnull=True,
        entry_pass_id__isnull=False,  # a desk may have let in by a pass that nobody knows
    )
    if roll_call.department_id:
        rows = rows.filter(entry_pass__visit__department__path__contains=f"{roll_call.department_id}/")
    related = (f"entry_pass__visit__{name}" for name in _PEOPLE)
    passages = await rows.order_by("recorded_at").select_related("gate", *related)
    first = {row.visit_id: row for row in reversed(passages) if row.visit_id not in known}
    return [_entry(roll_call, row) for row in reversed(first.values())]


def _entry(roll_call: RollCall, passage: Passage) -> RollCallEntry:
    visit = passage.entry_pass.visit
    return RollCallEntry(roll_call_id=roll_call.id, visit=visit, gate=passage.gate, since=passage.recorded_at)
