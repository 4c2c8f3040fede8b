"""A database of its own for each test that needs PostgreSQL, copied from a migrated template."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from urllib.parse import urlsplit

import asyncpg

_numbers = count(1)


async def create_database(server: str, name: str, template: str = "template1") -> str:
    """Create `name` on the cluster of the DSN `server`; the new database's DSN.

    Nobody may be connected to `template` meanwhile: PostgreSQL refuses to copy a database in use.
    """
    await _execute(server, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return urlsplit(server)._replace(path=f"/{name}").geturl()


@asynccontextmanager
async def fresh_database(server: str, template: str) -> AsyncIterator[str]:
    """The DSN of a new copy of `template`, dropped afterwards even if connections were left open."""
    name = f"test_{next(_numbers)}"
    dsn = await create_database(server, name, template)
    try:
        yield dsn
    finally:
        await _execute(server, f'DROP DATABASE "{name}" WITH (FORCE)')


async def _execute(server: str, statement: str) -> None:
    connection = await asyncpg.connect(server)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
