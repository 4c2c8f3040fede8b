"""Where access tokens are kept: in this process, or in Redis when several processes share them."""

import json
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

# aioredis lives on under this name.
import redis.asyncio as aioredis
from redis.exceptions import RedisError

from server.kit.clock import now
from server.wechat.errors import Reaction, WeChatError

LOCK_SECONDS = 30
"""Longer than the longest fetch (see wire), so that a lock never ends under its holder."""
_FORGET_IF_SAME = """
local kept = redis.call('get', KEYS[1])
if kept and cjson.decode(kept).value == ARGV[1] then return redis.call('del', KEYS[1]) end
return 0
"""


@dataclass(frozen=True)
class Token:
    """An access token and the moment from which a new one is to be fetched."""

    value: str = field(repr=False)
    use_until: datetime


class TokenStore(Protocol):
    """One token per AppID."""

    async def get(self, app_id: str) -> Token | None:
        """The token kept, whether or not still to be used."""
        ...

    async def put(self, app_id: str, token: Token) -> None:
        """Keep `token` instead of the one before."""
        ...

    async def forget_if_same(self, app_id: str, value: str) -> None:
        """Forget the token if it is the one that failed; somebody may have replaced it meanwhile."""
        ...

    def lock(self, app_id: str) -> AbstractAsyncContextManager[None]:
        """Held by the one process that fetches a token."""
        ...


class MemoryTokenStore:
    """For one process."""

    def __init__(self) -> None:
        self._tokens: dict[str, Token] = {}

    async def get(self, app_id: str) -> Token | None:
        """See TokenStore."""
        return self._tokens.get(app_id)

    async def put(self, app_id: str, token: Token) -> None:
        """See TokenStore."""
        self._tokens[app_id] = token

    async def forget_if_same(self, app_id: str, value: str) -> None:
        """See TokenStore."""
        kept = self._tokens.get(app_id)
        if kept and kept.value == value:
            del self._tokens[app_id]

    @asynccontextmanager
    async def lock(self, app_id: str) -> AsyncIterator[None]:
        """Nothing to hold: within a process Tokens lets one fetch go at a time."""
        yield


class RedisTokenStore:
    """For several processes. An unreachable Redis is BUSY: nothing was sent, trying again is safe."""

    def __init__(self, redis: aioredis.Redis, prefix: str = "wechat:token:") -> None:
        self._redis = redis
        self._prefix = prefix
        self._forget = redis.register_script(_FORGET_IF_SAME)

    async def get(self, app_id: str) -> Token | None:
        """See TokenStore."""
        with _unreachable_is_busy():
            kept = await self._redis.get(self._prefix + app_id)
        if kept is None:
            return None
        row = json.loads(kept)
        return Token(row["value"], datetime.fromisoformat(row["use_until"]))

    async def put(self, app_id: str, token: Token) -> None:
        """See TokenStore."""
        row = json.dumps({"value": token.value, "use_until": token.use_until.isoformat()})
        seconds = max(1, int((token.use_until - now()).total_seconds()))
        with _unreachable_is_busy():
            await self._redis.set(self._prefix + app_id, row, ex=seconds)

    async def forget_if_same(self, app_id: str, value: str) -> None:
        """See TokenStore."""
        with _unreachable_is_busy():
            await self._forget(keys=[self._prefix + app_id], args=[value])

    @asynccontextmanager
    async def lock(self, app_id: str) -> AsyncIterator[None]:
        """See TokenStore; freed by itself after LOCK_SECONDS should its holder die."""
        name = f"{self._prefix}{app_id}:lock"
        with _unreachable_is_busy():
            async with self._redis.lock(
                name, timeout=LOCK_SECONDS, blocking_timeout=LOCK_SECONDS, sleep=0.05
            ):
                yield


@contextmanager
def _unreachable_is_busy() -> Iterator[None]:
    try:
        yield
    except RedisError as fault:
        raise WeChatError("token store", None, type(fault).__name__, Reaction.BUSY) from fault
