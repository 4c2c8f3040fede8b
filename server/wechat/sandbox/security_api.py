"""The text check for what users write (§8.5)."""

import secrets

from sanic import HTTPResponse

from server.wechat.sandbox.accounts import Kind
from server.wechat.sandbox.calls import Call, Endpoint
from server.wechat.sandbox.fields import only, text, whole
from server.wechat.sandbox.replies import Refused, ok

_FIELDS = ("version", "openid", "scene", "content", "title", "nickname", "signature")
_ACTIVE = 7200  # seconds since the person used the mini-program
_LONGEST = 2500  # characters


async def check(call: Call) -> HTTPResponse:
    """POST /wxa/msg_sec_check, version 2: the verdict is in `result`, not in the errcode."""
    body = call.body
    only(body, *_FIELDS)
    content = "".join(text(body, each) for each in ("content", "title", "nickname", "signature"))
    version, scene = whole(body, "version", 0), whole(body, "scene", 0)
    _check_openid(call, text(body, "openid"))
    if version != 2 or not text(body, "content") or len(text(body, "content")) > _LONGEST:
        raise Refused(40097)
    if scene not in (1, 2, 3, 4):
        raise Refused(40129)
    suggest, label = _verdict(call, content)
    finding = {"strategy": "content_model", "errcode": 0, "suggest": suggest, "label": label, "prob": 90}
    result = {"suggest": suggest, "label": label}
    return ok(result=result, detail=[finding], trace_id=secrets.token_hex(8))


def _check_openid(call: Call, openid: str) -> None:
    world = call.world
    if not world.known_openid(openid):
        raise Refused(40003)
    if world.owner(openid, call.account) is None:
        raise Refused(43104)
    if world.clock.now() - world.last_seen.get(openid, float("-inf")) > _ACTIVE:
        raise Refused(61010)


def _verdict(call: Call, content: str) -> tuple[str, int]:
    if any(word in content for word in call.world.setup.risky_words):
        return "risky", 20006
    if any(word in content for word in call.world.setup.review_words):
        return "review", 10001
    return "pass", 100


ENDPOINTS = [Endpoint("/wxa/msg_sec_check", check, kinds=(Kind.MP,))]
