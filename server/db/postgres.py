"""PostgreSQL: a connection that breaks is one kind of error, and never costs the pool a place.

asyncpg says in some twenty ways that the server is away, and Tortoise passes most of them on as they are. And where a
transaction cannot even begin, Tortoise keeps the connection it took for it: a restart of the database would empty the
pool for good.
"""

from collections.abc import Sequence
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

# The server is away, is starting or stopping, has no room, or the connection broke under us.
_UNAVAILABLE = (
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
)


class TransactionRefused(OperationalError):
    """PostgreSQL undid the transaction (a deadlock): nothing is wrong with it, and it may run again."""


class PostgresClient(AsyncpgDBClient):
    """The client that Tortoise finds through `client_class`."""

    async def _translate_exceptions(self, func: Any, *args: Any, **kwargs: Any) -> Any:
        with _NAMED_ERRORS:
            return await super()._translate_exceptions(func, *args, **kwargs)

    async def fetch(self, sql: str, values: Sequence[Any]) -> list[Any]:
        """Rows as asyncpg has them, without what Tortoise does to every row. Raises as Tortoise does."""
        self.log.debug("%s: %s", sql, values)
        with _NAMED_ERRORS:
            async with self.acquire_connection() as connection:
                found: list[Any] = await connection.fetch(sql, *values)
                return found

    def _in_transaction(self) -> TransactionContext:
        return _Pooled(_Transaction(self), self._pool_init_lock)

    def borrowed(self) -> TransactionContext:
        """One connection for the statements inside, each of which is a transaction of its own."""
        return _Pooled(_Borrowed(self), self._pool_init_lock)


class _Transaction(TransactionWrapper, PostgresClient):
    def _in_transaction(self) -> TransactionContext:
        return NestedTransactionContext(_Transaction(self))


class _Borrowed(_Transaction):
    """A connection that is kept, and nothing more."""

    async def begin(self) -> None:
        return

    async def commit(self) -> None:
        return

    async def rollback(self) -> None:
        return


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
