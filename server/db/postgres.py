"""PostgreSQL: a connection that breaks is one kind of error, and never costs the pool a place.

asyncpg says in some twenty ways that the server is away, and Tortoise passes most of them on as they are. And where a
transaction cannot even begin, Tortoise keeps the connection it took for it: a restart of the database would empty the
pool for good.
"""

import logging
from collections.abc import Sequence
from contextlib import nullcontext
from contextvars import ContextVar
from functools import cached_property
from typing import Any

import asyncpg
from tortoise.backends.asyncpg.client import AsyncpgDBClient, TransactionWrapper
from tortoise.backends.base.client import (
    NestedTransactionContext,
    TransactionalDBClient,
    TransactionContext,
    TransactionContextPooled,
)
from tortoise.exceptions import DBConnectionError, IntegrityError, OperationalError

from server.db.ready import Ready

# The server is away, is starting or stopping, has no room, or the connection broke under us.
_UNAVAILABLE = (
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
)


# Tortoise's own: what goes to the database is heard in one place.
_LOG = logging.getLogger("tortoise.db_client")
# Seconds; the pool's own default.
_IDLE_SECONDS = 300.0
_kept: ContextVar[Any | None] = ContextVar("kept", default=None)


class TransactionRefused(OperationalError):
    """PostgreSQL undid the transaction (a deadlock): nothing is wrong with it, and it may run again."""


class PostgresClient(AsyncpgDBClient):
    """The client that Tortoise finds through `client_class`."""

    async def _translate_exceptions(self, func: Any, *args: Any, **kwargs: Any) -> Any:
        with _NAMED_ERRORS:
            return await super()._translate_exceptions(func, *args, **kwargs)

    async def fetch(self, sql: str, values: Sequence[Any]) -> list[Any]:
        """Rows as asyncpg has them, without what Tortoise does to every row. Raises as Tortoise does."""
        async with self.acquire_connection() as connection:
            return await fetch_on(connection, sql, values)

    def acquire_connection(self) -> Any:
        """Tortoise asks for one with every statement: the one that is kept, else one from the pool."""
        kept = _kept.get()
        return super().acquire_connection() if kept is None else nullcontext(kept)

    def _in_transaction(self) -> TransactionContext:
        if _kept.get() is not None:
            raise RuntimeError("a transaction where one connection is kept for single statements")
        return _Pooled(_Transaction(self), self._pool_init_lock)

    def one_connection(self) -> "OneConnection":
        """One connection for the statements inside, each of which is a transaction of its own."""
        return OneConnection(self)

    @cached_property
    def ready(self) -> Ready:
        """What is kept back for `one_connection`: a third of the pool."""
        return Ready(
            max(1, self.pool_maxsize // 3), self.extra.get("max_inactive_connection_lifetime", _IDLE_SECONDS)
        )

    async def opened_pool(self) -> Any:
        """The pool, made when it is first needed."""
        if self._pool is None:
            async with super().acquire_connection():
                pass
        return self._pool

    async def _close(self) -> None:
        if self._pool is not None:
            await self.ready.let_go(self._pool)
        await super()._close()


class OneConnection:
    """Takes a connection, keeps it for the statements of this request, and gives it back."""

    def __init__(self, client: PostgresClient) -> None:
        self._client = client

    async def __aenter__(self) -> None:
        with _NAMED_ERRORS:
            self._pool = await self._client.opened_pool()
            self._connection = await self._client.ready.take(self._pool)
        self._token = _kept.set(self._connection)

    async def __aexit__(self, kind: type[BaseException] | None, *_: Any) -> None:
        _kept.reset(self._token)
        with _NAMED_ERRORS:
            await self._client.ready.give_back(self._pool, self._connection, sound=kind is None)


def kept() -> Any | None:
    """The connection that is kept for this request, if one is."""
    return _kept.get()


async def fetch_on(connection: Any, sql: str, values: Sequence[Any]) -> list[Any]:
    """Rows of `sql` from this connection. Raises as Tortoise does."""
    _LOG.debug("%s: %s", sql, values)
    with _NAMED_ERRORS:
        found: list[Any] = await connection.fetch(sql, *values)
        return found


class _Transaction(TransactionWrapper, PostgresClient):
    def _in_transaction(self) -> TransactionContext:
        return NestedTransactionContext(_Transaction(self))


class _Pooled(TransactionContextPooled):
    async def __aenter__(self) -> TransactionalDBClient:
        with _NAMED_ERRORS:
            try:
                return await super().__aenter__()
            except BaseException:
                await self._give_back()
                raise

    async def __aexit__(self, *error: Any) -> None:
        with _NAMED_ERRORS:
            await super().__aexit__(*error)

    async def _give_back(self) -> None:
        client: Any = self.client
        if client._connection:
            await client._parent._pool.release(client._connection)


class _NamedErrors:
    """Turns asyncpg's errors into Tortoise's; around every statement, so a class rather than a generator."""

    def __enter__(self) -> None:
        return

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: Any) -> None:
        if error is None:
            return
        if isinstance(error, asyncpg.IntegrityConstraintViolationError):
            raise IntegrityError(error) from error
        if isinstance(error, asyncpg.TransactionRollbackError):
            raise TransactionRefused(type(error).__name__) from error
        if isinstance(error, asyncpg.SyntaxOrAccessError | asyncpg.DataError):
            raise OperationalError(error) from error
        # A value that does not fit its column is no outage.
        if isinstance(error, _UNAVAILABLE) and not isinstance(error, ValueError):
            raise DBConnectionError(type(error).__name__) from error


_NAMED_ERRORS = _NamedErrors()


client_class: type[Any] = PostgresClient
