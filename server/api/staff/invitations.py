"""访客邀请."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field

from server.accounts.permissions import Permission
from server.api.endpoints import Call, Routes
from server.api.pages import ListQuery
from server.api.visitor.invitations import invitation_card
from server.invitations import queries
from server.invitations.models import Invitation
from server.invitations.schemas import InvitationIn
from server.invitations.states import InvitationStatus
from server.journey import invite
from server.organisation import queries as organisation
from server.reporting import visit_answers
from server.reporting.visit_answers import Ref, VisitCard
from server.visits import queries as visits
from server.visits.schemas import ReasonIn

routes = Routes("/api/v1/staff/invitations", "staff")
_MAY = Permission.INVITATIONS_MANAGE
# A long-term invitation may have been used a hundred times; its page shows the latest visits.
_VISITS_SHOWN = 50


class StaffInvitation(BaseModel):
    """An invitation as staff see it. `gates` null means all."""

    id: str
    code: str
    status: str
    visitor_name: str
    phone_masked: str
    visitor_type: str
    department: Ref
    department_open: bool
    inviter: Ref
    contact: Ref
    gate_ids: list[str] | None
    gates: list[Ref] | None
    purpose: str
    note: str
    valid_from: datetime
    valid_to: datetime
    max_uses: int
    uses_left: int
    created_at: datetime
    sent_at: datetime | None
    opened_at: datetime | None
    visits: list[VisitCard]


class StaffInvitationPage(BaseModel):
    items: list[StaffInvitation]
    next: str | None


class InvitationQuery(ListQuery):
    status: InvitationStatus | None = None
    q: Annotated[str, Field(max_length=100)] | None = None


@routes.post("", _MAY, "创建邀请", body=InvitationIn, answer=StaffInvitation, status=201)
async def create(call: Call[InvitationIn, None]) -> StaffInvitation:
    return await _one(await invite.create(call.actor, call.body))


@routes.get("", _MAY, "邀请列表", query=InvitationQuery, answer=StaffInvitationPage)
async def listing(call: Call[None, InvitationQuery]) -> StaffInvitationPage:
    rows = queries.visible_to(call.actor)
    if call.query.status:
        rows = rows.filter(status=call.query.status)
    if call.query.q:
        rows = queries.matching(rows, call.query.q)
    page = await queries.page_of(rows, call.query.limit, call.query.after)
    return StaffInvitationPage(items=await _answers(page.rows), next=page.after)


@routes.get("/{id}", _MAY, "邀请详情", answer=StaffInvitation)
async def show(call: Call[None, None]) -> StaffInvitation:
    return await _with_visits(await queries.visible_invitation(call.actor, call.id))


@routes.post("/{id}/send", _MAY, "发送邀请", answer=StaffInvitation, refuses=(409,))
async def send(call: Call[None, None]) -> StaffInvitation:
    return await _one(await invite.send(call.actor, call.id))


@routes.post("/{id}/revoke", _MAY, "撤销邀请", body=ReasonIn, answer=StaffInvitation, refuses=(409,))
async def revoke(call: Call[ReasonIn, None]) -> StaffInvitation:
    return await _with_visits(await invite.revoke(call.actor, call.id, call.body.reason))


async def _with_visits(invitation: Invitation) -> StaffInvitation:
    answer = await _one(invitation)
    made = await visits.page_of(visits.of_invitation(invitation.id), _VISITS_SHOWN, None)
    answer.visits = await visit_answers.cards(made.rows)
    return answer


async def _one(invitation: Invitation) -> StaffInvitation:
    return (await _answers([invitation]))[0]


async def _answers(rows: Sequence[Invitation]) -> list[StaffInvitation]:
    names = await organisation.gate_names({gate_id for row in rows for gate_id in row.gate_ids or []})
    return [_answer(row, names) for row in rows]


def _answer(invitation: Invitation, gate_names: dict[str, str]) -> StaffInvitation:
    contact, inviter = invitation.contact, invitation.inviter
    return StaffInvitation(
        **invitation_card(invitation).model_dump(exclude={"contact"}),
        id=invitation.id,
        phone_masked=invitation.phone_masked,
        inviter=Ref(id=inviter.id, name=inviter.name),
        contact=Ref(id=contact.id, name=contact.name),
        gate_ids=invitation.gate_ids,
        gates=visit_answers.limited_to(invitation.gate_ids, gate_names),
        note=invitation.note,
        max_uses=invitation.max_uses,
        created_at=invitation.created_at,
        sent_at=invitation.sent_at,
        opened_at=invitation.opened_at,
        visits=[],
    )
