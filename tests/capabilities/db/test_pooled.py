"""A connection that is not washed on its way back to the pool leaves no transaction open; migrations have time."""

from pathlib import Path
from typing import Any

import asyncpg
import pytest

from server.db import lifecycle
from server.db.config import COMMAND_SECONDS, tortoise_config
from server.db.pooled import PooledConnection
from tests.conftest import demo_settings


async def test_a_transaction_left_open_is_rolled_back(postgres_server: str) -> None:
    pool = asyncpg.create_pool(postgres_server, min_size=1, max_size=1, connection_class=PooledConnection)
    async with pool:
        async with pool.acquire() as connection:
            await connection.execute("CREATE TABLE note (text text)")
            await connection.transaction().start()
            await connection.execute("INSERT INTO note VALUES ('never')")
        async with pool.acquire() as connection:
            assert not connection.is_in_transaction()
            assert await connection.fetchval("SELECT count(*) FROM note") == 0
            await connection.execute("DROP TABLE note")


async def test_only_a_migration_may_take_as_long_as_it_needs(
    postgres_server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = demo_settings(tmp_path, DATABASE_URL=postgres_server)
    given: list[Any] = []

    async def note(config: Any) -> None:
        given.append(config)

    monkeypatch.setattr(lifecycle, "run_migrations", note)
    await lifecycle.migrate(settings)

    def limit(config: Any) -> int | None:
        seconds: int | None = config["connections"]["postgres"]["credentials"]["command_timeout"]
        return seconds

    assert [limit(config) for config in given] == [None]
    assert limit(tortoise_config(settings)) == COMMAND_SECONDS
