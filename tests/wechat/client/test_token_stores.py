"""Both token stores keep the same promises; the one in Redis also between processes."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import redis.asyncio as aioredis

from server.kit import clock
from server.wechat.errors import Reaction, WeChatError
from server.wechat.token_stores import MemoryTokenStore, RedisTokenStore, Token, TokenStore
from tests.support.services import free_port
from tests.wechat.client.conftest import OpenClient
from tests.wechat.client.scripted import STABLE_TOKEN, ScriptedServer


@pytest.fixture
async def connection(redis_url: str) -> AsyncIterator[aioredis.Redis]:
    """An empty Redis."""
    connection = aioredis.Redis.from_url(redis_url)
    await connection.flushdb()
    yield connection
    await connection.aclose()


@pytest.fixture(params=["memory", "redis"])
def store(request: pytest.FixtureRequest, connection: aioredis.Redis) -> TokenStore:
    """Each of the two."""
    return MemoryTokenStore() if request.param == "memory" else RedisTokenStore(connection)


def _token(value: str) -> Token:
    return Token(value, clock.now() + timedelta(seconds=60))


async def test_a_token_is_kept_per_account(store: TokenStore) -> None:
    one, other = _token("one"), _token("other")
    await store.put("wx1", one)
    await store.put("wx2", other)
    assert [await store.get("wx1"), await store.get("wx2"), await store.get("wx3")] == [one, other, None]


async def test_only_the_token_that_failed_is_forgotten(store: TokenStore) -> None:
    newer = _token("newer")
    await store.put("wx1", newer)
    await store.forget_if_same("wx1", "older")
    assert await store.get("wx1") == newer
    await store.forget_if_same("wx1", "newer")
    await store.forget_if_same("wx1", "newer")
    assert await store.get("wx1") is None


async def test_redis_forgets_a_token_at_its_end(connection: aioredis.Redis) -> None:
    await RedisTokenStore(connection).put("wx1", _token("one"))
    assert 50 <= await connection.ttl("wechat:token:wx1") <= 60


async def test_one_process_at_a_time_holds_the_lock(connection: aioredis.Redis) -> None:
    first, second = RedisTokenStore(connection), RedisTokenStore(connection)
    held: list[str] = []

    async def hold(store: RedisTokenStore, name: str) -> None:
        async with store.lock("wx1"):
            held.append(f"{name} in")
            await asyncio.sleep(0)
            held.append(f"{name} out")

    await asyncio.gather(hold(first, "a"), hold(second, "b"))
    assert held in (["a in", "a out", "b in", "b out"], ["b in", "b out", "a in", "a out"])


async def test_three_processes_fetch_one_token(
    open_client: OpenClient, wechat: ScriptedServer, connection: aioredis.Redis, redis_url: str
) -> None:
    # As in three processes: nothing but Redis is shared.
    connections = [aioredis.Redis.from_url(redis_url) for _ in range(3)]
    clients = [open_client(RedisTokenStore(each)) for each in connections]
    calls = [
        client.send_subscribe("oMP", "t", {"thing1": "1"}, None) for client in clients for _ in range(34)
    ]
    await asyncio.gather(*calls)
    assert len(wechat.asked(STABLE_TOKEN)) == 1
    for each in connections:
        await each.aclose()


async def test_a_lost_redis_is_a_reason_to_try_again_later(
    open_client: OpenClient, wechat: ScriptedServer
) -> None:
    connection = aioredis.Redis.from_url(f"redis://127.0.0.1:{free_port()}/0")
    client = open_client(RedisTokenStore(connection))
    with pytest.raises(WeChatError) as failure:
        await client.send_subscribe("oMP", "t", {"thing1": "1"}, None)
    assert (failure.value.reaction, failure.value.outcome_unknown) == (Reaction.BUSY, False)
    assert wechat.seen == []
    await connection.aclose()


def test_a_token_stays_out_of_repr() -> None:
    assert "TOP-SECRET" not in repr(_token("TOP-SECRET"))
