"""Counters with an end: the same in memory and in Redis."""

import asyncio
import time
from collections.abc import AsyncIterator

import pytest
import redis.asyncio as aioredis

from server.kit.ids import new_id
from server.kit.store import MemoryStore, RedisStore, Store, open_store


@pytest.fixture(params=["memory", "redis"])
async def store(request: pytest.FixtureRequest) -> AsyncIterator[Store]:
    """Each of the two, empty."""
    url = request.getfixturevalue("redis_url") if request.param == "redis" else ""
    opened = open_store(url)
    yield opened
    await opened.close()


async def test_each_key_counts_for_itself(store: Store) -> None:
    one, other = new_id(), new_id()
    assert [await store.count(one, 60) for _ in range(3)] == [1, 2, 3]
    assert await store.count(other, 60) == 1


async def test_counts_of_the_same_moment_are_all_counted(store: Store) -> None:
    key = new_id()
    numbers = await asyncio.gather(*(store.count(key, 60) for _ in range(50)))
    assert sorted(numbers) == list(range(1, 51))


async def test_a_sound_store_says_so(store: Store) -> None:
    assert await store.check() == "ok"


def test_the_address_decides_which_store_it_is() -> None:
    assert isinstance(open_store(""), MemoryStore)
    assert isinstance(open_store("redis://localhost:1"), RedisStore)


async def test_a_count_in_memory_starts_anew_after_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    store, now = MemoryStore(), 1000.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    assert [await store.count("k", 60), await store.count("k", 60)] == [1, 2]
    now += 59.9
    assert await store.count("k", 60) == 3  # counting on does not make it last longer
    now += 0.1
    assert await store.count("k", 60) == 1


async def test_memory_forgets_what_has_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    store, now = MemoryStore(), 1000.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    for number in range(10_001):
        await store.count(str(number), 60)
    now += 60
    await store.count("fresh", 60)
    assert len(store._counts) == 1


async def test_a_count_in_redis_ends_by_itself(redis_url: str) -> None:
    store, key = RedisStore(redis_url), new_id()
    redis = aioredis.Redis.from_url(redis_url)
    await store.count(key, 60)
    await redis.expire(f"visitor:count:{key}", 30)
    await store.count(key, 60)
    assert 0 < await redis.ttl(f"visitor:count:{key}") <= 30  # counting on does not make it last longer
    await redis.delete(f"visitor:count:{key}")
    assert await store.count(key, 60) == 1
    await redis.aclose()
    await store.close()


async def test_a_redis_that_is_gone_is_named_without_its_address() -> None:
    store = RedisStore("redis://:secret@127.0.0.1:1/0")
    assert await store.check() == "ConnectionError"
    await store.close()
