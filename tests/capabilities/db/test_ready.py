"""The gate's own connections: few, used again, never a broken or a stale one, and none in the way of closing."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest

from server.db.pooled import PooledConnection
from server.db.ready import Ready
from tests.support.waiting import until

FOREVER = 1000.0


@pytest.fixture
async def pool(postgres_server: str) -> AsyncIterator[Any]:
    async with asyncpg.create_pool(
        postgres_server, min_size=1, max_size=4, connection_class=PooledConnection
    ) as pool:
        yield pool
        await asyncio.wait_for(pool.close(), 5)  # waits for whatever was not returned


async def _pid(ready: Ready, pool: Any, *, sound: bool = True) -> int:
    connection = await ready.take(pool)
    pid: int = await connection.fetchval("SELECT pg_backend_pid()")
    await ready.give_back(pool, connection, sound=sound)
    return pid


async def test_the_same_one_again_until_something_goes_wrong(pool: Any) -> None:
    ready = Ready(2, FOREVER)
    first = await _pid(ready, pool)
    assert {await _pid(ready, pool) for _ in range(3)} == {first}
    assert pool.get_idle_size() == 0  # it is kept, not fetched each time
    await _pid(ready, pool, sound=False)
    assert pool.get_idle_size() == 1
    await ready.let_go(pool)


async def test_no_more_than_there_are_places_and_everybody_in_turn(pool: Any) -> None:
    ready, inside, most = Ready(2, FOREVER), 0, 0
    done: list[int] = []

    async def ask(number: int) -> None:
        nonlocal inside, most
        connection = await ready.take(pool)
        inside += 1
        most = max(most, inside)
        await connection.fetchval("SELECT pg_sleep(0.001)")
        done.append(number)
        inside -= 1
        await ready.give_back(pool, connection, sound=True)

    await asyncio.gather(*(ask(number) for number in range(40)))
    assert most == 2
    assert max(abs(place - number) for place, number in enumerate(done)) <= 2
    await ready.let_go(pool)


async def test_one_that_the_server_dropped_is_not_used(pool: Any) -> None:
    ready = Ready(1, FOREVER)
    pid = await _pid(ready, pool)
    async with pool.acquire() as other:
        await other.execute("SELECT pg_terminate_backend($1)", pid)

    async def noticed() -> bool:
        return bool(pool.get_size() == 1)

    await until(noticed)
    assert await _pid(ready, pool) != pid
    await ready.let_go(pool)


async def test_one_that_idled_too_long_is_not_used(pool: Any) -> None:
    ready = Ready(1, -1.0)
    assert await _pid(ready, pool) != await _pid(ready, pool)
    await ready.let_go(pool)


async def test_who_finds_no_database_leaves_the_place_free(pool: Any) -> None:
    class Gone:
        async def acquire(self) -> Any:
            raise ConnectionRefusedError

    ready = Ready(1, FOREVER)
    for _ in range(3):
        with pytest.raises(ConnectionRefusedError):
            await ready.take(Gone())
    await _pid(ready, pool)
    await ready.let_go(pool)
