"""Short-lived shared counters and flags: Redis where there are several processes, memory on one machine."""

import logging
import time
from typing import Protocol

import redis.asyncio as aioredis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

log = logging.getLogger(__name__)


class Store(Protocol):
    """What both keepers offer. Keys hold no personal data: hash it first."""

    async def count(self, key: str, seconds: int) -> int:
        """Add one to `key`, which starts anew `seconds` after its first count; the number so far."""

    async def check(self) -> str:
        """`ok`, or the name of what is wrong."""

    async def close(self) -> None:
        """Let go of connections."""


class MemoryStore:
    """For a single process."""

    def __init__(self) -> None:
        self._counts: dict[str, tuple[float, int]] = {}

    async def count(self, key: str, seconds: int) -> int:
        now = time.monotonic()
        if len(self._counts) > 10_000:
            self._counts = {k: v for k, v in self._counts.items() if v[0] > now}
        ends, number = self._counts.get(key, (0.0, 0))
        entry = (ends, number + 1) if ends > now else (now + seconds, 1)
        self._counts[key] = entry
        return entry[1]

    async def check(self) -> str:
        return "ok"

    async def close(self) -> None:
        self._counts.clear()


class RedisStore:
    """For several processes."""

    def __init__(self, url: str) -> None:
        # Nobody waits long for a counter: half a second, twice (a connection gone stale is replaced quietly).
        self._redis = aioredis.Redis.from_url(
            url, socket_timeout=0.5, socket_connect_timeout=0.5, retry=Retry(NoBackoff(), 1)
        )
        self._meanwhile = MemoryStore()

    async def count(self, key: str, seconds: int) -> int:
        """While Redis is away every process counts for itself: limits are looser then, and people can still sign in."""
        try:
            return await self._count(key, seconds)
        except RedisError as error:
            log.error("redis is away, counting in this process", extra={"error": type(error).__name__})
            return await self._meanwhile.count(key, seconds)

    async def _count(self, key: str, seconds: int) -> int:
        async with self._redis.pipeline(transaction=True) as pipe:
            pipe.incr(f"visitor:count:{key}")
            pipe.expire(f"visitor:count:{key}", seconds, nx=True)
            number, _ = await pipe.execute()
        return int(number)

    async def check(self) -> str:
        try:
            await self._redis.ping()
        except RedisError as error:
            return type(error).__name__
        return "ok"

    async def close(self) -> None:
        await self._redis.aclose()


def open_store(url: str) -> Store:
    """The store behind `url`; an empty one means memory."""
    return RedisStore(url) if url else MemoryStore()
