"""One connection for the statements of a request: kept inside the block, given back after it."""

import pytest
from tortoise.exceptions import IntegrityError

from server.db.borrowed import one_connection
from server.db.sql import connection, fetch, is_postgres, rows
from server.db.transaction import transaction
from server.organisation.models import Gate
from tests.support.school import School

_WHO = "SELECT pg_backend_pid() AS pid"


async def test_every_statement_inside_goes_over_it(postgres_school: School) -> None:
    async with one_connection():
        assert is_postgres()
        pids = {(await rows(_WHO))[0]["pid"] for _ in range(3)}
        assert await Gate.all().count() == 2
        _, found = await connection().execute_query(_WHO)
        pids.add(found[0]["pid"])
    assert len(pids) == 1


async def test_it_is_given_back_also_after_an_error(postgres_school: School) -> None:
    for _ in range(30):  # more often than the pool has places
        with pytest.raises(IntegrityError):
            async with one_connection():
                await fetch("INSERT INTO gate (id, name) SELECT id, name FROM gate LIMIT 1")
    assert await Gate.all().count() == 2


async def test_a_transaction_inside_is_refused_rather_than_half_outside(postgres_school: School) -> None:
    @transaction
    async def rename() -> None:
        await Gate.filter(name="东门").update(name="新门")

    with pytest.raises(RuntimeError):
        async with one_connection():
            await rename()
    await rename()
    assert await Gate.filter(name="新门").exists()


async def test_sqlite_has_only_one_anyway(sqlite_school: School) -> None:
    async with one_connection():
        assert not is_postgres()
        assert [tuple(row) for row in await fetch("SELECT $1 + $2", 1, 2)] == [(3,)]
