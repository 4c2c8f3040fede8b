"""The worker: sends due messages, lapses what is overdue, links the audit trail, forgets what is old."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from server.accounts.models import Session
from server.api.idempotency import forget_old
from server.audit.chain import seal_pending
from server.journey.lapse import lapse_overdue
from server.journey.remind import escalate_overdue, remind_visitors
from server.kit import clock
from server.settings import Settings

log = logging.getLogger("server.worker")


async def run(
    settings: Settings,
    deliver: Callable[[asyncio.Event], Awaitable[None]],
    hear: Callable[[], Awaitable[int]],
    stop: asyncio.Event,
) -> None:
    """Work until `stop`. `deliver` is the notifications' own loop, `hear` works off what WeChat told us."""
    chores = settings.worker
    await asyncio.gather(
        deliver(stop),
        every(chores.hear_seconds, hear, stop),
        every(chores.lapse_seconds, lapse_overdue, stop),
        every(chores.lapse_seconds, remind_visitors, stop),
        every(chores.lapse_seconds, escalate_overdue, stop),
        every(chores.audit_seal_seconds, seal_pending, stop),
        every(3600, forget_old, stop),
        every(3600, forget_sessions, stop),
    )


async def forget_sessions() -> int:
    """Remove sessions that have expired; how many there were."""
    return await Session.filter(expires_at__lt=clock.now()).delete()


async def every(seconds: float, chore: Callable[[], Awaitable[int]], stop: asyncio.Event) -> None:
    """Do `chore` again and again until `stop`; a failure is logged and tried again, at growing distance."""
    pause = seconds
    while not stop.is_set():
        try:
            await chore()
            pause = seconds
        except Exception as error:  # a chore must survive whatever a database or network does
            pause = min(max(pause * 2, 1.0), 300.0)
            log.error("chore failed", extra={"chore": chore.__name__, "error": type(error).__name__})
        try:
            await asyncio.wait_for(stop.wait(), pause)
        except TimeoutError:
            continue
