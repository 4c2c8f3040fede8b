"""A database of its own for every test, and a desk in front of it."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from server import settings as settings_module
from server.db.lifecycle import close_database, open_database
from server.kit import sealing
from server.settings import Settings
from tests.capabilities.notifications.desk import Desk, open_desk
from tests.conftest import demo_settings, postgres_settings
from tests.support.time import Time


@pytest.fixture
async def desk(sqlite_settings: Settings, time: Time) -> AsyncIterator[Desk]:
    """Everything in order: nobody unfollowed, no faults."""
    async with _opened(sqlite_settings), open_desk(sqlite_settings, time) as desk:
        yield desk


@pytest.fixture
async def any_desk(database: tuple[str, str], tmp_path: Path, time: Time) -> AsyncIterator[Desk]:
    """The same on SQLite and again on PostgreSQL, for what depends on how they share."""
    server, template = database
    if server:
        async with (
            postgres_settings(server, template, tmp_path) as settings,
            _opened(settings),
            open_desk(settings, time) as desk,
        ):
            yield desk
        return
    shutil.copy(template, tmp_path / "visitor.sqlite3")
    settings = demo_settings(tmp_path)
    async with _opened(settings), open_desk(settings, time) as desk:
        yield desk


@asynccontextmanager
async def _opened(settings: Settings) -> AsyncIterator[None]:
    settings_module.configure(settings)
    sealing.configure(sealing.fresh_ring())
    await open_database(settings)
    try:
        yield
    finally:
        await close_database()
