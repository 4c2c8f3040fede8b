"""A fault in the database's last write of a use case, and a look at whether anything of the rest was kept."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from tortoise import BaseDBAsyncClient
from tortoise.connection import get_connections
from tortoise.context import get_current_context

from server.db.sql import is_postgres
from tests.support.callers import Caller

Picture = dict[str, list[str]]


async def photograph() -> Picture:
    """Every row of every table."""
    context = get_current_context()
    assert context is not None and context.apps is not None
    models = context.apps["models"].values()
    return {
        str(model._meta.db_table): sorted(str(row) for row in await model.all().values()) for model in models
    }


@asynccontextmanager
async def broken(table: str, only: str = "") -> AsyncIterator[None]:
    """Inserting into `table` fails inside the block; `only` narrows it to rows, in SQL (`NEW.action = 'x'`)."""
    condition = f"WHEN ({only})" if only else ""
    if is_postgres():
        await _run(
            "CREATE OR REPLACE FUNCTION break_it() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'broken on purpose'; END $$"
        )
        act = f"FOR EACH ROW {condition} EXECUTE FUNCTION break_it()"
    else:
        act = f"{condition} BEGIN SELECT RAISE(ABORT, 'broken on purpose'); END"
    await _run(f"CREATE TRIGGER broken_{table} BEFORE INSERT ON {table} {act}")
    try:
        yield
    finally:
        await _run(f"DROP TRIGGER broken_{table}" + (f" ON {table}" if is_postgres() else ""))


async def fails_then_works(
    caller: Caller, path: str, body: Any = None, *, last: str, only: str = "", method: str = "POST"
) -> Any:
    """Send the request while its last write, into `last`, fails: nothing remains. Then again: it works; the answer."""
    before = await photograph()
    async with broken(last, only):
        refused = await caller.http.request(method, path, json=body or {})
    assert refused.status_code >= 500, refused.text
    assert "broken" not in refused.text
    assert _changed(before, await photograph()) == {}
    answer = await caller.http.request(method, path, json=body or {})
    assert answer.is_success, answer.text
    assert last in _changed(before, await photograph())
    return answer.json() if answer.content else None


def _changed(before: Picture, after: Picture) -> Picture:
    """Table -> rows that are there now and were not before, or the other way round."""
    return {
        table: sorted(set(rows) ^ set(before[table]))
        for table, rows in after.items()
        if rows != before[table]
    }


async def _run(statement: str) -> None:
    await _connection().execute_script(statement)


def _connection() -> BaseDBAsyncClient:
    handler = get_connections()
    return handler.get(next(iter(handler.db_config)))
