"""The few statements that are plainer as SQL than through the ORM."""

import re
from datetime import UTC, datetime
from typing import Any

from tortoise import BaseDBAsyncClient
from tortoise.connection import get_connections


async def rows(sql: str, *values: Any) -> list[dict[str, Any]]:
    """Rows of `sql`, written with $1, $2, ...; SQLite gets the same statement with ?1, ?2, ..."""
    database = connection()
    if database.capabilities.dialect == "sqlite":
        sql, values = re.sub(r"\$(\d+)", r"?\1", sql), tuple(_in_utc(value) for value in values)
    found: list[dict[str, Any]] = await database.execute_query_dict(sql, list(values))
    return found


def _in_utc(value: Any) -> Any:
    """SQLite compares times as text, so they must all be written alike."""
    return value.astimezone(UTC) if isinstance(value, datetime) else value


def is_postgres() -> bool:
    """Whether the open database is PostgreSQL."""
    return bool(connection().capabilities.dialect == "postgres")


def connection() -> BaseDBAsyncClient:
    """The one database's connection, or the open transaction on it."""
    handler = get_connections()
    return handler.get(next(iter(handler.db_config)))
