"""DATABASE_URL as hosting companies write it, from migrating to reading."""

from pathlib import Path

import pytest

from server.db.lifecycle import close_database, migrate, open_database
from server.db.sql import rows
from server.settings import Settings
from tests.conftest import demo_settings
from tests.support.databases import create_database


@pytest.fixture
async def address(postgres_server: str, request: pytest.FixtureRequest) -> str:
    """A fresh, empty database on a PostgreSQL that has no TLS."""
    return await create_database(postgres_server, request.node.name)


async def staff_in(settings: Settings) -> int:
    """Open the database and count."""
    await open_database(settings)
    try:
        return int((await rows("SELECT count(*) AS n FROM staff"))[0]["n"])
    finally:
        await close_database()


async def test_a_database_is_reached_with_sslmode_and_either_scheme(address: str, tmp_path: Path) -> None:
    long_form = address.replace("postgres://", "postgresql://") + "?sslmode=disable"
    settings = demo_settings(tmp_path, DATABASE_URL=long_form)
    await migrate(settings)
    assert await staff_in(settings) == 0


async def test_sslmode_require_does_not_settle_for_less(address: str, tmp_path: Path) -> None:
    await migrate(demo_settings(tmp_path, DATABASE_URL=address))
    with pytest.raises(ConnectionError):
        await staff_in(demo_settings(tmp_path, DATABASE_URL=f"{address}?sslmode=require"))
