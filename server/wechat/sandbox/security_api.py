"""The checks of what users write and upload (§8.5)."""

import secrets
from typing import Any
from urllib.parse import unquote, urlsplit

from sanic import HTTPResponse

from server.wechat.sandbox.accounts import Kind
from server.wechat.sandbox.calls import Call, Endpoint
from server.wechat.sandbox.events import Event
from server.wechat.sandbox.fields import only, text, whole
from server.wechat.sandbox.replies import Refused, ok

_FIELDS = ("version", "openid", "scene", "content", "title", "nickname", "signature")
_MEDIA_FIELDS = ("version", "openid", "scene", "media_type", "media_url")
_AUDIO, _IMAGE = 1, 2
_ACTIVE = 7200  # seconds since the person used the mini-program
_LONGEST = 2500  # characters


async def check(call: Call) -> HTTPResponse:
    """POST /wxa/msg_sec_check, version 2: the verdict is in `result`, not in the errcode."""
    body = call.body
    only(body, *_FIELDS)
    content = "".join(text(body, each) for each in ("content", "title", "nickname", "signature"))
    version, scene = whole(body, "version", 0), whole(body, "scene", 0)
    _check_openid(call, text(body, "openid"))
    if not text(body, "content") or len(text(body, "content")) > _LONGEST:
        raise Refused(40097)
    _check_kind(version, scene)
    return ok(**_verdict(call, content), trace_id=secrets.token_hex(8))


async def check_media(call: Call) -> HTTPResponse:
    """POST /wxa/media_check_async, version 2: only a trace_id; the verdict comes by event.

    The file is not fetched: its address stands for what it shows.
    """
    body = call.body
    only(body, *_MEDIA_FIELDS)
    version, scene = whole(body, "version", 0), whole(body, "scene", 0)
    kind, address, openid = whole(body, "media_type", 0), text(body, "media_url"), text(body, "openid")
    _check_openid(call, openid)
    _check_kind(version, scene)
    # The section names the two codes, not which is which; the global table calls 40004 "invalid media type".
    if kind not in (_AUDIO, _IMAGE):
        raise Refused(40004)
    if urlsplit(address).scheme not in ("http", "https") or not urlsplit(address).hostname:
        raise Refused(87020)
    trace_id = secrets.token_hex(8)
    said = {"appid": call.account.appid, "trace_id": trace_id, "version": 2, "errcode": 0, "errmsg": "ok"}
    said |= _verdict(call, unquote(address))
    call.events.append(Event(call.account, openid, "wxa_media_check", call.world.clock.now(), content=said))
    return ok(trace_id=trace_id)


def _check_kind(version: int, scene: int) -> None:
    if version != 2:
        raise Refused(40097)
    if scene not in (1, 2, 3, 4):
        raise Refused(40129)


def _check_openid(call: Call, openid: str) -> None:
    world = call.world
    if not world.known_openid(openid):
        raise Refused(40003)
    if world.owner(openid, call.account) is None:
        raise Refused(43104)
    if world.clock.now() - world.last_seen.get(openid, float("-inf")) > _ACTIVE:
        raise Refused(61010)


def _verdict(call: Call, content: str) -> dict[str, Any]:
    suggest, label = _opinion(call, content)
    finding = {"strategy": "content_model", "errcode": 0, "suggest": suggest, "label": label, "prob": 90}
    return {"result": {"suggest": suggest, "label": label}, "detail": [finding]}


def _opinion(call: Call, content: str) -> tuple[str, int]:
    if any(word in content for word in call.world.setup.risky_words):
        return "risky", 20006
    if any(word in content for word in call.world.setup.review_words):
        return "review", 10001
    return "pass", 100


ENDPOINTS = [
    Endpoint("/wxa/msg_sec_check", check, kinds=(Kind.MP,)),
    Endpoint("/wxa/media_check_async", check_media, kinds=(Kind.MP,)),
]
