"""Several statements on one connection, where fetching one from the pool for each would cost as much as it does."""

from contextlib import AbstractAsyncContextManager, nullcontext

from server.db.postgres import PostgresClient
from server.db.sql import connection


def one_connection() -> AbstractAsyncContextManager[None]:
    """No transaction: each statement inside stands for itself. Call nothing outside that takes long meanwhile."""
    database = connection()
    # SQLite has only one anyway.
    return database.one_connection() if isinstance(database, PostgresClient) else nullcontext()
