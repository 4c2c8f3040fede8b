"""Signing in and out."""

from typing import Annotated

from pydantic import BaseModel, Field

from server.accounts import queries, service
from server.accounts.actor import Actor
from server.accounts.errors import PasswordMustChange, WeChatRefused, WeChatUnavailable, WrongPassword
from server.accounts.models import Staff, WeChatIdentity
from server.accounts.permissions import Permission
from server.accounts.sessions import actor_for, actor_in, close_session, csrf_token
from server.api.endpoints import Anyone, Call, Routes
from server.api.guard import cookie_token
from server.api.staff.wechat import NOTICES, state_of
from server.api.throttle import address, throttle
from server.journey import bind, sign_in
from server.kit.errors import NotSignedIn, invalid
from server.kit.incoming import Incoming, Raw
from server.reporting.visit_answers import Ref
from server.wechat.errors import Reaction, WeChatError

routes = Routes("/api/v1/session", "session")

PasswordText = Annotated[str, Field(min_length=1, max_length=200)]


class PasswordIn(Incoming):
    username: Raw
    password: PasswordText
    otp: Annotated[str | None, Field(max_length=10, description="尚未启用两步验证，可不填")] = None


class WeChatIn(Incoming):
    """`code` is what wx.login gave: one use, five minutes."""

    code: Annotated[str, Field(min_length=1, max_length=128, pattern=r"^[\x21-\x7e]+$")]


class BindIn(Incoming):
    username: Raw
    password: PasswordText


class ChangeIn(Incoming):
    current: PasswordText
    new: PasswordText


class VisitorMe(BaseModel):
    id: str
    phone_masked: str | None
    phone_proven: bool


class Reach(BaseModel):
    """Whether the school can reach this person in WeChat, and what to do if not."""

    state: str
    notice: str | None


class StaffMe(BaseModel):
    id: str
    name: str
    department: Ref
    roles: list[str]
    wechat: Reach


class Me(BaseModel):
    visitor: VisitorMe | None
    staff: StaffMe | None
    permissions: list[str]
    must_change_password: bool


class MeOut(BaseModel):
    me: Me


class SessionOut(MeOut):
    """`csrf_token` for who came with the cookie: a page that was reloaded has forgotten it."""

    csrf_token: str | None


class SignedIn(MeOut):
    token: str


class SignedInOnPc(SignedIn):
    csrf_token: str


@routes.post(
    "/password",
    Anyone.SIGNED_OUT,
    "教职工用户名密码登录",
    body=PasswordIn,
    answer=SignedInOnPc,
    refuses=(401, 429),
)
async def with_password(call: Call[PasswordIn, None]) -> SignedInOnPc:
    limits = call.services.settings.sessions
    await throttle(call.services.store, "sign_in", address(call.request), limits.sign_ins_per_minute)
    staff = await service.check_password(call.body.username, call.body.password, limits)
    token = await sign_in.as_staff(limits, staff)
    me = await _me(await _fresh_actor(token))
    call.request.ctx.session_cookie = token
    return SignedInOnPc(token=token, csrf_token=csrf_token(token), me=me)


@routes.post("/wechat", Anyone.SIGNED_OUT, "微信登录", body=WeChatIn, answer=SignedIn, refuses=(429, 503))
async def with_wechat(call: Call[WeChatIn, None]) -> SignedIn:
    limits = call.services.settings.sessions
    await throttle(call.services.store, "sign_in", address(call.request), limits.sign_ins_per_minute * 10)
    try:
        login = await call.services.wechat.login(call.body.code)
    except WeChatError as error:
        raise _refused(error) from error
    identity = await service.identity_for(login.openid, login.unionid)
    token = await sign_in.as_visitor(limits, identity)
    return SignedIn(token=token, me=await _me(await _fresh_actor(token)))


@routes.post(
    "/wechat/binding",
    Permission.VISITOR_SELF,
    "在小程序里用教职工账号绑定本人微信",
    body=BindIn,
    answer=MeOut,
    remembers=False,
    refuses=(409, 422, 429),
)
async def bind_wechat(call: Call[BindIn, None]) -> MeOut:
    staff = await _staff_with_password(call)
    await bind.on_the_phone(call.actor, staff)
    fresh = await actor_in(call.actor.session_id)
    if fresh is None:
        raise NotSignedIn
    return MeOut(me=await _me(fresh))


async def _staff_with_password(call: Call[BindIn, None]) -> Staff:
    """A wrong password is a field of this form, not the end of the visitor's session, so 422 and not 401."""
    limits = call.services.settings.sessions
    await throttle(call.services.store, "bind", call.actor.as_visitor, limits.failures_before_lock * 2)
    try:
        staff = await service.check_password(call.body.username, call.body.password, limits)
    except WrongPassword as error:
        raise invalid("password", "wrong_credentials", WrongPassword.detail) from error
    if staff.must_change_password:
        raise PasswordMustChange("请先在电脑上登录并修改初始密码，再来绑定微信。")
    return staff


@routes.get("", Anyone.SIGNED_IN, "我是谁", answer=SessionOut)
async def show(call: Call[None, None]) -> SessionOut:
    cookie = cookie_token(call.request)
    return SessionOut(me=await _me(call.actor), csrf_token=csrf_token(cookie) if cookie else None)


@routes.delete("", Anyone.SIGNED_IN, "退出登录")
async def sign_out(call: Call[None, None]) -> None:
    await close_session(call.actor.session_id)
    call.request.ctx.session_cookie = ""


@routes.post(
    "/password/change",
    Permission.ACCOUNT_SELF,
    "修改密码",
    body=ChangeIn,
    remembers=False,
    refuses=(429,),
)
async def change_password(call: Call[ChangeIn, None]) -> None:
    me, limits = call.actor.as_staff, call.services.settings.sessions
    await throttle(call.services.store, "change_password", me, limits.failures_before_lock * 2)
    await sign_in.change_password(call.actor, call.body.current, call.body.new, limits)


def _refused(error: WeChatError) -> WeChatRefused | WeChatUnavailable:
    """A spent code is the caller's to renew; everything else is between us and WeChat."""
    spent = error.reaction in (Reaction.NEW_CODE, Reaction.PERMANENT)
    return WeChatRefused() if spent else WeChatUnavailable()


async def _fresh_actor(token: str) -> Actor:
    actor = await actor_for(token)
    if actor is None:
        raise NotSignedIn
    return actor


async def _me(actor: Actor) -> Me:
    identity = await queries.identity(actor.identity_id) if actor.identity_id else None
    staff = await queries.staff(actor.staff_id) if actor.staff_id else None
    return Me(
        visitor=_visitor(identity) if identity else None,
        staff=await _staff(staff) if staff else None,
        permissions=sorted(actor.permissions),
        must_change_password=actor.must_change_password,
    )


def _visitor(identity: WeChatIdentity) -> VisitorMe:
    return VisitorMe(id=identity.id, phone_masked=identity.phone_masked, phone_proven=identity.phone_proven)


async def _staff(staff: Staff) -> StaffMe:
    department = Ref(id=staff.department.id, name=staff.department.name)
    roles = [*staff.roles, *await queries.positions_of(staff.id)]
    state = state_of(await queries.identity_of_staff(staff.id))
    reach = Reach(state=state, notice=NOTICES[state])
    return StaffMe(id=staff.id, name=staff.name, department=department, roles=roles, wechat=reach)
