"""The services the other tests stand on: they answer, they keep tests apart, and they go away."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg
import pytest
import redis.asyncio as aioredis

from tests.support import services
from tests.support.databases import create_database, fresh_database


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with services.postgres() as dsn:
        yield dsn


async def _run(dsn: str, *statements: str) -> object:
    """The value the last statement answers."""
    connection = await asyncpg.connect(dsn)
    try:
        for statement in statements[:-1]:
            await connection.execute(statement)
        return await connection.fetchval(statements[-1])
    finally:
        await connection.close()


def _listening(url: str) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", urlsplit(url).port or 0)) == 0


async def test_each_test_has_its_own_copy_of_the_template(server: str) -> None:
    template = await create_database(server, "filled")
    await _run(template, "CREATE TABLE note (text text)", "INSERT INTO note VALUES ('来') RETURNING text")
    async with fresh_database(server, "filled") as first:
        await _run(first, "DELETE FROM note", "SELECT 1")
        async with fresh_database(server, "filled") as second:
            assert await _run(first, "SELECT count(*) FROM note") == 0
            assert await _run(second, "SELECT text FROM note") == "来"


async def test_a_database_goes_even_when_a_connection_was_left_open(server: str) -> None:
    async with fresh_database(server, "template1") as dsn:
        left_open = await asyncpg.connect(dsn)
    with pytest.raises(asyncpg.InvalidCatalogNameError):
        await asyncpg.connect(dsn)
    left_open.terminate()


async def test_text_is_unicode_and_folds_case_beyond_ascii(server: str) -> None:
    assert await _run(server, "SELECT lower('É𠮷')") == "é𠮷"


async def test_redis_answers_and_is_gone_after_the_block() -> None:
    with services.redis() as url:
        client = aioredis.Redis.from_url(url)
        assert await client.ping()
        await client.aclose()
    assert not _listening(url)


def test_postgres_is_gone_after_a_failure() -> None:
    with pytest.raises(ZeroDivisionError), services.postgres() as dsn:
        raise ZeroDivisionError
    assert not _listening(dsn)


def test_a_program_that_does_not_start_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "redis_server", lambda: sys.executable)
    with pytest.raises(services.ServiceFailed, match="did not start"), services.redis():
        pass


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent died")
def test_a_killed_run_leaves_no_service_behind(tmp_path: Path) -> None:
    program = (
        "from tests.support.services import redis\nwith redis() as url:\n print(url, flush=True)\n input()"
    )
    own_folder = os.environ | {"TMPDIR": str(tmp_path)}  # nobody is left to remove it but pytest
    pipe = subprocess.PIPE
    run = subprocess.Popen(
        [sys.executable, "-c", program], stdin=pipe, stdout=pipe, text=True, env=own_folder
    )
    assert run.stdout
    url = run.stdout.readline().strip()
    assert _listening(url)
    os.kill(run.pid, signal.SIGKILL)
    run.communicate()
    deadline = time.monotonic() + 20
    while _listening(url) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not _listening(url)
