"""访客邀请."""

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
from server.reporting import visit_answers
from server.reporting.visit_answers import Ref, VisitCard
from server.visits import queries as visits
from server.visits.schemas import ReasonIn

routes = Routes("/api/v1/staff/invitations", "staff")
_MAY = Permission.INVITATIONS_MANAGE
# A long-term invitation may have been used a hundred times; its page shows the latest visits.
_VISITS_SHOWN = 50


class StaffInvitation(BaseModel):
    """An invitation as staff see it."""

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
    return _answer(await invite.create(call.actor, call.body))


@routes.get("", _MAY, "邀请列表", query=InvitationQuery, answer=StaffInvitationPage)
async def listing(call: Call[None, InvitationQuery]) -> StaffInvitationPage:
    rows = queries.visible_to(call.actor)
    if call.query.status:
        rows = rows.filter(status=call.query.status)
    if call.query.q:
        rows = queries.matching(rows, call.query.q)
    page = await queries.page_of(rows, call.query.limit, call.query.after)
    return StaffInvitationPage(items=[_answer(row) for row in page.rows], next=page.after)


@routes.get("/{id}", _MAY, "邀请详情", answer=StaffInvitation)
async def show(call: Call[None, None]) -> StaffInvitation:
    invitation = await queries.visible_invitation(call.actor, call.id)
    return _answer(invitation, await _visits(invitation))


@routes.post("/{id}/send", _MAY, "发送邀请", answer=StaffInvitation, refuses=(409,))
async def send(call: Call[None, None]) -> StaffInvitation:
    return _answer(await invite.send(call.actor, call.id))


@routes.post("/{id}/revoke", _MAY, "撤销邀请", body=ReasonIn, answer=StaffInvitation, refuses=(409,))
async def revoke(call: Call[ReasonIn, None]) -> StaffInvitation:
    invitation = await invite.revoke(call.actor, call.id, call.body.reason)
    return _answer(invitation, await _visits(invitation))


async def _visits(invitation: Invitation) -> list[VisitCard]:
    rows = visits.of_invitation(invitation.id)
    return await visit_answers.cards((await visits.page_of(rows, _VISITS_SHOWN, None)).rows)


def _answer(invitation: Invitation, made: list[VisitCard] | None = None) -> StaffInvitation:
    contact, inviter = invitation.contact, invitation.inviter
    return StaffInvitation(
        **invitation_card(invitation).model_dump(exclude={"contact"}),
        id=invitation.id,
        phone_masked=invitation.phone_masked,
        inviter=Ref(id=inviter.id, name=inviter.name),
        contact=Ref(id=contact.id, name=contact.name),
        gate_ids=invitation.gate_ids,
        note=invitation.note,
        max_uses=invitation.max_uses,
        created_at=invitation.created_at,
        sent_at=invitation.sent_at,
        opened_at=invitation.opened_at,
        visits=made or [],
    )
