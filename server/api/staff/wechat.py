"""绑定微信: a one-time QR code, scanned on the phone, confirmed here."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel

from server.accounts import binding, queries
from server.accounts.errors import WeChatUnavailable
from server.accounts.models import WeChatIdentity
from server.accounts.permissions import Permission
from server.api.endpoints import Call, Routes
from server.journey import bind
from server.notifications.templates import load_templates
from server.wechat.errors import WeChatError

routes = Routes("/api/v1/staff/wechat", "staff")
_MAY = Permission.ACCOUNT_SELF

State = Literal["bound", "not_bound", "not_following", "muted"]

# What the person is asked to do about it, in their own words.
NOTICES: dict[State, str | None] = {
    "bound": None,
    "not_bound": "您还没有绑定微信，收不到审批提醒。请扫码绑定。",
    "not_following": "您已取消关注学校服务号，收不到审批提醒。请重新关注。",
    "muted": "您在微信里拒收了学校服务号的消息，收不到审批提醒。请打开服务号，在消息设置里重新允许。",
}


class TicketOut(BaseModel):
    """`url` is what the QR code says; draw it."""

    url: str
    expires_at: datetime


class PendingOut(BaseModel):
    scanned: bool
    expires_at: datetime


class BindingOut(BaseModel):
    """`subscribe_templates` are the messages to ask consent for inside the mini-program, the other way to be told."""

    state: State
    notice: str | None
    pending: PendingOut | None
    subscribe_templates: list[str]


def state_of(identity: WeChatIdentity | None) -> State:
    """Whether the school can reach this member of staff in WeChat."""
    if identity is None or not identity.sa_openid:
        return "not_bound"
    if not identity.sa_subscribed:
        return "not_following"
    return "muted" if identity.sa_muted else "bound"


@routes.get("", _MAY, "我的微信绑定状态", answer=BindingOut)
async def show(call: Call[None, None]) -> BindingOut:
    return await _answer(call)


@routes.post(
    "/binding", _MAY, "生成绑定二维码", answer=TicketOut, status=201, remembers=False, refuses=(503,)
)
async def begin(call: Call[None, None]) -> TicketOut:
    scene = binding.new_scene()
    try:
        qr = await call.services.wechat.create_bind_qr(scene, int(binding.LIFE.total_seconds()))
    except WeChatError as error:
        raise WeChatUnavailable from error
    ticket = await bind.begin(call.actor, scene)
    return TicketOut(url=qr.url, expires_at=ticket.expires_at)


@routes.post("/binding/confirm", _MAY, "确认绑定", answer=BindingOut, refuses=(409,))
async def confirm(call: Call[None, None]) -> BindingOut:
    await bind.confirm(call.actor)
    return await _answer(call)


@routes.delete("", _MAY, "解除微信绑定")
async def unbind(call: Call[None, None]) -> None:
    await bind.unbind(call.actor)


async def _answer(call: Call[None, None]) -> BindingOut:
    staff_id, config = call.actor.as_staff, call.services.settings.config_dir
    state = state_of(await queries.identity_of_staff(staff_id))
    ticket = await binding.pending(staff_id)
    pending = (
        PendingOut(scanned=ticket.candidate_openid is not None, expires_at=ticket.expires_at)
        if ticket
        else None
    )
    templates = load_templates(config / "wechat_templates.toml").for_staff()
    return BindingOut(state=state, notice=NOTICES[state], pending=pending, subscribe_templates=templates)
