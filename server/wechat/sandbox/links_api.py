"""Links into the mini-program for SMS and mail (§7.2)."""

import re
import secrets

from sanic import HTTPResponse

from server.wechat.sandbox.accounts import Kind
from server.wechat.sandbox.calls import Body, Call, Endpoint
from server.wechat.sandbox.fields import flag, mapping, only, text, whole
from server.wechat.sandbox.qr import Link
from server.wechat.sandbox.replies import Refused, ok
from server.wechat.sandbox.wxacode_api import ENVIRONMENTS

_EXPIRY = ("is_expire", "expire_type", "expire_time", "expire_interval")
_TARGET = ("path", "query", "env_version")
_QUERY = re.compile(r"[0-9A-Za-z!#$&'()*+,/:;=?@\-._~%]{0,1024}")
_DAY = 86_400
_LONGEST = 30 * _DAY
_SHORTEST = 60


async def url_link(call: Call) -> HTTPResponse:
    """POST /wxa/generate_urllink: an https address anybody may open."""
    only(call.body, *_TARGET, *_EXPIRY)
    address = f"https://wxaurl.cn/{secrets.token_urlsafe(8)}"
    call.world.qr.links[address] = _link(call, call.body)
    return ok(url_link=address)


async def scheme(call: Call) -> HTTPResponse:
    """POST /wxa/generatescheme: a weixin:// address."""
    only(call.body, "jump_wxa", *_EXPIRY)
    target = mapping(call.body, "jump_wxa")
    only(target, *_TARGET)
    address = f"weixin://dl/business/?t={secrets.token_urlsafe(8)}"
    call.world.qr.links[address] = _link(call, target)
    return ok(openlink=address)


def _link(call: Call, target: Body) -> Link:
    path, query = text(target, "path"), text(target, "query")
    if path and path not in call.world.released[call.account.appid]:
        raise Refused(40165)
    if not _QUERY.fullmatch(query):
        raise Refused(40212)
    if text(target, "env_version", "release") not in ENVIRONMENTS:
        raise Refused(85402)
    page = path or call.account.pages[0]
    return Link(call.account.appid, f"{page}?{query}" if query else page, _expires(call))


def _expires(call: Call) -> float:
    # Type 0 is a moment, type 1 a number of days; one minute to thirty days (§7.2).
    flag(call.body, "is_expire", True)
    now = call.world.clock.now()
    moment = whole(call.body, "expire_time", 0)
    if whole(call.body, "expire_type", 0) == 1:
        moment = int(now) + whole(call.body, "expire_interval", 0) * _DAY
    if not _SHORTEST <= moment - int(now) <= _LONGEST:
        raise Refused(85401)
    return moment


ENDPOINTS = [
    Endpoint("/wxa/generate_urllink", url_link, kinds=(Kind.MP,)),
    Endpoint("/wxa/generatescheme", scheme, kinds=(Kind.MP,)),
]
