"""The floor: what a gate's request would cost with nothing of ours around it.

Bare Sanic and raw asyncpg: one indexed SELECT and one INSERT in a transaction. `python -m tests.bench.floor DSN PORT`.
"""

import asyncio
import secrets
import sys
from datetime import UTC, datetime
from typing import Any

import asyncpg
import uvloop
from sanic import HTTPResponse, Request, Sanic
from sanic.response import json

from server.serving import bind, listening, stop_on_signals

# As the product's: config/default.toml, database.pool_max.
_POOL = {"min_size": 1, "max_size": 20}
TABLE = (
    "CREATE TABLE IF NOT EXISTS floor (id text PRIMARY KEY, number text NOT NULL, at timestamptz NOT NULL)"
)


async def serve(dsn: str, port: int) -> None:
    """Answer until told to stop."""
    stop = stop_on_signals()
    async with asyncpg.create_pool(dsn, **_POOL) as pool:
        await pool.execute(TABLE)
        async with listening(_app(pool), bind("127.0.0.1", port)):
            await stop.wait()


def _app(pool: Any) -> Sanic[Any, Any]:
    app: Sanic[Any, Any] = Sanic("floor", configure_logging=False)

    @app.get("/<number:str>")
    async def scan(request: Request, number: str) -> HTTPResponse:
        async with pool.acquire() as connection, connection.transaction():
            found = await connection.fetchrow("SELECT id, visit_id FROM entry_pass WHERE number = $1", number)
            await connection.execute(
                "INSERT INTO floor VALUES ($1, $2, $3)", secrets.token_hex(12), number, datetime.now(UTC)
            )
        return json({"visit": found["visit_id"]})

    return app


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(serve(sys.argv[1], int(sys.argv[2])))
