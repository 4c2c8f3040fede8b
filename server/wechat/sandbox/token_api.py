"""The two token endpoints (§1)."""

from sanic import HTTPResponse

from server.wechat.sandbox.accounts import Account
from server.wechat.sandbox.calls import Call, Endpoint
from server.wechat.sandbox.fields import flag, text
from server.wechat.sandbox.replies import Refused, reply
from server.wechat.sandbox.tokens import Token
from server.wechat.sandbox.world import World


def account_of(world: World, appid: str, secret: str) -> Account:
    """The account that proves itself; raises 41002, 41004, 40013 or 40125 (§1.3)."""
    if not appid:
        raise Refused(41002)
    if not secret:
        raise Refused(41004)
    account = world.account(appid)
    if account is None:
        raise Refused(40013)
    if account.secret != secret:
        raise Refused(40125)
    return account


async def classic(call: Call) -> HTTPResponse:
    """GET /cgi-bin/token: a new token each time (§1.1)."""
    if call.arg("grant_type") != "client_credential":
        raise Refused(40002)
    account = account_of(call.world, call.arg("appid"), call.arg("secret"))
    return _answer(call.world, call.world.tokens.classic(account.appid))


async def stable(call: Call) -> HTTPResponse:
    """POST /cgi-bin/stable_token: the same token while it lives (§1.2)."""
    force = flag(call.body, "force_refresh", False)
    if text(call.body, "grant_type") != "client_credential":
        raise Refused(40002)
    account = account_of(call.world, text(call.body, "appid"), text(call.body, "secret"))
    call.world.quotas.take(account.appid, "/cgi-bin/stable_token")
    tokens = call.world.tokens
    return _answer(call.world, tokens.force(account.appid) if force else tokens.stable(account.appid))


def _answer(world: World, token: Token) -> HTTPResponse:
    return reply({"access_token": token.value, "expires_in": world.tokens.remaining(token)})


ENDPOINTS = [
    Endpoint("/cgi-bin/token", classic, method="GET"),
    Endpoint("/cgi-bin/stable_token", stable),
]
