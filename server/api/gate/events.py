"""What changes while a desk is open, as server-sent events: time to fetch the snapshot's changes, who is inside.

However many desks listen, a change costs one look, which they share; the end of a session is noticed by the heartbeat.
"""

import asyncio
import json
import time
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from weakref import WeakKeyDictionary

from server.accounts.actor import Actor
from server.accounts.permissions import Permission
from server.api import guard
from server.api.endpoints import Call, Routes, Streamed
from server.db.transaction import shielded
from server.gate import snapshot
from server.kit import clock
from server.kit.bells import Bell
from server.kit.lookout import Lookout
from server.passes import queries
from server.passes.bell import GATE

routes = Routes("/api/v1/gate", "gate")
_MAY = Permission.GATE_READ
# Seconds. Proxies close what is silent for a minute, and a session that ended is noticed this late.
HEARTBEAT = 20.0
# Seconds between two looks: on a busy morning passes change several times a second, and every desk would ask.
PAUSE = 1.0
# A desk's last look is never older than that: what was called back since then is told by every look.
_CALLED_BACK = timedelta(minutes=5)


@dataclass(frozen=True)
class _Seen:
    """What a desk was told last. `blocklist` changes when the list in force does; `revoked` is of the last minutes."""

    changed_at: datetime | None
    blocklist: str
    inside: int
    revoked: dict[str, datetime]

    def same_passes(self, other: "_Seen | None") -> bool:
        """Whether a snapshot taken then would be the same now."""
        return other is not None and (self.changed_at, self.blocklist) == (other.changed_at, other.blocklist)


@routes.get(
    "/events",
    _MAY,
    "门岗实时事件（text/event-stream）：snapshot、presence、revoked",
    answer="text/event-stream",
)
async def listen(call: Call[None, None]) -> Streamed:
    pieces = _events(call.actor, call.services.bell)
    return Streamed(pieces, "text/event-stream; charset=utf-8", {"X-Accel-Buffering": "no"})


async def _events(actor: Actor, bell: Bell) -> AsyncGenerator[bytes, None]:
    """How things stand, and again whenever they have changed; ends with the session or the server."""
    lookout, told = _lookouts.setdefault(bell, Lookout(_look)), None
    since = checked = time.monotonic()
    with bell.listening() as ear:
        ear.topics = frozenset({GATE})
        while True:
            if time.monotonic() - checked >= HEARTBEAT:
                if not await shielded(_still_here(actor)):
                    break
                checked = time.monotonic()
            seen = await shielded(lookout.seen(since))
            for event in _news(told, seen) or [b":\n\n"]:
                yield event
            told = seen
            await asyncio.sleep(PAUSE)
            since = ear.rung_at if await ear.wait(HEARTBEAT) else time.monotonic() - PAUSE
            if ear.over:
                return
    yield _event("signed_out", {})


# One for all desks of a process.
_lookouts: WeakKeyDictionary[Bell, Lookout[_Seen]] = WeakKeyDictionary()


async def _still_here(actor: Actor) -> bool:
    now = await guard.still_here(actor)
    return now is not None and now.may(_MAY)


async def _look() -> _Seen:
    """What changes meanwhile may be told twice, but not be missed: the moment of the last change is read first."""
    changed_at, now = await queries.last_change(), clock.now()
    mark, inside = await snapshot.blocklist_mark(now), await queries.number_inside()
    return _Seen(changed_at, mark, inside, await queries.revoked_since(now - _CALLED_BACK))


def _news(told: _Seen | None, seen: _Seen) -> list[bytes]:
    """What has changed between two looks; the first one tells how things stand."""
    events = []
    if told is None or seen.inside != told.inside:
        events.append(_event("presence", {"inside": seen.inside}))
    if not seen.same_passes(told):
        before = told.changed_at if told else None
        revoked = [number for number, at in seen.revoked.items() if before and at > before]
        events += [_event("revoked", {"pass_numbers": revoked})] if revoked else []
        events.append(_event("snapshot", {"at": seen.changed_at.isoformat() if seen.changed_at else None}))
    return events


def _event(name: str, data: dict[str, Any]) -> bytes:
    return f"event: {name}\ndata: {json.dumps(data)}\n\n".encode()
