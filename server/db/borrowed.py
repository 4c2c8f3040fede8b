"""Several statements on one connection, where fetching one from the pool for each would cost as much as it does."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from server.db.postgres import PostgresClient
from server.db.sql import connection


@asynccontextmanager
async def one_connection() -> AsyncIterator[None]:
    """No transaction: each statement inside stands for itself. Call nothing outside that takes long meanwhile."""
    database = connection()
    if not isinstance(database, PostgresClient):  # SQLite has only one
        yield
        return
    async with database.one_connection():
        yield
