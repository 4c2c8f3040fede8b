"""Who is asking, and whether they may: the same few lines for every endpoint."""

import hmac

from sanic import Request

from server.accounts.actor import Actor
from server.accounts.errors import PasswordMustChange
from server.accounts.sessions import actor_for, actor_in, csrf_token
from server.api.endpoints import Anyone, Endpoint
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
    actor = await _actor(request, endpoint)
    if _lets_in(endpoint, actor):
        return actor
    raise PasswordMustChange if actor.must_change_password else NotPermitted


def _lets_in(endpoint: Endpoint, actor: Actor) -> bool:
    """A device is not somebody who signed in: it may call what its kind is listed for, and nothing else."""
    if isinstance(endpoint.may, Anyone):
        return actor.device_id is None
    return actor.may(endpoint.may)


async def _actor(request: Request, endpoint: Endpoint) -> Actor:
    token = bearer_token(request)
    if token is None:
        token = cookie_token(request)
        _check_csrf(request, endpoint, token)
    actor = await _holder(token) if token else None
    if actor is None:
        raise NotSignedIn
    return actor


async def _holder(token: str) -> Actor | None:
    return await (tokens.actor_for(token) if tokens.is_device_token(token) else actor_for(token))


async def still_here(actor: Actor) -> Actor | None:
    """The same caller as of now, or None once the session has ended or the device is revoked."""
    if actor.device_id:
        return await tokens.actor_in(actor.device_id)
    return await actor_in(actor.session_id)


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
