"""Telling whoever listens that something may have changed: across processes through Redis, inside one without.

A ring carries no news, only the ids of what it is about; who hears it looks for itself. Rings may be lost, so listeners
look again from time to time.
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Collection, Iterator
from contextlib import asynccontextmanager, contextmanager

import redis.asyncio as aioredis
from redis.exceptions import RedisError

log = logging.getLogger("server.bells")

_CHANNEL = "visitor:changed"
_PAUSE_SECONDS = 1.0


class Ear:
    """One listener; `topics` may be changed while it listens. `rung_at`: the last ring (time.monotonic)."""

    def __init__(self) -> None:
        self.topics: frozenset[str] = frozenset()
        self.over = False
        self.rung_at = 0.0
        self._rung = asyncio.Event()

    def wake(self) -> None:
        """Let `wait` return."""
        self.rung_at = time.monotonic()
        self._rung.set()

    async def wait(self, seconds: float) -> bool:
        """Until a ring, the end, or `seconds` have passed (False); rings since the last time count."""
        try:
            await asyncio.wait_for(self._rung.wait(), seconds)
        except TimeoutError:
            return False
        self._rung.clear()
        return True


class Bell:
    """Rings inside this process."""

    def __init__(self) -> None:
        self.ears: set[Ear] = set()

    def ring(self, topics: Collection[str]) -> None:
        """Wake whoever listens for one of `topics`."""
        wanted = frozenset(topics)
        for ear in self.ears:
            if ear.topics & wanted:
                ear.wake()

    @contextmanager
    def listening(self) -> Iterator[Ear]:
        """An ear that hears until the block ends."""
        ear = Ear()
        self.ears.add(ear)
        try:
            yield ear
        finally:
            self.ears.discard(ear)

    def stop(self) -> None:
        """Wake everybody for the last time."""
        for ear in self.ears:
            ear.over = True
            ear.wake()


class RedisBell(Bell):
    """Rings in every process on the same Redis; the own one hears without it."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self._redis = aioredis.Redis.from_url(url)
        self._sending: set[asyncio.Task[None]] = set()

    def ring(self, topics: Collection[str]) -> None:
        """Wake listeners here, and send the ring on without waiting for it."""
        super().ring(topics)
        task = asyncio.create_task(self._send(" ".join(topics)))
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)

    async def _send(self, topics: str) -> None:
        try:
            await self._redis.publish(_CHANNEL, topics)
        except (RedisError, OSError) as error:
            log.warning("a ring was lost", extra={"error": type(error).__name__})

    async def hear(self) -> None:
        """Pass on what other processes ring, for ever; after a lost connection everybody looks again."""
        while True:
            try:
                async with self._redis.pubsub(ignore_subscribe_messages=True) as channel:
                    await channel.subscribe(_CHANNEL)
                    for ear in self.ears:
                        ear.wake()
                    async for said in channel.listen():
                        super().ring(said["data"].decode().split())
            except (RedisError, OSError) as error:
                log.warning("cannot hear other processes", extra={"error": type(error).__name__})
                await asyncio.sleep(_PAUSE_SECONDS)

    async def close(self) -> None:
        """Let go of connections."""
        await asyncio.gather(*self._sending)
        await self._redis.aclose()


@asynccontextmanager
async def open_bell(url: str) -> AsyncIterator[Bell]:
    """The bell behind the Redis at `url`; an empty one means this process alone."""
    if not url:
        yield Bell()
        return
    bell = RedisBell(url)
    hearing = asyncio.create_task(bell.hear())
    try:
        yield bell
    finally:
        hearing.cancel()
        await asyncio.wait({hearing})
        await bell.close()


_current = Bell()


def configure(bell: Bell) -> None:
    """Set the process's bell; called once by whatever composes the process."""
    global _current
    _current = bell


def ring(topics: Collection[str]) -> None:
    """Ring the process's bell."""
    _current.ring(topics)
