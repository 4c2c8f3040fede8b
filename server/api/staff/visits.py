"""预约访客: list, detail, revoke, urge, unmask."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field
from tortoise.queryset import QuerySet

from server.accounts.actor import Actor
from server.accounts.permissions import Permission
from server.api.endpoints import Call, Raw, Routes
from server.api.pages import ListQuery
from server.api.visitor.files import audited_file_answer
from server.approvals import queries as approvals
from server.journey import unmask as unmasking
from server.journey import urge, withdraw
from server.kit.incoming import Incoming, Moment, OpaqueId, Paragraph
from server.reporting import visit_answers
from server.reporting.visit_answers import VisitCardPage, VisitOut
from server.visits import queries
from server.visits.models import Visit
from server.visits.schemas import ReasonIn
from server.visits.states import VisitorType, VisitStatus

routes = Routes("/api/v1/staff/visits", "staff")
_MAY = Permission.VISITS_READ


Text = Annotated[str, Field(max_length=100)]


class VisitFilter(BaseModel):
    """Which visits: each criterion narrows further. `q` looks in number, name, phone tail and plate at once."""

    model_config = ConfigDict(extra="ignore")

    status: VisitStatus | None = None
    visitor_type: VisitorType | None = None
    department_id: OpaqueId | None = None
    from_: Annotated[Moment | None, Field(alias="from")] = None
    to: Moment | None = None
    number: Text | None = None
    name: Text | None = None
    phone_tail: Annotated[str, Field(pattern=r"^[0-9]{4}$")] | None = None
    plate: Text | None = None
    q: Text | None = None


class VisitQuery(VisitFilter, ListQuery):
    """The same, page by page."""


class RevokeIn(Incoming):
    reason: Paragraph


class UnmaskIn(Incoming):
    fields: Annotated[list[Literal["phone", "document", "companions"]], Field(min_length=1, max_length=3)]
    reason: Paragraph


class UnmaskOut(BaseModel):
    """Only what was asked for is filled."""

    phone: str | None = None
    document: str | None = None
    companions: list[str] | None = None


@routes.get("", _MAY, "预约访客列表", query=VisitQuery, answer=VisitCardPage)
async def listing(call: Call[None, VisitQuery]) -> VisitCardPage:
    rows = await chosen(call.actor, call.query)
    page = await queries.page_of(rows, call.query.limit, call.query.after)
    return VisitCardPage(items=await visit_answers.cards(page.rows), next=page.after)


async def chosen(actor: Actor, wanted: VisitFilter) -> QuerySet[Visit]:
    """The visits this person may see that fit."""
    rows = await queries.visible_to(actor)
    exact = {
        "status": wanted.status,
        "visitor_type": wanted.visitor_type,
        "department_id": wanted.department_id,
    }
    rows = rows.filter(**{column: value for column, value in exact.items() if value is not None})
    rows = queries.between(rows, wanted.from_, wanted.to)
    rows = queries.having(
        rows, number=wanted.number, name=wanted.name, phone_tail=wanted.phone_tail, plate=wanted.plate
    )
    return queries.matching(rows, wanted.q) if wanted.q and wanted.q.strip() else rows


@routes.get("/{id}", _MAY, "预约访客详情", answer=VisitOut)
async def show(call: Call[None, None]) -> VisitOut:
    visit = await approvals.visit_shown_to(call.actor, call.id)
    return await visit_answers.for_staff(visit, await _actions(call.actor, visit))


@routes.post(
    "/{id}/revoke",
    Permission.VISITS_REVOKE,
    "撤销已通过的预约",
    body=RevokeIn,
    answer=VisitOut,
    refuses=(409,),
)
async def revoke(call: Call[RevokeIn, None]) -> VisitOut:
    visit = await withdraw.revoke(call.actor, call.id, call.body.reason)
    return await visit_answers.for_staff(visit, await _actions(call.actor, visit))


@routes.post("/{id}/urge", _MAY, "催办", body=ReasonIn, answer=VisitOut, refuses=(409, 429))
async def remind(call: Call[ReasonIn, None]) -> VisitOut:
    visit = await urge.by_host(call.actor, call.id, call.body.reason)
    return await visit_answers.for_staff(visit, await _actions(call.actor, visit))


@routes.post(
    "/{id}/unmask",
    Permission.VISITS_UNMASK,
    "查看完整号码（留痕）",
    body=UnmaskIn,
    answer=UnmaskOut,
    remembers=False,
)
async def unmask(call: Call[UnmaskIn, None]) -> UnmaskOut:
    return UnmaskOut(**await unmasking.unmask(call.actor, call.id, set(call.body.fields), call.body.reason))


@routes.get("/{id}/files/{file_id}", _MAY, "查看访客上传的文件", answer="*/*")
async def attachment(call: Call[None, None]) -> Raw:
    visit = await approvals.visit_shown_to(call.actor, call.id)
    return await audited_file_answer(call.actor.id, visit.id, call.path["file_id"])


async def _actions(actor: Actor, visit: Visit) -> list[str]:
    """What this person may try now; the use cases check again."""
    allowed = []
    may_revoke = visit.status is VisitStatus.APPROVED and actor.may(Permission.VISITS_REVOKE)
    if may_revoke and await queries.is_visible(actor, visit):
        allowed.append("revoke")
    if await urge.offered_to(actor, visit):
        allowed.append("urge")
    if actor.may(Permission.VISITS_UNMASK):
        allowed.append("unmask")
    return allowed
