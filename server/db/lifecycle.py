"""Opening and closing the database, and bringing its tables up to date."""

import asyncio
import fcntl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
from tortoise import Tortoise
from tortoise.migrations.api import migrate as run_migrations

from server.db.config import tortoise_config
from server.db.transaction import settled
from server.settings import Settings

# Any constant will do, as long as every process of this product uses the same one.
_MIGRATION_LOCK = 7_316_202_611


async def open_database(settings: Settings) -> None:
    """Connect. Every later task of this process sees the connection."""
    await Tortoise.init(config=tortoise_config(settings), _enable_global_fallback=True)


async def close_database() -> None:
    """Let running transactions end, then disconnect; an open SQLite thread would hang the exit."""
    await settled()
    await Tortoise.close_connections()


async def migrate(settings: Settings) -> None:
    """Apply our migrations under a lock, so that processes that start together do not trip over each other."""
    if settings.on_sqlite:
        Path(settings.database.url.removeprefix("sqlite://")).parent.mkdir(parents=True, exist_ok=True)
    async with _alone(settings):
        try:
            # Filling a column or building an index takes minutes where there are millions of rows.
            await run_migrations(config=tortoise_config(settings, command_seconds=None))
        finally:
            await Tortoise.close_connections()


@asynccontextmanager
async def _alone(settings: Settings) -> AsyncIterator[None]:
    async with _file_lock(settings) if settings.on_sqlite else _advisory_lock(settings):
        yield


@asynccontextmanager
async def _file_lock(settings: Settings) -> AsyncIterator[None]:
    path = Path(settings.database.url.removeprefix("sqlite://") + ".migrating")
    file = await asyncio.to_thread(path.open, "w")
    with file:
        await asyncio.to_thread(fcntl.flock, file, fcntl.LOCK_EX)
        yield


@asynccontextmanager
async def _advisory_lock(settings: Settings) -> AsyncIterator[None]:
    connection = await asyncpg.connect(settings.database.url)
    try:
        await connection.execute("SELECT pg_advisory_lock($1)", _MIGRATION_LOCK)
        yield
    finally:
        await connection.close()
