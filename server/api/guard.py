"""Who is asking, and whether they may: the same few lines for every endpoint."""

import hmac
from typing import Any

from sanic import Request

from server.accounts import sessions
from server.accounts.actor import Actor
from server.accounts.errors import PasswordMustChange
from server.api.endpoints import Anyone, Endpoint
from server.db.along import Along
from server.devices import tokens
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
    token = _token(request, endpoint)
    return _let_in(endpoint, await (tokens if tokens.is_device_token(token) else sessions).actor_for(token))


async def admit_along(request: Request, endpoint: Endpoint, along: Along) -> tuple[Actor, Any]:
    """The caller, and the row with what was read along in the same statement. Raises as `admit` does."""
    token = _token(request, endpoint)
    own = tokens if tokens.is_device_token(token) else sessions
    actor, row = await own.actor_along(token, along)
    return _let_in(endpoint, actor), row


def _let_in(endpoint: Endpoint, actor: Actor | None) -> Actor:
    if actor is None:
        raise NotSignedIn
    if _may(endpoint, actor):
        return actor
    raise PasswordMustChange if actor.must_change_password else NotPermitted


def _may(endpoint: Endpoint, actor: Actor) -> bool:
    """A device is not somebody who signed in: it may call what its kind is listed for, and nothing else."""
    if isinstance(endpoint.may, Anyone):
        return actor.device_id is None
    return actor.may(endpoint.may)


def _token(request: Request, endpoint: Endpoint) -> str:
    token = bearer_token(request)
    if token is None:
        token = cookie_token(request)
        _check_csrf(request, endpoint, token)
    if not token:
        raise NotSignedIn
    return token


async def still_here(actor: Actor) -> Actor | None:
    """The same caller as of now, or None once the session has ended or the device is revoked."""
    if actor.device_id:
        return await tokens.actor_in(actor.device_id)
    return await sessions.actor_in(actor.session_id)


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
        if not hmac.compare_digest(sent.encode(), sessions.csrf_token(token).encode()):
            raise CsrfMissing
