"""The few statements that are plainer as SQL than through the ORM."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from tortoise import BaseDBAsyncClient
from tortoise.context import require_context

from server.db.postgres import PostgresClient, fetch_on, kept


async def rows(sql: str, *values: Any) -> list[dict[str, Any]]:
    """Rows of `sql` by the names of their columns."""
    return [dict(row) for row in await fetch(sql, *values)]


async def fetch(sql: str, *values: Any) -> Sequence[Any]:
    """Rows of `sql` as the driver has them, by place and by name, read in the open transaction if there is one.

    Statements are written with $1, $2, ...; SQLite gets the same with ?1, ?2, ... Raises as Tortoise does.
    """
    only = kept()
    if only is not None:
        return await fetch_on(only, sql, values)
    database = connection()
    if isinstance(database, PostgresClient):
        return await database.fetch(sql, values)
    _, found = await database.execute_query(_for_sqlite(sql), [_in_utc(value) for value in values])
    return found


@lru_cache(maxsize=256)
def _for_sqlite(sql: str) -> str:
    return re.sub(r"\$(\d+)", r"?\1", sql)


def _in_utc(value: Any) -> Any:
    """SQLite compares times as text, so they must all be written alike."""
    return value.astimezone(UTC) if isinstance(value, datetime) else value


def is_postgres() -> bool:
    """Whether the open database is PostgreSQL."""
    return kept() is not None or bool(connection().capabilities.dialect == "postgres")


def connection() -> BaseDBAsyncClient:
    """The one database's connection, or the open transaction on it."""
    handler = require_context().connections
    return handler.get(next(iter(handler.db_config)))
