"""The POST side of the control interface: one model and one function per action."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from sanic import HTTPResponse, Request

from server.wechat.sandbox import actions, panel, views
from server.wechat.sandbox.accounts import Kind
from server.wechat.sandbox.codes import CodeKind
from server.wechat.sandbox.control import ControlApp, post
from server.wechat.sandbox.faults import Fault
from server.wechat.sandbox.quotas import Limit
from server.wechat.sandbox.replies import reply
from server.wechat.sandbox.world import World

View = dict[str, Any]


class Payload(BaseModel):
    """Every body: unknown fields are refused, so that a misspelt one does not pass silently."""

    model_config = ConfigDict(extra="forbid")


class ByPerson(Payload):
    """`person` is a key of the cast."""

    person: str


class NewCode(ByPerson):
    """A code of wx.login, the phone button or the web sign-in."""

    kind: CodeKind
    appid: str | None = None
    scope: Literal["snsapi_base", "snsapi_userinfo"] = "snsapi_base"
    snapshot: bool = False


class Mute(ByPerson):
    """Refuse one template, or take it back."""

    template_id: str
    muted: bool = True


class Blacklist(ByPerson):
    """On or off the account's blacklist."""

    blacklisted: bool = True


class Subscribe(ByPerson):
    """wx.requestSubscribeMessage; without `choice` the answer says what must be asked."""

    template_ids: list[str]
    choice: panel.Choice | None = None


class Setting(ByPerson):
    """The stored answer for one template."""

    template_id: str
    status: panel.Answer


class Switch(ByPerson):
    """The main switch for subscribe messages."""

    on: bool


class Scan(ByPerson):
    """What the camera read: a ticket, an address or a link."""

    text: str


class Advance(Payload):
    """Seconds to skip."""

    advance: float = Field(ge=0)


class Read(Payload):
    """The message somebody tapped."""

    msgid: str


class Quota(Payload):
    """Calls allowed; None is without limit."""

    path: str
    day: int | None = None
    minute: int | None = None


class Page(Payload):
    """Release a mini-program page, or withdraw it."""

    page: str
    released: bool = True


class Ban(Payload):
    """Ban a template, or lift the ban."""

    template_id: str
    banned: bool = True


class Nothing(Payload):
    """An empty body."""


async def issue_code(world: World, body: NewCode) -> View:
    """Issue a one-time code to a person's phone."""
    kind = Kind.SA if body.kind is CodeKind.OAUTH else Kind.MP
    appid = body.appid or world.first(kind).appid
    person = world.person(body.person)
    code = world.codes.issue(body.kind, appid, person.key, scope=body.scope, snapshot=body.snapshot)
    return {"code": code.value}


async def follow(world: World, body: ByPerson) -> View:
    """Follow the service account."""
    await actions.follow(world, world.person(body.person))
    return {}


async def unfollow(world: World, body: ByPerson) -> View:
    """Stop following it."""
    await actions.unfollow(world, world.person(body.person))
    return {}


async def mute(world: World, body: Mute) -> View:
    """Mute a template of the service account."""
    actions.mute(world, world.person(body.person), body.template_id, body.muted)
    return {}


async def blacklist(world: World, body: Blacklist) -> View:
    """Blacklist a follower."""
    actions.blacklist(world, world.person(body.person), body.blacklisted)
    return {}


async def subscribe(world: World, body: Subscribe) -> View:
    """Open the panel and answer it; returns `result`, or `ask` when a choice is needed."""
    person = world.person(body.person)
    opened = panel.open_panel(world, person, body.template_ids)
    if opened.ask and body.choice is None:
        return {"ask": [each.model_dump() for each in opened.ask], "settled": opened.settled}
    answers = await panel.answer_panel(world, person, opened, body.choice or "accept")
    return {"result": {"errMsg": "requestSubscribeMessage:ok", **answers}}


async def setting(world: World, body: Setting) -> View:
    """Change a stored answer."""
    await panel.change_setting(world, world.person(body.person), body.template_id, body.status)
    return {}


async def switch(world: World, body: Switch) -> View:
    """Turn subscribe messages on or off."""
    panel.main_switch(world, world.person(body.person), body.on)
    return {}


async def scan(world: World, body: Scan) -> View:
    """Scan a code; `opens` is set when a mini-program page opens."""
    link = await actions.scan(world, world.person(body.person), body.text.strip())
    return {"opens": {"appid": link.appid, "page": link.target} if link else None}


async def advance(world: World, body: Advance) -> View:
    """Skip time."""
    world.clock.advance(body.advance)
    world.changed()
    return views.clock(world)


async def read(world: World, body: Read) -> View:
    """Mark a message as read."""
    for message in world.mailbox.find({"msgid": body.msgid}):
        message.read = True
    world.changed()
    return {}


async def add_fault(world: World, body: Fault) -> View:
    """Add a fault rule."""
    world.faults.rules.append(body)
    world.changed()
    return {"items": views.faults(world)}


async def set_quota(world: World, body: Quota) -> View:
    """Replace the limits of one endpoint."""
    world.quotas.limits[body.path] = Limit(day=body.day, minute=body.minute)
    return {}


async def set_page(world: World, body: Page) -> View:
    """Change the released version of the mini-program."""
    pages = world.released[world.first(Kind.MP).appid]
    (pages.add if body.released else pages.discard)(body.page)
    return {}


async def ban_template(world: World, body: Ban) -> View:
    """Ban a template (§4.6, 43116; §5.6, 43107)."""
    banned = world.banned_templates
    (banned.add if body.banned else banned.discard)(body.template_id)
    return {}


async def verify_callback(world: World, body: Nothing) -> View:
    """Let the platform check the product's address, as its console does when the address is saved (§6.5)."""
    return {"verified": await world.outbox.verify()}


async def reset(world: World, body: Nothing) -> View:
    """Back to the first start."""
    world.reset()
    return {}


def add_actions(app: ControlApp, world: World) -> None:
    """All actions and their addresses."""
    post(app, world, "codes", NewCode, issue_code)
    post(app, world, "follow", ByPerson, follow)
    post(app, world, "unfollow", ByPerson, unfollow)
    post(app, world, "mute", Mute, mute)
    post(app, world, "blacklist", Blacklist, blacklist)
    post(app, world, "subscribe", Subscribe, subscribe)
    post(app, world, "subscribe/setting", Setting, setting)
    post(app, world, "subscribe/switch", Switch, switch)
    post(app, world, "scan", Scan, scan)
    post(app, world, "clock", Advance, advance)
    post(app, world, "read", Read, read)
    post(app, world, "faults", Fault, add_fault)
    post(app, world, "quota", Quota, set_quota)
    post(app, world, "pages", Page, set_page)
    post(app, world, "templates", Ban, ban_template)
    post(app, world, "callbacks/verify", Nothing, verify_callback)
    post(app, world, "reset", Nothing, reset)

    async def clear_faults(request: Request) -> HTTPResponse:
        world.faults.rules.clear()
        world.changed()
        return reply({"items": []})

    app.add_route(clear_faults, "/__sim/faults", methods=["DELETE"], name="clear_faults")
