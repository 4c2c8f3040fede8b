"""Subscribe messages of the mini-program (§5)."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from sanic import HTTPResponse

from server.wechat.sandbox.accounts import Kind, Template, TemplateType
from server.wechat.sandbox.calls import Call, Endpoint
from server.wechat.sandbox.data import check_values, values_of
from server.wechat.sandbox.events import Event
from server.wechat.sandbox.faults import FaultKind
from server.wechat.sandbox.fields import only, text
from server.wechat.sandbox.mailbox import Message
from server.wechat.sandbox.replies import Refused, ok
from server.wechat.sandbox.template_api import receiver
from server.wechat.sandbox.world import World

_FIELDS = ("touser", "template_id", "page", "miniprogram_state", "lang", "data")
_STATES = ("developer", "trial", "formal")
_LANGUAGES = ("zh_CN", "en_US", "zh_HK", "zh_TW")
_ERRMSG_LENGTH = 48  # characters before the rid (§0.1)
_TYPE_NUMBERS = {TemplateType.ONE_TIME: 2, TemplateType.LONG_TERM: 3}


async def send(call: Call) -> HTTPResponse:
    """POST /cgi-bin/message/subscribe/send: one message for one credit (§5.3, §5.4)."""
    message = _read(call)
    template = _template(call, message.template_id)
    call.world.credits.check(message.openid, template.id)
    _check_values(template, message.data)
    _check_page(call)
    with _alone(call.world, message.openid):
        await asyncio.sleep(call.world.send_seconds)
        msgid = _deliver(call, message, template)
    return ok(msgid=msgid)


def _read(call: Call) -> Message:
    body = call.body
    only(body, *_FIELDS)
    page, openid = text(body, "page"), text(body, "touser")
    # The two have defaults, but what is sent must be one of the listed values (§5.3).
    if (
        text(body, "miniprogram_state", "formal") not in _STATES
        or text(body, "lang", "zh_CN") not in _LANGUAGES
    ):
        raise Refused(40097)
    message = Message(
        msgid="",
        at=call.world.clock.now(),
        appid=call.account.appid,
        kind="subscribe",
        person="",
        openid=openid,
        template_id=text(body, "template_id"),
        title="",
        data=values_of(body),
        labels={},
        link={"appid": call.account.appid, "page": page} if page else {},
    )
    message.person = receiver(call.world, call.account, openid)
    return message


def _template(call: Call, template_id: str) -> Template:
    template = call.account.template(template_id)
    if template is None:
        raise Refused(40037)
    if template.id in call.world.banned_templates:
        raise Refused(43107)
    return template


def _check_values(template: Template, values: dict[str, str]) -> None:
    # This endpoint cuts its text, sometimes in the middle of a word (§0.1).
    try:
        check_values(template, values)
    except Refused as refused:
        raise Refused(refused.errcode, refused.text[:_ERRMSG_LENGTH]) from refused


def _check_page(call: Call) -> None:
    page = text(call.body, "page")
    if page and page.partition("?")[0] not in call.world.released[call.account.appid]:
        raise Refused(41030)


@contextmanager
def _alone(world: World, openid: str) -> Iterator[None]:
    # Two sends to one person at the same time: the second is refused (§5.6, 43108).
    if openid in world.in_flight:
        raise Refused(43108)
    world.in_flight.add(openid)
    try:
        yield
    finally:
        world.in_flight.discard(openid)


def _deliver(call: Call, message: Message, template: Template) -> int:
    world = call.world
    # A failed send costs no credit (§5.4), so this is the only place that takes one.
    world.credits.of(message.openid, template.id).spend()
    msgid = world.mailbox.next_msgid(world.clock.now())
    message.msgid, message.title, message.labels = str(msgid), template.title, template.keywords
    item = {"TemplateId": template.id, "MsgID": str(msgid), "ErrorCode": "0", "ErrorStatus": "success"}
    if call.fault and call.fault.kind is FaultKind.UNDELIVERED:
        item |= {"ErrorCode": "1", "ErrorStatus": call.fault.text}
    else:
        world.mailbox.add(message)
    call.events.append(
        Event(call.account, message.openid, "subscribe_msg_sent_event", world.clock.now(), items=(item,))
    )
    return msgid


async def listing(call: Call) -> HTTPResponse:
    """GET /wxaapi/newtmpl/gettemplate (§5.7)."""
    return ok(data=[_described(each) for each in call.account.templates])


def _described(template: Template) -> dict[str, object]:
    return {
        "priTmplId": template.id,
        "title": template.title,
        "content": template.content(),
        "example": "",
        "type": _TYPE_NUMBERS[template.type],
        "keywordEnumValueList": [
            {"keywordCode": f"{key}.DATA", "enumValueList": values} for key, values in template.values.items()
        ],
    }


ENDPOINTS = [
    Endpoint("/cgi-bin/message/subscribe/send", send, kinds=(Kind.MP,)),
    Endpoint("/wxaapi/newtmpl/gettemplate", listing, method="GET", kinds=(Kind.MP,)),
]
