"""Who is asking, and whether they may: the same few lines for every endpoint."""

import hmac

from sanic import Request

from server.accounts.actor import Actor
from server.accounts.errors import PasswordMustChange
from server.accounts.sessions import actor_for, csrf_token
from server.api.endpoints import Anyone, Endpoint
from server.kit.errors import NotPermitted, NotSignedIn, Refusal

COOKIE = "visitor_session"


class CsrfMissing(Refusal):
    status = 403
    code = "csrf_token_missing"
    detail = "页面已过期，请刷新后再试。"


async def admit(request: Request, endpoint: Endpoint) -> Actor | None:
    """The caller. Raises NotSignedIn, CsrfMissing, PasswordMustChange or NotPermitted."""
    if endpoint.may is Anyone.SIGNED_OUT:
        return None
    actor = await _actor(request, endpoint)
    if endpoint.may is Anyone.SIGNED_IN or actor.may(endpoint.may):
        return actor
    raise PasswordMustChange if actor.must_change_password else NotPermitted


async def _actor(request: Request, endpoint: Endpoint) -> Actor:
    token = bearer_token(request)
    if token is None:
        token = cookie_token(request)
        _check_csrf(request, endpoint, token)
    actor = await actor_for(token) if token else None
    if actor is None:
        raise NotSignedIn
    return actor


def bearer_token(request: Request) -> str | None:
    """The token of the Authorization header, or None."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token.strip() else None


def cookie_token(request: Request) -> str | None:
    """The token of the browser's cookie, or None."""
    token: str | None = request.cookies.get(COOKIE)
    return token


def _check_csrf(request: Request, endpoint: Endpoint, token: str | None) -> None:
    """A browser sends its cookie along with any site's form; a write also needs the value only our page knows."""
    if token and endpoint.writes:
        sent = request.headers.get("x-csrf-token", "")
        if not hmac.compare_digest(sent.encode(), csrf_token(token).encode()):
            raise CsrfMissing
