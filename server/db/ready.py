"""The gate's own connections: a few, taken from the pool once, so that a scan waits for no report and pays for no pool.

asyncpg's pool makes a task for each connection that comes back: beside the two statements of a scan that is a tenth of
the server's work. And the database does more in a second when few ask at once: with twenty on two cores, each statement
costs it a third more. Who comes while all are in use waits here, first come, first served.
"""

import asyncio
from typing import Any

import asyncpg

Connection = Any  # asyncpg's, in the wrapper its pool gives out


class Ready:
    """At most `most` connections, the one used last first.

    One that idled longer than `idle_seconds` is not used any more: who sits between may have dropped it.
    """

    def __init__(self, most: int, idle_seconds: float) -> None:
        self._places = asyncio.Semaphore(most)
        self._idle_seconds = idle_seconds
        self._idle: list[tuple[Connection, float]] = []

    async def take(self, pool: Any) -> Connection:
        """One that was kept, else one from the pool. Raises as the pool does."""
        await self._places.acquire()
        try:
            return await self._kept(pool) or await pool.acquire()
        except BaseException:
            self._places.release()
            raise

    async def give_back(self, pool: Any, connection: Connection, *, sound: bool) -> None:
        """Keep it for the next one, or return it to the pool if something went wrong on it."""
        try:
            if sound and _alive(connection):
                self._idle.append((connection, _now()))
            else:
                await pool.release(connection)
        finally:
            self._places.release()

    async def let_go(self, pool: Any) -> None:
        """Return all, so that the pool can close."""
        while self._idle:
            await pool.release(self._idle.pop()[0])

    async def _kept(self, pool: Any) -> Connection | None:
        while self._idle:
            connection, since = self._idle.pop()
            alive = _alive(connection)
            if alive and _now() - since <= self._idle_seconds:
                return connection
            if alive:
                connection.terminate()
            await pool.release(connection)  # which makes a new one in its place when it is next asked
        return None


def _alive(connection: Connection) -> bool:
    """Whether it is still ours and open: one whose server went away the pool has taken back by itself."""
    try:
        return not connection.is_closed()
    except asyncpg.InterfaceError:
        return False


def _now() -> float:
    return asyncio.get_running_loop().time()
