"""Keeps a sender at work: at once when woken, else by polling; through outages of the database and of WeChat."""

import asyncio
import logging

from server.kit.ids import new_id
from server.notifications.sender import Sender, kind_of, place_of
from server.settings import Notifications

log = logging.getLogger(__name__)


class DeliveryLoop:
    """One per worker process. `wake` and `run` belong to the same event loop."""

    def __init__(self, sender: Sender, limits: Notifications) -> None:
        self.sender = sender
        self._poll_seconds = limits.poll_seconds
        self._longest_pause = float(limits.lease_seconds)
        self._worker_id = new_id()
        self._woken = asyncio.Event()
        self._failures = 0

    def wake(self) -> None:
        """There may be something to send; cheap, and harmless before `run`. For outbox.wake_with."""
        self._woken.set()

    async def run(self, stop: asyncio.Event) -> None:
        """Send until `stop`, then wait for the messages under way."""
        stopped = asyncio.create_task(stop.wait())
        stopped.add_done_callback(lambda _: self._woken.set())
        try:
            while not stop.is_set():
                self._woken.clear()
                await self._round()
                await self._rest()
            await self.sender.drained()
        finally:
            stopped.cancel()

    async def _round(self) -> None:
        try:
            await self.sender.dispatch(self._worker_id, self.wake)
            self._failures = 0
        except Exception as error:  # the loop must survive whatever a database or network does
            self._failures += 1
            log.error(
                "delivery round failed",
                extra={"error": kind_of(error), "at": place_of(error), "in_a_row": self._failures},
            )

    async def _rest(self) -> None:
        """Until woken or the next poll; after failures at growing distance."""
        pause = min(self._poll_seconds * 2 ** min(self._failures, 16), self._longest_pause)
        try:
            await asyncio.wait_for(self._woken.wait(), pause)
        except TimeoutError:
            return
