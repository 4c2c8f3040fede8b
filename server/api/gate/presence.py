"""在校人员: who is expected, who is inside, who ought to be out again."""

from datetime import datetime, timedelta
from typing import Any

from pydantic import BaseModel

from server.accounts.permissions import Permission
from server.api.endpoints import Call, Routes
from server.api.gate.unidentified import UnidentifiedOut, unidentified_inside
from server.api.pages import ListQuery
from server.gate import queries
from server.kit import clock
from server.kit.incoming import OpaqueId
from server.passes.models import EntryPass
from server.reporting import visit_answers
from server.reporting.visit_answers import Ref, VisitCard, VisitCardPage

routes = Routes("/api/v1/gate", "gate")


class GateQuery(ListQuery):
    gate_id: OpaqueId | None = None


class PresentQuery(GateQuery):
    department_id: OpaqueId | None = None
    contact_id: OpaqueId | None = None


class PresentRow(BaseModel):
    """`leave_by`: when the visitor ought to be out again; for long-term ones the end of the day's hours."""

    visit: VisitCard
    gate: Ref | None
    since: datetime
    leave_by: datetime | None
    overstayed: bool


class PresentPage(BaseModel):
    items: list[PresentRow]
    next: str | None


class PresentOut(PresentPage):
    """`unidentified`, on the first page only: let in by a pass that nobody knows, whatever unit they said."""

    unidentified: list[UnidentifiedOut]


@routes.get("/expected", Permission.GATE_READ, "今日预约", query=GateQuery, answer=VisitCardPage)
async def expected(call: Call[None, GateQuery]) -> VisitCardPage:
    local = clock.now().astimezone(call.services.settings.zone)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    page = await queries.expected(midnight, midnight + timedelta(days=1), call.query.limit, call.query.after)
    return VisitCardPage(items=await visit_answers.cards(page.rows), next=page.after)


@routes.get("/present", Permission.GATE_READ, "在校人员", query=PresentQuery, answer=PresentOut)
async def present(call: Call[None, PresentQuery]) -> PresentOut:
    wanted, now = call.query, clock.now()
    page = await queries.present(
        wanted.gate_id, wanted.department_id, wanted.contact_id, wanted.limit, wanted.after
    )
    gates = [wanted.gate_id] if wanted.gate_id else None
    nobody_knows = [] if wanted.after else await unidentified_inside(gates)
    return PresentOut(
        items=[_present(row, now) for row in page.rows], next=page.after, unidentified=nobody_knows
    )


@routes.get("/overstays", Permission.GATE_READ, "超时未离校", query=ListQuery, answer=PresentPage)
async def overstays(call: Call[None, ListQuery]) -> PresentPage:
    now = clock.now()
    page = await queries.overstays(now, call.query.limit, call.query.after)
    return PresentPage(items=[_present(row, now) for row in page.rows], next=page.after)


def _present(row: EntryPass, now: datetime) -> PresentRow:
    gate: Any = row.entered_by_gate
    return PresentRow(
        visit=visit_answers.card(row.visit),
        gate=Ref(id=gate.id, name=gate.name) if gate else None,
        since=row.inside_since or row.created_at,
        leave_by=row.leave_by,
        overstayed=(row.leave_by or row.visit.visit_to) < now,
    )
