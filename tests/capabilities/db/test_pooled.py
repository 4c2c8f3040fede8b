"""A connection that is not washed on its way back to the pool still leaves no transaction open."""

import asyncpg

from server.db.pooled import PooledConnection


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
