"""现场登记: registering somebody at the gate, and what became of it."""

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel

from server.accounts.permissions import Permission
from server.api.endpoints import Call, Routes
from server.api.gate.days import midnight
from server.api.pages import ListQuery
from server.approvals import queries as approvals
from server.approvals.named import NamedTask
from server.gate import search
from server.journey import walk_in
from server.organisation import queries as organisation
from server.passes.models import EntryPass
from server.reporting import visit_answers
from server.reporting.visit_answers import VisitCard
from server.visits.models import Visit
from server.visits.schemas import WalkInIn

routes = Routes("/api/v1/gate/walk-ins", "gate")
_MAY = Permission.GATE_DESK


class WalkInOut(VisitCard):
    """The visit, and once the contact has decided: who that was, what they said, and the pass."""

    decided_by: str | None
    comment: str
    pass_number: str | None
    short_code: str | None
    inside: bool


class WalkInPage(BaseModel):
    items: list[WalkInOut]
    next: str | None


@routes.post("", _MAY, "现场登记访客", body=WalkInIn, answer=WalkInOut, status=201)
async def register(call: Call[WalkInIn, None]) -> WalkInOut:
    return (await _answers([await walk_in.register(call.actor, call.body)]))[0]


@routes.get("", _MAY, "今日现场登记", query=ListQuery, answer=WalkInPage)
async def listing(call: Call[None, ListQuery]) -> WalkInPage:
    gates = [gate.id for gate in await organisation.gates() if call.actor.serves(gate.id)]
    today = midnight(call.services.settings)
    page = await search.walk_ins(gates, today, call.query.limit, call.query.after)
    return WalkInPage(items=await _answers(page.rows), next=page.after)


async def _answers(visits: Sequence[Visit]) -> list[WalkInOut]:
    ids = [visit.id for visit in visits]
    tasks = await approvals.with_names(ids, only_open=False) if ids else {}
    passes = await search.passes_of(ids)
    return [_answer(visit, tasks[visit.id], passes.get(visit.id)) for visit in visits]


def _answer(visit: Visit, tasks: Sequence[NamedTask], entry_pass: EntryPass | None) -> WalkInOut:
    decided = [task for task in tasks if task.decided_by]
    return WalkInOut(
        **visit_answers.card(visit, tasks).model_dump(),
        decided_by=decided[-1].decided_by if decided else None,
        comment=decided[-1].comment if decided else "",
        **_pass(entry_pass),
    )


def _pass(entry_pass: EntryPass | None) -> dict[str, Any]:
    return {
        "pass_number": entry_pass.number if entry_pass else None,
        "short_code": entry_pass.short_code if entry_pass else None,
        "inside": bool(entry_pass and entry_pass.inside),
    }
