"""The worker: sends due messages, lapses what is overdue, links the audit trail, forgets what is old."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from server.accounts.models import Session
from server.api.idempotency import forget_old
from server.audit.chain import seal_pending
from server.files.service import remove_orphans
from server.journey.announce import tell_arrivals
from server.journey.handover import reopen_abandoned
from server.journey.lapse import lapse_overdue
from server.journey.overstay import tell_overstays
from server.journey.remind import escalate_overdue, remind_visitors
from server.kit import clock
from server.notifications.events import forget_old as forget_events
from server.settings import Settings
from server.webhooks.service import forget_old as forget_deliveries

log = logging.getLogger("server.worker")


Chore = Callable[[], Awaitable[object]]
_HOUR = 3600.0


async def run(
    settings: Settings,
    deliver: Callable[[asyncio.Event], Awaitable[None]],
    hear: Chore,
    compare_templates: Chore,
    push: Chore,
    stop: asyncio.Event,
) -> None:
    """Work until `stop`. `deliver` is the notifications' own loop, `hear` works off what WeChat told us.

    `push` tells webhooks.
    """
    pace = settings.worker
    chores: list[tuple[float, Chore]] = [
        (pace.hear_seconds, hear),
        (pace.push_seconds, push),
        (pace.push_seconds, tell_arrivals),
        (pace.audit_seal_seconds, seal_pending),
        (pace.lapse_seconds, lapse_overdue),
        (pace.lapse_seconds, remind_visitors),
        (pace.lapse_seconds, tell_overstays),
        (pace.lapse_seconds, escalate_overdue),
        (pace.lapse_seconds, reopen_abandoned),
        (_HOUR, forget_old),
        (_HOUR, forget_sessions),
        (_HOUR, remove_orphans),
        (_HOUR, forget_events),
        (_HOUR, forget_deliveries),
        # Hourly, because an account that could not be asked at the start would be forgotten until tomorrow.
        (_HOUR, compare_templates),
    ]
    await asyncio.gather(deliver(stop), *(every(seconds, chore, stop) for seconds, chore in chores))


async def forget_sessions() -> int:
    """Remove sessions that have expired; how many there were."""
    return await Session.filter(expires_at__lt=clock.now()).delete()


async def every(seconds: float, chore: Chore, stop: asyncio.Event) -> None:
    """Do `chore` again and again until `stop`; a failure is logged and tried again, at growing distance."""
    pause = seconds
    while not stop.is_set():
        try:
            await chore()
            pause = seconds
        except Exception as error:  # a chore must survive whatever a database or network does
            pause = min(max(pause * 2, 1.0), 300.0)
            log.error(
                "chore failed",
                extra={"chore": getattr(chore, "__name__", "chore"), "error": type(error).__name__},
            )
        try:
            await asyncio.wait_for(stop.wait(), pause)
        except TimeoutError:
            continue
