"""From a request to an answer: admit, read, call the handler once, render."""

import re
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from typing import Any, NoReturn

from pydantic import BaseModel, ValidationError
from sanic import HTTPResponse, Request, Sanic
from sanic.response import empty, raw

from server.accounts.actor import Actor
from server.api import guard, idempotency
from server.api.answer import Answer
from server.api.endpoints import Call, Endpoint, Raw, Streamed
from server.api.problems import from_validation, note_unexpected
from server.api.services import Services
from server.db.borrowed import one_connection
from server.db.transaction import shielded
from server.kit.errors import NotFound, Refusal, invalid

JSON = "application/json"
_ID = re.compile(r"[0-9a-z]{24}")


class NotJson(Refusal):
    status = 415
    code = "not_json"
    detail = "请求内容应为JSON。"


def serve(app: Sanic[Any, Any], endpoint: Endpoint, services: Services) -> None:
    """Put the endpoint on the app."""
    answering = _connected if endpoint.one_connection else _handle

    async def handle(request: Request, **path: str) -> HTTPResponse | None:
        answer = await shielded(answering(request, endpoint, services, path))
        if not isinstance(answer, Streamed):
            return answer
        await _stream(request, endpoint, answer)
        return None

    app.add_route(
        handle,
        endpoint.path.replace("{", "<").replace("}", ":str>"),
        [endpoint.method],
        name=_route_name(endpoint),
        error_format="json",  # said here, or Sanic parses the handler's source to guess it
    )


def _route_name(endpoint: Endpoint) -> str:
    return endpoint.name.replace(".", "_")


async def _connected(
    request: Request, endpoint: Endpoint, services: Services, path: dict[str, str]
) -> HTTPResponse | Streamed:
    """Shielded by its caller, so that nothing still uses the connection once it is given back."""
    async with one_connection():
        return await _handle(request, endpoint, services, path)


async def _handle(
    request: Request, endpoint: Endpoint, services: Services, path: dict[str, str]
) -> HTTPResponse | Streamed:
    call = await _call(request, endpoint, services, path)
    actor = call.actor_or_none
    key = request.headers.get("idempotency-key")
    if key is not None and actor and endpoint.writes and endpoint.remembers:
        return await _once(endpoint, call, actor, idempotency.check_key(key))
    answer = await endpoint.handler(call)
    if isinstance(answer, Raw):
        return raw(
            answer.content, status=endpoint.status, headers=answer.headers, content_type=answer.content_type
        )
    if isinstance(answer, Streamed):
        return answer
    return _json(endpoint.status, _text(answer))


async def _call(
    request: Request, endpoint: Endpoint, services: Services, path: dict[str, str]
) -> Call[Any, Any]:
    """Who may not ask is told that before what is wrong with the question."""
    if endpoint.along is None:
        actor = await guard.admit(request, endpoint)
        _check_path(path)
        return Call(request, services, actor, path, _body(request, endpoint), _query(request, endpoint))
    try:
        body = _body(request, endpoint)
    except Refusal:
        await guard.admit(request, endpoint)
        raise
    asking, row = await guard.admit_along(request, endpoint, endpoint.along(body))
    _check_path(path)
    return Call(request, services, asking, path, body, _query(request, endpoint), row)


async def _stream(request: Request, endpoint: Endpoint, answer: Streamed) -> None:
    """Send the pieces from the connection's own task, which is cancelled when the caller hangs up.

    The first piece is made before the head goes out: what fails until then is still answered as a problem.
    """
    async with aclosing(answer.pieces) as pieces:
        first = await anext(pieces, b"")
        response = await request.respond(
            status=endpoint.status, headers=answer.headers, content_type=answer.content_type
        )
        try:
            await response.send(first)
            async for piece in pieces:
                await response.send(piece)
            await response.eof()
        except (
            Exception
        ) as error:  # too late for a problem; broken off, so that a part does not look like the whole
            note_unexpected(error)
            connection: Any = request.transport  # abort() is missing in its annotation
            connection.abort()


async def _once(endpoint: Endpoint, call: Call[Any, Any], actor: Actor, key: str) -> HTTPResponse:
    async def work() -> idempotency.Answer:
        return endpoint.status, _text(await _only_json(endpoint.handler(call)))

    said = idempotency.digest(endpoint.method, call.request.path, call.request.body)
    status, text = await idempotency.remembered(actor.id, key, said, work, calls_out=endpoint.calls_out)
    return _json(status, text)


async def _only_json(answering: Awaitable[BaseModel | Raw | Streamed | None]) -> BaseModel | None:
    answer = await answering
    if isinstance(answer, Raw | Streamed):
        raise TypeError("a write answers JSON")
    return answer


def _text(answer: BaseModel | None) -> str:
    return "" if answer is None else answer.model_dump_json()


def _json(status: int, text: str) -> HTTPResponse:
    return Answer(text, status, content_type=JSON) if text else empty(status)


def _check_path(path: dict[str, str]) -> None:
    """An id that cannot be one of ours is not there; it need not reach the database."""
    if not all(_ID.fullmatch(value) for value in path.values()):
        raise NotFound


def _body(request: Request, endpoint: Endpoint) -> BaseModel | None:
    if endpoint.body is None:
        return None
    content = request.body or (b"{}" if _all_optional(endpoint.body) else b"")
    if request.body and request.content_type.partition(";")[0].strip().lower() != JSON:
        raise NotJson
    return _validated(lambda: endpoint.body.model_validate_json(content) if endpoint.body else _never())


def _all_optional(model: type[BaseModel]) -> bool:
    return not any(field.is_required() for field in model.model_fields.values())


def _query(request: Request, endpoint: Endpoint) -> BaseModel | None:
    if endpoint.query is None:
        return None
    known = {field.alias or name for name, field in endpoint.query.model_fields.items()}
    values = {key: request.args.get(key) for key in request.args if key in known}
    if any(isinstance(value, str) and "\x00" in value for value in values.values()):
        raise invalid("query", "control_character", "查询条件含有不可见的控制字符，请删除。")
    return _validated(lambda: endpoint.query.model_validate(values) if endpoint.query else _never())


def _validated(read: Callable[[], BaseModel]) -> BaseModel:
    try:
        return read()
    except ValidationError as error:
        raise from_validation(error) from None


def _never() -> NoReturn:
    raise AssertionError("checked just above")
