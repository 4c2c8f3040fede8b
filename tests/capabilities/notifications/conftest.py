"""A database of its own for every test, and a desk in front of it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from tortoise.backends.sqlite.schema_generator import SqliteSchemaGenerator
from tortoise.connection import get_connection

from server import settings as settings_module
from server.db.lifecycle import close_database, open_database
from server.kit import sealing
from server.settings import Settings, load
from tests.capabilities.notifications.desk import Desk, open_desk


@pytest.fixture
async def settings(tmp_path: Path) -> AsyncIterator[Settings]:
    """The shipped settings, on an empty SQLite database that is open."""
    settings = load({"DATA_DIR": str(tmp_path)})
    settings_module.configure(settings)
    sealing.configure(sealing.fresh_ring())
    await open_database(settings)
    try:
        await _create_tables()
        yield settings
    finally:
        await close_database()


@pytest.fixture
async def desk(settings: Settings) -> AsyncIterator[Desk]:
    """Everything in order: nobody unfollowed, no faults."""
    async with open_desk(settings) as desk:
        yield desk


async def _create_tables() -> None:
    """Table by table: Tortoise's own way refuses tables that refer to each other, SQLite does not mind."""
    connection = get_connection("default")
    generator = SqliteSchemaGenerator(connection)
    for model in generator._get_models_to_create():
        await connection.execute_script(generator._get_table_sql(model, safe=True)["table_creation_string"])
