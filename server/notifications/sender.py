"""Sends what is due: frees ended claims, claims rows, and has a bounded number of messages under way at once."""

import asyncio
import logging
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from traceback import extract_tb

from server.notifications import claims
from server.notifications.bindings import Bindings
from server.notifications.courier import Courier
from server.notifications.models import OutgoingMessage
from server.notifications.templates import Templates
from server.settings import Settings
from server.wechat.gateway import WeChatGateway

log = logging.getLogger(__name__)


class Sender:
    """One per worker process; several on one database share the work. `worker_id`: up to 24 characters, unique."""

    def __init__(
        self, gateway: WeChatGateway, templates: Templates, bindings: Bindings, settings: Settings
    ) -> None:
        self._courier = Courier(gateway, templates, bindings, settings)
        self._lease = timedelta(seconds=settings.notifications.lease_seconds)
        self._report = timedelta(seconds=settings.notifications.report_seconds)
        self._most = settings.notifications.concurrency
        self._under_way: set[asyncio.Task[None]] = set()

    async def deliver_due(self, worker_id: str) -> int:
        """Send all that is due and wait for the answers; how many attempts were begun."""
        begun = await self.dispatch(worker_id)
        while self._under_way:
            await asyncio.wait(self._under_way, return_when=asyncio.FIRST_COMPLETED)
            begun += await self.dispatch(worker_id)
        return begun

    async def dispatch(self, worker_id: str, when_done: Callable[[], None] | None = None) -> int:
        """Begin as many due messages as there is room for, without waiting for answers; how many.

        `when_done` is called whenever one of them has ended and there is room again.
        """
        # Twice as many in hand as may talk to WeChat at once, so that nobody waits for a claim; claimed by the batch.
        room = 2 * self._most - len(self._under_way)
        if room < self._most:
            return 0
        await claims.rescue(self._courier.first_channel, self._lease, self._report)
        if not await claims.anything_due():
            return 0
        await self._courier.refresh_alarms()
        claimed = await claims.claim(worker_id, room, self._lease)
        for message in claimed:
            self._begin(message, when_done)
        return len(claimed)

    async def drained(self) -> None:
        """Wait for the messages under way."""
        if self._under_way:
            await asyncio.wait(self._under_way)

    def _begin(self, message: OutgoingMessage, when_done: Callable[[], None] | None) -> None:
        task = asyncio.create_task(self._courier.carry(message))
        self._under_way.add(task)

        def ended(task: asyncio.Task[None]) -> None:
            self._under_way.discard(task)
            _note_failure(message, task)
            if when_done:
                when_done()

        task.add_done_callback(ended)


def _note_failure(message: OutgoingMessage, task: asyncio.Task[None]) -> None:
    """What nobody expected: the claim ends by itself, and the message is tried again."""
    error = None if task.cancelled() else task.exception()
    if error:
        log.error(
            "delivery broke off",
            extra={"message_id": message.id, "error": kind_of(error), "at": place_of(error)},
        )


def kind_of(error: BaseException) -> str:
    """The error's class; its text may hold data."""
    return type(error).__name__


def place_of(error: BaseException) -> str:
    """File and line where it was raised."""
    frames = extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "unknown"
