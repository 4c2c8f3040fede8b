"""The one door to a transaction.

A client that hangs up makes Sanic cancel the handler, and a cancellation that lands while a transaction is being
opened leaks the connection (PostgreSQL) or the lock (SQLite) for good. So the work runs in a task of its own that
nobody cancels; the caller merely waits for it.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextvars import ContextVar
from functools import partial, wraps
from typing import Any, ParamSpec, TypeVar

from tortoise.transactions import in_transaction

from server.db.postgres import TransactionRefused

P = ParamSpec("P")
T = TypeVar("T")
AfterCommit = Callable[[], None]

_MOST_TRIES = 3

_after_commit: ContextVar[list[AfterCommit] | None] = ContextVar("after_commit", default=None)


def transaction(work: Callable[P, Coroutine[Any, Any, T]]) -> Callable[P, Coroutine[Any, Any, T]]:
    """Run `work` in one transaction, or in the one already open; every exception undoes all of it."""

    @wraps(work)
    async def run(*args: P.args, **kwargs: P.kwargs) -> T:
        if _after_commit.get() is not None:
            return await work(*args, **kwargs)
        return await shielded(repeated(lambda: _committed(lambda: work(*args, **kwargs))))

    return run


async def repeated(work: Callable[[], Awaitable[T]]) -> T:
    """Of two transactions in a deadlock PostgreSQL ends one: it has left nothing behind, and runs again."""
    for _ in range(_MOST_TRIES - 1):
        try:
            return await work()
        except TransactionRefused:
            continue
    return await work()


async def shielded(work: Coroutine[Any, Any, T]) -> T:
    """Await `work` to its end even if the caller is cancelled meanwhile."""
    task = asyncio.create_task(work)
    _running.add(task)
    # What asyncio.shield does with half the callbacks; every request comes through here.
    ended = asyncio.get_running_loop().create_future()
    task.add_done_callback(partial(_end, ended))
    await ended
    return task.result()


def on_commit(callback: AfterCommit) -> None:
    """Call `callback` once the open transaction has committed, never if it is undone."""
    waiting = _after_commit.get()
    if waiting is None:
        raise RuntimeError("on_commit() outside a transaction")
    waiting.append(callback)


async def settled() -> None:
    """Wait until no shielded work is left; before connections are closed."""
    while _running:
        await asyncio.wait(_running)


_running: set[asyncio.Task[Any]] = set()


def _end(ended: asyncio.Future[None], task: asyncio.Task[Any]) -> None:
    """Drop a finished task and tell its caller; where that went away, read the error that nobody else will."""
    _running.discard(task)
    if not ended.cancelled():
        ended.set_result(None)
    elif not task.cancelled():
        task.exception()


async def _committed(work: Callable[[], Awaitable[T]]) -> T:
    callbacks: list[AfterCommit] = []
    token = _after_commit.set(callbacks)
    try:
        async with in_transaction():
            result = await work()
    finally:
        _after_commit.reset(token)
    for callback in callbacks:
        callback()
    return result
