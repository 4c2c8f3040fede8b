"""Signing in to the mini-program and its phone numbers (§2.1, §3.2)."""

import base64
import secrets

from sanic import HTTPResponse

from server.wechat.sandbox.accounts import Kind, Person
from server.wechat.sandbox.calls import Call, Endpoint
from server.wechat.sandbox.codes import CodeKind
from server.wechat.sandbox.fields import only, text
from server.wechat.sandbox.replies import Refused, ok, reply
from server.wechat.sandbox.token_api import account_of


async def session(call: Call) -> HTTPResponse:
    """GET /sns/jscode2session: by secret, not by token; no errcode when it succeeds (§2.1)."""
    account = account_of(call.world, call.arg("appid"), call.arg("secret"))
    if account.kind is not Kind.MP:
        raise Refused(40013)
    if call.arg("grant_type") != "authorization_code":
        raise Refused(40002)
    if not call.arg("js_code"):
        raise Refused(41008)
    code = call.world.codes.redeem(CodeKind.LOGIN, account.appid, call.arg("js_code"))
    person = call.world.person(code.person)
    openid = person.openid(account)
    call.world.last_seen[openid] = call.world.clock.now()
    return reply({"openid": openid, "session_key": _session_key(), "unionid": person.unionid()})


async def phone(call: Call) -> HTTPResponse:
    """POST /wxa/business/getuserphonenumber: a sent openid must be the code's own (§3.2)."""
    only(call.body, "code", "openid")
    value, openid = text(call.body, "code"), text(call.body, "openid")
    codes = call.world.codes
    person = call.world.person(codes.peek(CodeKind.PHONE, call.account.appid, value).person)
    if openid and openid != person.openid(call.account):
        raise Refused(40029)
    codes.redeem(CodeKind.PHONE, call.account.appid, value)
    return ok(phone_info=_phone_info(call, person))


def _phone_info(call: Call, person: Person) -> dict[str, object]:
    # Foreign numbers carry their country code in phoneNumber, never in purePhoneNumber (§3.2).
    number = person.phone if person.country == "86" else f"+{person.country}{person.phone}"
    return {
        "phoneNumber": number,
        "purePhoneNumber": person.phone,
        "countryCode": person.country,
        "watermark": {"timestamp": int(call.world.clock.now()), "appid": call.account.appid},
    }


def _session_key() -> str:
    return base64.b64encode(secrets.token_bytes(16)).decode()


ENDPOINTS = [
    Endpoint("/sns/jscode2session", session, method="GET"),
    Endpoint("/wxa/business/getuserphonenumber", phone, kinds=(Kind.MP,)),
]
