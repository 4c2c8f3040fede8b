"""访客进校申请 and 我的预约申请."""

from typing import Literal

from pydantic import BaseModel

from server.accounts.permissions import Permission
from server.api.endpoints import Call, Routes
from server.api.pages import ListQuery
from server.journey import apply, urge, withdraw
from server.reporting import visit_answers
from server.reporting.visit_answers import VisitCardPage, VisitOut
from server.visits import queries
from server.visits.schemas import ReasonIn, VisitIn, VisitPatch
from server.visits.states import TABS

routes = Routes("/api/v1/visitor/visits", "visitor")
_MAY = Permission.VISITOR_SELF


class TabQuery(ListQuery):
    tab: Literal["approved", "in_review", "rejected", "other"] | None = None


class TabCounts(BaseModel):
    """How many of the visitor's applications stand under each tab."""

    approved: int
    in_review: int
    rejected: int
    other: int


@routes.post("", _MAY, "提交访客进校申请", body=VisitIn, answer=VisitOut, status=201, refuses=(409, 422))
async def submit(call: Call[VisitIn, None]) -> VisitOut:
    return await visit_answers.for_visitor(await apply.submit(call.actor, call.body))


@routes.get("", _MAY, "我的预约申请", query=TabQuery, answer=VisitCardPage)
async def mine(call: Call[None, TabQuery]) -> VisitCardPage:
    rows = queries.own(call.actor)
    if call.query.tab:
        rows = queries.in_tab(rows, TABS[call.query.tab])
    page = await queries.page_of(rows, call.query.limit, call.query.after)
    return VisitCardPage(items=await visit_answers.cards(page.rows), next=page.after)


@routes.get("/counts", _MAY, "各状态的预约数量", answer=TabCounts)
async def counts(call: Call[None, None]) -> TabCounts:
    return TabCounts(**await queries.tab_counts(call.actor))


@routes.get("/{id}", _MAY, "预约详情", answer=VisitOut)
async def show(call: Call[None, None]) -> VisitOut:
    return await visit_answers.for_visitor(await queries.own_visit(call.actor, call.id))


@routes.patch("/{id}", _MAY, "修改被退回的预约", body=VisitPatch, answer=VisitOut, refuses=(409,))
async def repair(call: Call[VisitPatch, None]) -> VisitOut:
    return await visit_answers.for_visitor(await apply.repair_visit(call.actor, call.id, call.body))


@routes.post("/{id}/resubmit", _MAY, "重新提交", answer=VisitOut, refuses=(409,))
async def resubmit(call: Call[None, None]) -> VisitOut:
    return await visit_answers.for_visitor(await apply.resubmit(call.actor, call.id))


@routes.post("/{id}/withdraw", _MAY, "撤回预约", body=ReasonIn, answer=VisitOut, refuses=(409,))
async def take_back(call: Call[ReasonIn, None]) -> VisitOut:
    return await visit_answers.for_visitor(await withdraw.withdraw(call.actor, call.id, call.body.reason))


@routes.post("/{id}/urge", _MAY, "催办", answer=VisitOut, refuses=(409, 429))
async def remind(call: Call[None, None]) -> VisitOut:
    return await visit_answers.for_visitor(await urge.by_visitor(call.actor, call.id))
