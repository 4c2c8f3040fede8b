"""The few statements that are plainer as SQL than through the ORM."""

import re
from typing import Any

from tortoise.connection import get_connection


async def rows(sql: str, *values: Any) -> list[dict[str, Any]]:
    """Rows of `sql`, written with $1, $2, ...; SQLite gets the same statement with ?1, ?2, ..."""
    connection = get_connection("default")
    if connection.capabilities.dialect == "sqlite":
        sql = re.sub(r"\$(\d+)", r"?\1", sql)
    found: list[dict[str, Any]] = await connection.execute_query_dict(sql, list(values))
    return found


def is_postgres() -> bool:
    """Whether the open database is PostgreSQL."""
    return bool(get_connection("default").capabilities.dialect == "postgres")
