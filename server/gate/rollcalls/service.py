"""All writes to roll-calls; each runs inside a use case's transaction."""

from typing import Any

from server.gate.rollcalls import queries
from server.gate.rollcalls.errors import MarkedMeanwhile, RollCallClosed
from server.gate.rollcalls.models import RollCall, RollCallEntry
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
    return roll_call


async def mark(roll_call: RollCall, body: MarkIn, by: str) -> None:
    """Say how a visitor on the list is. Raises RollCallClosed, NotFound or MarkedMeanwhile.

    The first statement locks the roll-call, so marks and closing come one after the other.
    """
    now = clock.now()
    if not await _open(roll_call.id).update(last_marked_at=now):
        raise RollCallClosed
    await _store_late(roll_call)
    rows = RollCallEntry.filter(roll_call_id=roll_call.id, visit_id=body.visit_id)
    values: dict[str, Any] = {"state": body.state, "marked_at": now, "marked_by": by}
    if body.note:
        values["note_sealed"] = vault().seal(SEALED_NOTE, body.note)
    if not await (rows.filter(state=body.was) if body.was else rows).update(**values):
        raise await _refusal(roll_call.id, body.visit_id)


async def close(roll_call: RollCall, by: str) -> None:
    """The list stays as it is now. Raises RollCallClosed when that was done before."""
    if not await _open(roll_call.id).update(closed_at=clock.now(), closed_by=by):
        raise RollCallClosed
    await _store_late(roll_call)


def note_of(entry: RollCallEntry) -> str | None:
    """The note in clear, or None."""
    return vault().open(SEALED_NOTE, entry.note_sealed) if entry.note_sealed else None


def _open(roll_call_id: str) -> Any:
    return RollCall.filter(id=roll_call_id, closed_at__isnull=True)


async def _store_late(roll_call: RollCall) -> None:
    rows = RollCallEntry.filter(roll_call_id=roll_call.id)
    known = {row["visit_id"] for row in await rows.values("visit_id")}
    if fresh := await queries.late(roll_call, known):
        await RollCallEntry.bulk_create(fresh)


async def _refusal(roll_call_id: str, visit_id: str) -> NotFound | MarkedMeanwhile:
    found = await RollCallEntry.get_or_none(roll_call_id=roll_call_id, visit_id=visit_id)
    if found is None:
        return NotFound()
    at = found.marked_at.isoformat() if found.marked_at else None
    return MarkedMeanwhile(state=found.state.value, marked_by=found.marked_by, marked_at=at)
