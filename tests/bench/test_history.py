"""The bench's history fits the tables as they are now."""

import asyncpg

from server.kit import sealing
from tests.bench.load import CALLERS, LIVE, fill
from tests.bench.scene import look_around
from tests.support.databases import fresh_database

_FOREIGN_KEYS = "SELECT conrelid::regclass AS owner, conname FROM pg_constraint WHERE contype = 'f'"


async def test_what_is_alive_can_be_scanned_and_decided_and_all_rows_agree(
    postgres_server: str, postgres_template: str
) -> None:
    sealing.configure(sealing.fresh_ring())
    async with fresh_database(postgres_server, postgres_template) as dsn:
        await fill(dsn, LIVE + 500)
        scene = await look_around(dsn, LIVE + 500)
        assert len(scene.open_tasks) == LIVE // 2
        assert len(scene.passes) == LIVE // 2 * 3 // 4  # the others are inside already
        connection = await asyncpg.connect(dsn)
        try:
            assert await connection.fetchval("SELECT count(*) FROM visit") == LIVE + 500
            assert await connection.fetchval("SELECT count(*) FROM session") > CALLERS
            for row in await connection.fetch(_FOREIGN_KEYS):
                await connection.execute(f'ALTER TABLE {row["owner"]} VALIDATE CONSTRAINT "{row["conname"]}"')
        finally:
            await connection.close()
