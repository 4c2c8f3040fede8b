"""What changes while a page is open, as server-sent events: `todo` with the number of cases that wait for me."""

import json
from collections.abc import AsyncGenerator
from typing import Any

from server.accounts.actor import Actor
from server.accounts.permissions import Permission
from server.accounts.sessions import actor_in
from server.api.endpoints import Call, Routes, Streamed
from server.approvals import queries
from server.db.transaction import shielded
from server.kit.bells import Bell

routes = Routes("/api/v1/staff", "staff")
_MAY = Permission.APPROVALS_DECIDE
# Seconds. Proxies close what is silent for a minute, and a session that ended is noticed this late.
HEARTBEAT = 20.0


@routes.get(
    "/events", _MAY, "实时事件（text/event-stream）：todo 为待我审批的数量", answer="text/event-stream"
)
async def listen(call: Call[None, None]) -> Streamed:
    pieces = _events(call.actor.session_id, call.services.bell)
    return Streamed(pieces, "text/event-stream; charset=utf-8", {"X-Accel-Buffering": "no"})


async def _events(session_id: str, bell: Bell) -> AsyncGenerator[bytes, None]:
    """The number now, and again whenever it has changed; ends with the session or the server."""
    told = None
    with bell.listening() as ear:
        while actor := await shielded(_still_here(session_id)):
            ear.topics, count = await shielded(queries.todo_watch(actor))
            yield b":\n\n" if count == told else _event("todo", {"count": count})
            told = count
            await ear.wait(HEARTBEAT)
            if ear.over:
                return
    yield _event("signed_out", {})


async def _still_here(session_id: str) -> Actor | None:
    """Who is asking, as long as the session lasts and they may."""
    actor = await actor_in(session_id)
    return actor if actor and actor.may(_MAY) else None


def _event(name: str, data: dict[str, Any]) -> bytes:
    return f"event: {name}\ndata: {json.dumps(data)}\n\n".encode()
