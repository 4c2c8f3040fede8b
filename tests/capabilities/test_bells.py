"""Rings: heard by those they concern, in this process and, through Redis, in others."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from server.kit.bells import Bell, Ear, open_bell

_PATIENCE = 20.0


async def until(met: Callable[[], bool | Awaitable[bool]]) -> None:
    """Wait until `met` says so; fails the test when it never does."""
    for _ in range(int(_PATIENCE * 100)):
        said = met()
        if said if isinstance(said, bool) else await said:
            return
        await asyncio.sleep(0.01)
    pytest.fail("it never came about")


async def hears(ear: Ear) -> bool:
    """Whether the ear was rung since it last listened."""
    waiting = asyncio.create_task(ear.wait(_PATIENCE))
    await asyncio.wait({waiting}, timeout=0.05)
    if waiting.done():
        return True
    waiting.cancel()
    return False


async def test_a_ring_is_heard_by_those_it_concerns_and_kept_until_they_listen() -> None:
    bell = Bell()
    with bell.listening() as mine, bell.listening() as theirs:
        mine.topics, theirs.topics = frozenset({"me", "us"}), frozenset({"them"})
        bell.ring(["us"])
        bell.ring(["me", "nobody"])
        assert await hears(mine)
        assert not await hears(mine)
        assert not await hears(theirs)
    assert not bell.ears


async def test_the_end_wakes_everybody() -> None:
    bell = Bell()
    with bell.listening() as ear:
        bell.stop()
        assert await hears(ear) and ear.over


async def test_silence_ends_the_wait_too() -> None:
    with Bell().listening() as ear:
        await asyncio.wait_for(ear.wait(0.01), _PATIENCE)
        assert not ear.over


async def test_a_ring_is_heard_in_another_process(redis_url: str) -> None:
    async with open_bell(redis_url) as here, open_bell(redis_url) as there:
        with here.listening() as near, there.listening() as far:
            near.topics = far.topics = frozenset({"us"})

            async def arrived() -> bool:
                here.ring(["us"])
                return await hears(far)

            await until(arrived)
            assert await hears(near)


async def test_without_redis_it_rings_here_and_says_that_others_do_not_hear(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with open_bell("redis://127.0.0.1:1/0") as bell:
        with bell.listening() as ear:
            ear.topics = frozenset({"us"})
            bell.ring(["us"])
            assert await hears(ear)
            await until(lambda: "a ring was lost" in caplog.text)
            await until(lambda: "cannot hear other processes" in caplog.text)
