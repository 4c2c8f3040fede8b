"""Web sign-in with the service account (§6.3)."""

import re
import secrets
from html import escape
from string import Template as Text
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from sanic import HTTPResponse, Request
from sanic.response import html, redirect

from server.wechat.sandbox.accounts import Account, Kind, Person
from server.wechat.sandbox.calls import Call, Endpoint, SandboxApp
from server.wechat.sandbox.codes import Code, CodeKind
from server.wechat.sandbox.replies import Refused, reply
from server.wechat.sandbox.token_api import account_of
from server.wechat.sandbox.world import World

_STATE = re.compile(r"[a-zA-Z0-9]{0,128}")
SCOPES = ("snsapi_base", "snsapi_userinfo")
_PAGE = Text("""<!doctype html><html lang="zh-CN"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>$title</title>
<style>body{font:16px/1.6 sans-serif;max-width:26em;margin:3em auto;padding:0 1em;color:#1f2329}
a{display:block;padding:.7em 1em;margin:.4em 0;border:1px solid #e5e6eb;border-radius:8px;color:inherit;
text-decoration:none}small{color:#86909c}</style><h3>$title</h3>$body</html>""")


def add_authorize(app: SandboxApp, world: World) -> None:
    """GET /connect/oauth2/authorize: asks who is holding the phone, then returns with a code.

    WeChat knows the person; a desk does not, so `person` may be given in the query.
    """

    async def authorize(request: Request) -> HTTPResponse:
        asked = {key: request.args.get(key) or "" for key in request.args}
        account = world.account(asked.get("appid", ""))
        problem = _problem(account, asked)
        if account is None or problem:
            return html(_PAGE.substitute(title="无法打开", body=escape(problem)))
        if asked.get("person") not in {each.key for each in world.setup.people}:
            return html(_PAGE.substitute(title="用谁的微信打开？", body=_choices(world, asked)))
        code = world.codes.issue(CodeKind.OAUTH, account.appid, asked["person"], scope=asked["scope"])
        return redirect(_returning(asked, code))

    app.add_route(authorize, "/connect/oauth2/authorize")


async def access_token(call: Call) -> HTTPResponse:
    """GET /sns/oauth2/access_token: who it was; the token is not the one of §1 (§6.3)."""
    account = account_of(call.world, call.arg("appid"), call.arg("secret"))
    if account.kind is not Kind.SA:
        raise Refused(48001)
    if call.arg("grant_type") != "authorization_code":
        raise Refused(40002)
    if not call.arg("code"):
        raise Refused(41008)
    code = call.world.codes.redeem(CodeKind.OAUTH, account.appid, call.arg("code"))
    return reply(_identity(call.world.person(code.person), account, code))


def _identity(person: Person, account: Account, code: Code) -> dict[str, object]:
    answer: dict[str, object] = {
        "access_token": f"oauth_{secrets.token_urlsafe(48)}",
        "expires_in": 7200,
        "refresh_token": f"refresh_{secrets.token_urlsafe(48)}",
        "openid": person.openid(account),
        "scope": code.scope,
    }
    if code.snapshot:
        # The "snapshot page" is a virtual user with an openid that means nobody (§6.3).
        return answer | {"is_snapshotuser": 1, "openid": f"oSNAP_{secrets.token_hex(11)}"}
    return answer | {"unionid": person.unionid()} if code.scope == "snsapi_userinfo" else answer


def _problem(account: Account | None, asked: dict[str, str]) -> str:
    if account is None or account.kind is not Kind.SA:
        return "公众号不存在"
    if urlsplit(asked.get("redirect_uri", "")).hostname not in account.oauth_hosts:
        return "redirect_uri域名与后台配置不一致，错误码:10003"
    known = asked.get("response_type") == "code" and asked.get("scope") in SCOPES
    if not known or not _STATE.fullmatch(asked.get("state", "")):
        return "链接参数不正确"
    return ""


def _choices(world: World, asked: dict[str, str]) -> str:
    links = (
        f'<a href="?{escape(urlencode({**asked, "person": each.key}))}">'
        f"{escape(each.name)} <small>{escape(each.role)}</small></a>"
        for each in world.setup.people
    )
    return "".join(links)


def _returning(asked: dict[str, str], code: Code) -> str:
    parts = urlsplit(asked["redirect_uri"])
    query = [*parse_qsl(parts.query), ("code", code.value), ("state", asked.get("state", ""))]
    return urlunsplit(parts._replace(query=urlencode(query)))


ENDPOINTS = [Endpoint("/sns/oauth2/access_token", access_token, method="GET")]
