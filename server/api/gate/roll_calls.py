"""应急清点: who was inside, who has been seen since."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel

from server.accounts.permissions import Permission
from server.accounts.staff_service import phone_of
from server.api.endpoints import Call, Routes
from server.api.gate.unidentified import UnidentifiedOut, unidentified_out
from server.api.pages import ListQuery
from server.gate.rollcalls import queries
from server.gate.rollcalls.models import RollCall, RollCallEntry, RollCallUnidentified
from server.gate.rollcalls.schemas import MarkIn, RollCallIn
from server.gate.rollcalls.service import note_of
from server.gate.rollcalls.states import Mark
from server.journey import muster
from server.reporting.visit_answers import ContactPhone, Ref
from server.visits.service import companions_of

routes = Routes("/api/v1/gate/roll-calls", "gate")
_MAY = Permission.GATE_DESK


class RollCallHead(BaseModel):
    id: str
    drill: bool
    opened_at: datetime
    opened_by: str
    closed_at: datetime | None


class RollCallHeads(BaseModel):
    items: list[RollCallHead]
    next: str | None


class MarkOut(BaseModel):
    """`inside` is what the gates know now: who has been scanned out is out."""

    inside: bool
    state: Mark
    marked_at: datetime | None
    marked_by: str | None
    note: str | None


class RollCallEntryOut(MarkOut):
    visit_id: str
    visitor_name: str
    companions: list[str]
    department: Ref
    contact: ContactPhone
    gate: Ref | None
    since: datetime
    plate: str | None


class RollCallUnidentifiedOut(UnidentifiedOut, MarkOut):
    """Let in by a pass that nobody knows; out also when the case is settled."""


class RollCallOut(RollCallHead):
    """`total` and `safe` count visits, `people` and `people_safe` heads, companions included.

    Each of the `unidentified` counts as a visit of one head.
    """

    total: int
    safe: int
    people: int
    people_safe: int
    entries: list[RollCallEntryOut]
    unidentified: list[RollCallUnidentifiedOut]


@routes.post("", _MAY, "开始清点", body=RollCallIn, answer=RollCallOut, status=201)
async def begin(call: Call[RollCallIn, None]) -> RollCallOut:
    return await _answer(await muster.open_roll_call(call.actor, call.body))


@routes.get("", _MAY, "清点记录", query=ListQuery, answer=RollCallHeads)
async def listing(call: Call[None, ListQuery]) -> RollCallHeads:
    page = await queries.roll_call_page(call.query.limit, call.query.after)
    return RollCallHeads(items=[_head(row) for row in page.rows], next=page.after)


@routes.get("/{id}", _MAY, "清点名单", answer=RollCallOut)
async def show(call: Call[None, None]) -> RollCallOut:
    return await _answer(await queries.roll_call(call.id))


@routes.post("/{id}/marks", _MAY, "标记", body=MarkIn, answer=RollCallOut, refuses=(409,))
async def mark(call: Call[MarkIn, None]) -> RollCallOut:
    return await _answer(await muster.mark(call.actor, call.id, call.body))


@routes.post("/{id}/close", _MAY, "结束清点", answer=RollCallOut, refuses=(409,))
async def close(call: Call[None, None]) -> RollCallOut:
    return await _answer(await muster.close_roll_call(call.actor, call.id))


async def _answer(roll_call: RollCall) -> RollCallOut:
    entries = [_entry(row) for row in await queries.entries(roll_call)]
    rows, inside = await queries.unidentified_entries(roll_call)
    unidentified = [_unidentified(row, inside=row.conflict.id in inside) for row in rows]
    heads = [(entry.state, 1 + len(entry.companions)) for entry in entries]
    heads += [(entry.state, 1) for entry in unidentified]
    safe = [count for state, count in heads if state is Mark.SAFE]
    return RollCallOut(
        **_head(roll_call).model_dump(),
        total=len(heads),
        safe=len(safe),
        people=sum(count for _, count in heads),
        people_safe=sum(safe),
        entries=entries,
        unidentified=unidentified,
    )


def _head(row: RollCall) -> RollCallHead:
    return RollCallHead(
        id=row.id, drill=row.drill, opened_at=row.opened_at, opened_by=row.opened_by, closed_at=row.closed_at
    )


def _entry(row: RollCallEntry) -> RollCallEntryOut:
    visit, gate = row.visit, row.gate
    return RollCallEntryOut(
        visit_id=visit.id,
        visitor_name=visit.visitor_name,
        companions=[one["name"] for one in companions_of(visit)],
        department=Ref(id=visit.department.id, name=visit.department.name),
        contact=ContactPhone(name=visit.contact.name, phone=phone_of(visit.contact)),
        gate=Ref(id=gate.id, name=gate.name) if gate else None,
        since=row.since,
        plate=visit.plate,
        **_mark(row, inside=visit.entry_pass.inside),
    )


def _unidentified(row: RollCallUnidentified, *, inside: bool) -> RollCallUnidentifiedOut:
    known = unidentified_out(row.conflict).model_dump()
    return RollCallUnidentifiedOut(**known, **_mark(row, inside=inside))


def _mark(row: RollCallEntry | RollCallUnidentified, *, inside: bool) -> dict[str, Any]:
    return {
        "inside": inside,
        "state": row.state,
        "marked_at": row.marked_at,
        "marked_by": row.marked_by,
        "note": note_of(row),
    }
