"""Interleavings on purpose: a row of PostgreSQL is held until everybody waits for it, in a known order."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Protocol, TypeVar

import asyncpg
import httpx
import pytest

from tests.support.at_once import Ask, at_once
from tests.support.school import School

T = TypeVar("T")


class Turn(Protocol):
    """Puts two things into the order of a test case, and back again."""

    def __call__(self, things: list[T], /) -> list[T]: ...


def _as_given(things: list[T]) -> list[T]:
    return things


def _reversed(things: list[T]) -> list[T]:
    return things[::-1]


BOTH_ORDERS = pytest.mark.parametrize("turn", [_as_given, _reversed], ids=["first", "second"])


async def in_turn(school: School, lock: tuple[str, str], *asked: Ask) -> list[httpx.Response]:
    """Let the requests queue for a row, `(statement, id)`, one after the other, then let them go.

    Without any lock of their own on the way they would reach it in the same state, so whoever comes later
    has already read what the first one is about to change.
    """
    async with _connected(school) as holder, _connected(school) as watcher:
        async with holder.transaction():
            await holder.execute(*lock)
            sent = []
            for number, ask in enumerate(asked, start=1):
                sent.append(asyncio.create_task(at_once(ask)))
                await _until_blocked(watcher, number)
        return [answer for answers in sent for answer in await answers]


@asynccontextmanager
async def _connected(school: School) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(school.settings.database.url)
    try:
        yield connection
    finally:
        await connection.close()


async def _until_blocked(watcher: asyncpg.Connection, number: int) -> None:
    """Asked outside any transaction: inside one, PostgreSQL shows the same activity again and again."""
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    async with asyncio.timeout(10):
        while await watcher.fetchval(waiting) < number:  # noqa: ASYNC110 (PostgreSQL does not call back)
            await asyncio.sleep(0.005)
