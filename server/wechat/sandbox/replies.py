"""What an answer looks like on the wire: HTTP 200 with JSON, errors included (§0.1)."""

import json
import secrets
from collections.abc import Mapping
from typing import Any

from sanic import HTTPResponse

from server.wechat.sandbox.errcodes import text_of

JSON_TYPE = "application/json; encoding=utf-8"


class Refused(Exception):
    """The platform says no with an errcode; `detail` replaces the code's usual text."""

    def __init__(self, errcode: int, detail: str | None = None) -> None:
        super().__init__(errcode)
        self.errcode = errcode
        self.text = detail or text_of(errcode)


def reply(data: Mapping[str, Any]) -> HTTPResponse:
    """Raw UTF-8 JSON without escapes, as the platform sends it."""
    return HTTPResponse(json.dumps(data, ensure_ascii=False), content_type=JSON_TYPE)


def ok(**more: Any) -> HTTPResponse:
    """Message and /wxa/ endpoints say errcode 0 when they succeed (§0.1)."""
    return reply({"errcode": 0, "errmsg": "ok", **more})


def refusal(path: str, refused: Refused, now: float) -> HTTPResponse:
    """The error object in the shape of the endpoint's family."""
    return reply({"errcode": refused.errcode, "errmsg": _errmsg(path, refused, now)})


def _errmsg(path: str, refused: Refused, now: float) -> str:
    # The three shapes seen live (§0.1).
    if path.startswith("/sns/"):
        return f"{refused.text}, rid: {_rid(now)}"
    if path.startswith("/wxa/business/"):
        return f"{refused.text} hint: [{secrets.token_hex(5)[:9]}] rid: {_rid(now)}"
    return f"{refused.text} rid: {_rid(now)}"


def _rid(now: float) -> str:
    # Three groups of eight hex digits, the first being the Unix time (§0.1).
    return f"{int(now):08x}-{secrets.token_hex(4)}-{secrets.token_hex(4)}"
