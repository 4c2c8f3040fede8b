"""我的邀请码: invitations by phone, and proving a phone."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field

from server.accounts import service as accounts
from server.accounts.errors import WeChatRefused, WeChatUnavailable
from server.accounts.permissions import Permission
from server.accounts.queries import identity as identity_of
from server.api.endpoints import Call, Routes
from server.api.pages import ListQuery
from server.api.session import WeChatIn
from server.api.throttle import address, throttle
from server.invitations import queries, service
from server.invitations.errors import PhoneNotProven
from server.invitations.models import Invitation
from server.kit import clock
from server.kit.errors import invalid
from server.kit.formats import phone
from server.kit.formats.errors import FormatError
from server.reporting.visit_answers import NameOnly, Ref
from server.wechat.errors import Reaction, WeChatError

routes = Routes("/api/v1/visitor", "visitor")


class PhoneQuery(ListQuery):
    """Without `phone`: what was sent to the number this WeChat account has proved."""

    phone: Annotated[str | None, Field(min_length=1, max_length=40)] = None


class InvitationCard(BaseModel):
    """An invitation as the visitor sees it."""

    code: str
    status: str
    visitor_name: str
    visitor_type: str
    department: Ref
    department_open: bool
    contact: NameOnly
    purpose: str
    valid_from: datetime
    valid_to: datetime
    uses_left: int


class InvitationCardPage(BaseModel):
    items: list[InvitationCard]
    next: str | None


class PhoneOut(BaseModel):
    """`phone` is the whole number: whoever has just proved it need not type it into the form as well."""

    phone: str
    phone_masked: str


@routes.get(
    "/invitations",
    Permission.VISITOR_SELF,
    "按手机号查询邀请码",
    query=PhoneQuery,
    answer=InvitationCardPage,
    refuses=(429,),
)
async def find(call: Call[None, PhoneQuery]) -> InvitationCardPage:
    limits = call.services.settings.invitations
    store, me = call.services.store, call.actor.as_visitor
    await throttle(store, "look_up", me, limits.lookups_per_minute)
    await throttle(store, "look_up_from", address(call.request), limits.lookups_per_minute_per_address)
    proven, asked = call.actor.proven_phone_index, call.query.phone
    index = accounts.phone_index(_number(asked)) if asked else proven
    if index is None or (limits.phone_must_be_proven and index != proven):
        raise PhoneNotProven
    now = clock.now()
    page = await queries.page_of(queries.found_by_phone(index, me, now), call.query.limit, call.query.after)
    await service.mark_opened(page.rows, now)
    return InvitationCardPage(items=[invitation_card(row) for row in page.rows], next=page.after)


@routes.post(
    "/phone",
    Permission.VISITOR_SELF,
    "用微信验证手机号",
    body=WeChatIn,
    answer=PhoneOut,
    calls_out=True,
    refuses=(503,),
)
async def prove_phone(call: Call[WeChatIn, None]) -> PhoneOut:
    identity = await identity_of(call.actor.as_visitor)
    try:
        number = await call.services.wechat.phone_number(call.body.code, identity.mp_openid or "")
    except WeChatError as error:
        raise WeChatRefused() if error.reaction is Reaction.NEW_CODE else WeChatUnavailable() from error
    proven = _number(number)
    return PhoneOut(phone=proven, phone_masked=await accounts.prove_phone(identity.id, proven))


def _number(text: str) -> str:
    try:
        return phone.normalise(text)
    except FormatError as error:
        raise invalid("phone", error.code, error.message) from error


def invitation_card(invitation: Invitation) -> InvitationCard:
    """The visitor's view of an invitation loaded with department and contact."""
    return InvitationCard(
        code=invitation.code,
        status=invitation.status.value,
        visitor_name=invitation.visitor_name,
        visitor_type=invitation.visitor_type,
        department=Ref(id=invitation.department.id, name=invitation.department.name),
        department_open=invitation.department_open,
        contact=NameOnly(name=invitation.contact.name),
        purpose=invitation.purpose,
        valid_from=invitation.valid_from,
        valid_to=invitation.valid_to,
        uses_left=max(0, invitation.max_uses - invitation.uses),
    )
