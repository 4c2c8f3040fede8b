"""The control interface under /__sim/: what a test or the page tells people and the weather to do."""

import re
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from sanic import HTTPResponse, Request, Sanic
from sanic.response import BaseHTTPResponse

from server.wechat.sandbox import views
from server.wechat.sandbox.panel import PanelRefused
from server.wechat.sandbox.replies import reply
from server.wechat.sandbox.world import World

ControlApp = Sanic[Any, Any]
Payload = TypeVar("Payload", bound=BaseModel)
Action = Callable[[World, Payload], Awaitable[dict[str, Any]]]

_LOCAL = re.compile(r"https?://(127\.0\.0\.1|localhost)(:\d+)?")


def post(app: ControlApp, world: World, path: str, model: type[Payload], action: Action[Payload]) -> None:
    """Serve `action` at POST /__sim/`path`; a wrong body is 400, an unknown person or code 404."""

    async def handle(request: Request) -> HTTPResponse:
        # A foreign page may post plain text without being asked first, but not JSON.
        if request.content_type.partition(";")[0] != "application/json":
            return _problem(415, "只接受 JSON")
        try:
            answer = await action(world, model.model_validate(request.json or {}))
        except ValidationError as error:
            return _problem(400, f"参数不正确：{error.errors()[0]['loc']}")
        except PanelRefused as refused:
            return reply({"errCode": refused.errcode, "errMsg": "requestSubscribeMessage:fail"})
        except LookupError:
            return _problem(404, "没有找到，或者已经过期")
        return reply(answer)

    name = path.replace("/", "_")
    # The error format is said, or Sanic parses the handler's source to guess it.
    app.add_route(handle, f"/__sim/{path}", methods=["POST"], name=f"post_{name}", error_format="json")
    # An address of its own hides the pattern that answers a browser's question beforehand.
    options, name = ["OPTIONS"], f"preflight_{name}"
    app.add_route(_preflight, f"/__sim/{path}", methods=options, name=name, error_format="json")


def allow_local_pages(app: ControlApp) -> None:
    """Let pages of this machine call the interface (the preview has a port of its own), and nobody else."""

    async def headers(request: Request, response: BaseHTTPResponse) -> HTTPResponse | None:
        origin = request.headers.get("origin", "")
        if _LOCAL.fullmatch(origin):
            response.headers["Access-Control-Allow-Origin"] = origin
            response.headers["Access-Control-Allow-Headers"] = "content-type"
            response.headers["Access-Control-Allow-Methods"] = "GET, POST, DELETE"
        return None

    app.add_route(_preflight, "/__sim/<path:path>", methods=["OPTIONS"], name="preflight")
    app.register_middleware(headers, "response")


async def _preflight(request: Request, path: str = "") -> HTTPResponse:
    return HTTPResponse(status=204)


def add_reading(app: ControlApp, world: World) -> None:
    """The GET side: state, people, sent messages, clock, faults, callbacks."""

    async def state(request: Request) -> HTTPResponse:
        if request.args.get("since") == str(world.revision):
            return HTTPResponse(status=204)
        return reply(views.state(world))

    async def sent(request: Request) -> HTTPResponse:
        names = {"person": "person", "template": "template_id", "kind": "kind", "openid": "openid"}
        wanted = {names[key]: request.args.get(key) for key in names if request.args.get(key)}
        return reply({"items": [vars(each) for each in world.mailbox.find(wanted)]})

    async def show(request: Request, what: str) -> HTTPResponse:
        return reply({"items": _LISTS[what](world)}) if what in _LISTS else _problem(404, "没有这个地址")

    async def clock(request: Request) -> HTTPResponse:
        return reply(views.clock(world))

    app.add_route(state, "/__sim/state")
    app.add_route(sent, "/__sim/sent")
    app.add_route(clock, "/__sim/clock", name="show_clock")
    app.add_route(show, "/__sim/<what:str>")


_LISTS: dict[str, Callable[[World], list[dict[str, Any]]]] = {
    "people": lambda world: [views.person_view(world, each) for each in world.setup.people],
    "faults": views.faults,
    "callbacks": lambda world: [views.callback(each) for each in world.outbox.records],
}


def _problem(status: int, text: str) -> HTTPResponse:
    response = reply({"error": text})
    response.status = status
    return response
