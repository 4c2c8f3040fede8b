"""Template messages of the service account (§4)."""

from sanic import HTTPResponse

from server.wechat.sandbox.accounts import Account, Kind, Template
from server.wechat.sandbox.calls import Body, Call, Endpoint
from server.wechat.sandbox.data import check_values, values_of
from server.wechat.sandbox.events import Event
from server.wechat.sandbox.faults import FaultKind
from server.wechat.sandbox.fields import mapping, only, text
from server.wechat.sandbox.mailbox import Message
from server.wechat.sandbox.replies import Refused, ok, reply
from server.wechat.sandbox.world import World

_FIELDS = ("touser", "template_id", "url", "miniprogram", "client_msg_id", "data", "color")


async def send(call: Call) -> HTTPResponse:
    """POST /cgi-bin/message/template/send, steps 4 to 11 of §12.2; errcode 0 only means queued (§4.3)."""
    message = _read(call)
    template = _template(call, message)
    call.world.follows.of(message.openid).check(template.id)
    check_values(template, message.data)
    _check_link(call, mapping(call.body, "miniprogram"))
    first = call.world.recent.first_msgid(message.openid, message.client_msg_id)
    if first is not None:
        return ok(msgid=first)
    content = (message.openid, template.id, tuple(message.data.items()), tuple(message.link.items()))
    call.world.recent.refuse_repeat(content)
    msgid = call.world.mailbox.next_msgid(call.world.clock.now())
    call.world.recent.remember(message.openid, message.client_msg_id, content, msgid)
    _deliver(call, message, template, msgid)
    return ok(msgid=msgid)


def _read(call: Call) -> Message:
    body = call.body
    only(body, *_FIELDS)
    openid = text(body, "touser")
    link = _link(body)
    message = Message(
        msgid="",
        at=call.world.clock.now(),
        appid=call.account.appid,
        kind="template",
        person="",
        openid=openid,
        template_id=text(body, "template_id"),
        title="",
        data=values_of(body),
        labels={},
        link=link,
        client_msg_id=text(body, "client_msg_id"),
    )
    message.person = receiver(call.world, call.account, openid)
    return message


def receiver(world: World, account: Account, openid: str) -> str:
    """The key of the person with that openid of `account`; raises 40003."""
    person = world.owner(openid, account)
    if person is None:
        raise Refused(40003)
    return person.key


def _link(body: Body) -> dict[str, str]:
    # Both given: the mini-program wins (§4.2).
    target = mapping(body, "miniprogram")
    only(target, "appid", "pagepath")
    url = text(body, "url")
    if target:
        return {"appid": text(target, "appid"), "page": text(target, "pagepath")}
    return {"url": url} if url else {}


def _template(call: Call, message: Message) -> Template:
    template = call.account.template(message.template_id)
    if template is None:
        raise Refused(40037)
    if template.id in call.world.banned_templates:
        raise Refused(43116)
    return template


def _check_link(call: Call, target: Body) -> None:
    # A mini-program must be linked to the account, the page must be released (§4.2, §4.6).
    if not target:
        return
    appid = text(target, "appid")
    if appid not in call.account.linked:
        raise Refused(40013)
    page = text(target, "pagepath").partition("?")[0]
    if page and page not in call.world.released[appid]:
        raise Refused(40165)


def _deliver(call: Call, message: Message, template: Template, msgid: int) -> None:
    message.msgid, message.title, message.labels = str(msgid), template.title, template.keywords
    status = "success"
    if call.fault and call.fault.kind is FaultKind.UNDELIVERED:
        status = call.fault.text
    else:
        call.world.mailbox.add(message)
    fields: dict[str, str | int] = {"MsgID": msgid, "Status": status}
    call.events.append(
        Event(call.account, message.openid, "TEMPLATESENDJOBFINISH", call.world.clock.now(), fields)
    )


async def listing(call: Call) -> HTTPResponse:
    """GET /cgi-bin/template/get_all_private_template (§4.5)."""
    return reply({"template_list": [_described(each) for each in call.account.templates]})


def _described(template: Template) -> dict[str, str]:
    return {
        "template_id": template.id,
        "title": template.title,
        "primary_industry": "",
        "deputy_industry": "",
        "content": template.content(),
        "example": "",
    }


ENDPOINTS = [
    Endpoint("/cgi-bin/message/template/send", send, kinds=(Kind.SA,)),
    Endpoint("/cgi-bin/template/get_all_private_template", listing, method="GET", kinds=(Kind.SA,)),
]
