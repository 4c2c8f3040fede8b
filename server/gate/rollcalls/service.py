"""All writes to roll-calls; each runs inside a use case's transaction."""

from typing import Any

from tortoise.expressions import Subquery
from tortoise.queryset import QuerySet

from server.gate import unidentified
from server.gate.models import PassageConflict
from server.gate.rollcalls import queries
from server.gate.rollcalls.errors import MarkedMeanwhile, RollCallClosed
from server.gate.rollcalls.models import RollCall, RollCallEntry, RollCallUnidentified
from server.gate.rollcalls.schemas import MarkIn
from server.kit import clock
from server.kit.errors import NotFound
from server.kit.ids import new_id
from server.kit.sealing import vault

SEALED_NOTE = "roll_call.note"


async def open_roll_call(
    drill: bool, gate_ids: list[str] | None, department_id: str | None, by: str
) -> RollCall:
    """A roll-call of everybody who is inside now."""
    now = clock.now()
    roll_call = await RollCall.create(
        id=new_id(), drill=drill, gate_ids=gate_ids, department_id=department_id, opened_at=now, opened_by=by
    )
    await RollCallEntry.bulk_create(
        [
            RollCallEntry(
                roll_call_id=roll_call.id,
                visit_id=row.visit_id,
                gate_id=row.entered_by_gate_id,
                since=row.inside_since or now,
            )
            for row in await queries.inside(roll_call)
        ]
    )
    await _store_unidentified(roll_call)
    return roll_call


async def mark(roll_call: RollCall, body: MarkIn, by: str) -> None:
    """Say how somebody on the list is. Raises RollCallClosed, NotFound or MarkedMeanwhile.

    The first statement locks the roll-call, so marks and closing come one after the other.
    """
    now = clock.now()
    if not await _open(roll_call.id).update(last_marked_at=now):
        raise RollCallClosed
    await _store_late(roll_call)
    rows = _rows(roll_call.id, body)
    values: dict[str, Any] = {"state": body.state, "marked_at": now, "marked_by": by}
    if body.note:
        values["note_sealed"] = vault().seal(SEALED_NOTE, body.note)
    if not await (rows.filter(state=body.was) if body.was else rows).update(**values):
        raise await _refusal(rows)


async def close(roll_call: RollCall, by: str) -> None:
    """The list stays as it is now. Raises RollCallClosed when that was done before."""
    if not await _open(roll_call.id).update(closed_at=clock.now(), closed_by=by):
        raise RollCallClosed
    await _store_late(roll_call)


def note_of(entry: RollCallEntry | RollCallUnidentified) -> str | None:
    """The note in clear, or None."""
    return vault().open(SEALED_NOTE, entry.note_sealed) if entry.note_sealed else None


def _open(roll_call_id: str) -> Any:
    return RollCall.filter(id=roll_call_id, closed_at__isnull=True)


async def _store_late(roll_call: RollCall) -> None:
    rows = RollCallEntry.filter(roll_call_id=roll_call.id)
    known = {row["visit_id"] for row in await rows.values("visit_id")}
    if fresh := await queries.late(roll_call, known):
        await RollCallEntry.bulk_create(fresh)
    await _store_unidentified(roll_call)


async def _store_unidentified(roll_call: RollCall) -> None:
    known = {row.conflict_id for row in await RollCallUnidentified.filter(roll_call_id=roll_call.id)}
    inside = await unidentified.inside(roll_call.gate_ids)
    await RollCallUnidentified.bulk_create(queries.unidentified_late(roll_call, inside, known))


def _rows(roll_call_id: str, body: MarkIn) -> QuerySet[Any]:
    """The one entry that is meant."""
    if body.visit_id:
        return RollCallEntry.filter(roll_call_id=roll_call_id, visit_id=body.visit_id)
    cases = PassageConflict.filter(passage_id=body.passage_id).values("id")
    return RollCallUnidentified.filter(roll_call_id=roll_call_id, conflict_id__in=Subquery(cases))


async def _refusal(rows: QuerySet[Any]) -> NotFound | MarkedMeanwhile:
    found = await rows.first()
    if found is None:
        return NotFound()
    at = found.marked_at.isoformat() if found.marked_at else None
    return MarkedMeanwhile(state=found.state.value, marked_by=found.marked_by, marked_at=at)
