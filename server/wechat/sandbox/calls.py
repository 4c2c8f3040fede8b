"""One call to the platform: the checks every endpoint shares, in the order of §12.2."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from sanic import HTTPResponse, Request, Sanic

from server.wechat.sandbox.accounts import Account, Kind
from server.wechat.sandbox.events import Event
from server.wechat.sandbox.faults import Fault, FaultKind
from server.wechat.sandbox.replies import JSON_TYPE, Refused, refusal
from server.wechat.sandbox.world import World

SandboxApp = Sanic[Any, Any]
Body = dict[str, Any]

_GATEWAY = (
    "<html><head><title>502 Bad Gateway</title></head><body><center><h1>502</h1></center></body></html>"
)
_HELD = (FaultKind.TIMEOUT_BEFORE, FaultKind.TIMEOUT_AFTER, FaultKind.SLOW)


@dataclass
class Call:
    """What a handler gets: the parsed body, and for calls with a token the account it belongs to."""

    world: World
    request: Request
    body: Body
    fault: Fault | None
    caller: Account | None = None
    events: list[Event] = field(default_factory=list)

    @property
    def account(self) -> Account:
        """The account whose token was used; only for endpoints that demand one."""
        if self.caller is None:
            raise LookupError("this endpoint takes no token")
        return self.caller

    def arg(self, name: str) -> str:
        """A query parameter, empty when absent."""
        return self.request.args.get(name) or ""


Handler = Callable[[Call], Awaitable[HTTPResponse]]


@dataclass(frozen=True)
class Endpoint:
    """A path, its method, and which kinds of account may call it; no kinds means that no token is taken."""

    path: str
    handler: Handler
    method: str = "POST"
    kinds: tuple[Kind, ...] = ()


def register(app: SandboxApp, world: World, endpoint: Endpoint) -> None:
    """Serve `endpoint` for both methods: the wrong one is an errcode, not a 405 (43001, 43002)."""

    async def handle(request: Request) -> HTTPResponse:
        return await _serve(world, endpoint, request)

    name = endpoint.path.strip("/").replace("/", "_")
    # The error format is said, or Sanic parses the handler's source to guess it.
    app.add_route(handle, endpoint.path, methods=["GET", "POST"], name=name, error_format="json")


async def _serve(world: World, endpoint: Endpoint, request: Request) -> HTTPResponse:
    token = request.args.get("access_token") or ""
    fault = world.faults.draw(endpoint.path, _claimed_appid(world, request, token))
    kind = fault.kind if fault else None
    if kind is FaultKind.KILL_TOKEN:
        world.tokens.kill(token)
    if kind is FaultKind.BAD_GATEWAY:
        return HTTPResponse(_GATEWAY, status=502, content_type="text/html")
    response = await _effect(world, endpoint, request, fault)
    if fault and kind in _HELD:
        await asyncio.sleep(fault.ms / 1000)
    return _cut(response) if kind is FaultKind.TRUNCATED else response


async def _effect(world: World, endpoint: Endpoint, request: Request, fault: Fault | None) -> HTTPResponse:
    if fault and fault.kind is FaultKind.TIMEOUT_BEFORE:
        return HTTPResponse(_GATEWAY, status=504, content_type="text/html")
    try:
        if fault and fault.kind is FaultKind.ERRCODE:
            raise Refused(fault.errcode)
        call = _checked(world, endpoint, request, fault)
        response = await endpoint.handler(call)
    except Refused as refused:
        return refusal(endpoint.path, refused, world.clock.now())
    world.changed()
    await world.outbox.take(call.events, fault.kind if fault else None)
    return response


def _checked(world: World, endpoint: Endpoint, request: Request, fault: Fault | None) -> Call:
    if request.method != endpoint.method:
        raise Refused(43002 if endpoint.method == "POST" else 43001)
    caller = _caller(world, endpoint, request)
    if caller:
        world.quotas.take(caller.appid, endpoint.path)
    body = parse(request.body) if endpoint.method == "POST" else {}
    return Call(world, request, body, fault, caller)


def _caller(world: World, endpoint: Endpoint, request: Request) -> Account | None:
    if not endpoint.kinds:
        return None
    token = world.tokens.check(request.args.get("access_token") or "")
    account = world.account(token.appid)
    if account is None or account.kind not in endpoint.kinds:
        raise Refused(48001)
    return account


def parse(raw: bytes) -> Body:
    """The JSON object of a POST; raises 44002, 40033 (escapes instead of raw UTF-8, §0.1) or 47001."""
    if not raw.strip():
        raise Refused(44002)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused(40033) from error
    body = _loaded(text)
    # An escaped backslash before "u" is not an escape; every other \u is (§0.1).
    if "\\u" in text.replace("\\\\", ""):
        raise Refused(40033)
    return body


def _loaded(text: str) -> Body:
    try:
        body = json.loads(text)
    except json.JSONDecodeError as error:
        raise Refused(47001) from error
    if not isinstance(body, dict):
        raise Refused(47001)
    return body


def _claimed_appid(world: World, request: Request, token: str) -> str | None:
    # Only to decide whose fault rules apply; nothing is believed here.
    issued = world.tokens.issued.get(token)
    if issued:
        return issued.appid
    if request.args.get("appid"):
        return str(request.args.get("appid"))
    try:
        return str(_loaded(request.body.decode("utf-8", "replace")).get("appid"))
    except Refused:
        return None


def _cut(response: HTTPResponse) -> HTTPResponse:
    body = response.body or b""
    return HTTPResponse(body[: len(body) // 2], status=200, content_type=JSON_TYPE)
