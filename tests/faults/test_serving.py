"""Serving processes that are killed, asked to stop in the middle of a request, or started all at once."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from threading import Barrier

import httpx
import pytest

from server.db.lifecycle import close_database, open_database
from server.db.sql import rows
from server.demo.cast import PASSWORD
from server.kit import clock, sealing
from server.settings import ROOT, Settings
from server.wechat.sandbox.faults import Fault
from tests.conftest import RING, demo_settings, postgres_settings
from tests.support.callers import PLAIN
from tests.support.databases import create_database
from tests.support.processes import RealTime, answers, ended, environment_of, ready, running
from tests.support.school import School, open_school
from tests.support.services import free_port
from tests.support.waiting import until

MIGRATIONS = sorted(path.stem for path in (ROOT / "server/db/migrations").glob("0*.py"))
LOGIN = "/sns/jscode2session"


@pytest.fixture
async def school_beside(sqlite_settings: Settings) -> AsyncIterator[School]:
    """A school on the machine's clock, for its sandbox and its database."""
    time = RealTime()
    with clock.driven_by(time.now):
        async with open_school(sqlite_settings, RING, time) as school:
            yield school


def _children(pid: int) -> set[int]:
    return {int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()}


def _alive(pids: set[int]) -> set[int]:
    return {pid for pid in pids if Path(f"/proc/{pid}").exists()}


def _key_files(folder: Path) -> dict[str, int]:
    """Name -> mode."""
    return {path.name: path.stat().st_mode & 0o777 for path in folder.glob("keys*")}


def _client(port: int) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}/api/v1/", trust_env=False, verify=PLAIN)


async def test_a_killed_serving_process_is_replaced(
    postgres_server: str, postgres_template: str, redis_url: str, tmp_path: Path
) -> None:
    port = free_port()
    async with postgres_settings(
        postgres_server, postgres_template, tmp_path, REDIS_URL=redis_url
    ) as settings:
        environment = {
            "VISITOR_CONFIG": "demo",
            "DATABASE_URL": settings.database.url,
            "REDIS_URL": redis_url,
            "WORKERS": "2",
            "PORT": str(port),
        }
        with running(tmp_path, "serve", environment=environment) as process:
            await ready(port)
            before = _children(process.pid)
            assert len(before) == 2
            victim = before.pop()
            os.kill(victim, signal.SIGKILL)

            async def replaced() -> bool:
                said = {"username": "zhangwei", "password": PASSWORD}
                async with _client(port) as newcomer:
                    assert (await newcomer.post("session/password", json=said)).status_code == 200
                now = _children(process.pid)
                return len(now) == 2 and victim not in now

            await until(replaced)
            children = _children(process.pid)
            process.send_signal(signal.SIGTERM)
            assert await ended(process) == 0
            assert not _alive(children)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
async def test_asked_to_stop_it_answers_what_was_asked_before(
    school_beside: School, tmp_path: Path, how: signal.Signals
) -> None:
    school, port = school_beside, free_port()
    environment = {**environment_of(school, RING), "PORT": str(port)}
    async with _client(port) as browser:  # which keeps its connection open
        with running(tmp_path, "serve", environment=environment) as process:
            await ready(port)
            school.world.faults.rules.append(Fault.model_validate({"kind": "slow", "path": LOGIN, "ms": 800}))
            said = {"code": school.login_code("liuyang")}
            asking = asyncio.create_task(browser.post("session/wechat", json=said))

            async def under_way() -> bool:
                return not school.world.faults.rules

            await until(under_way)
            process.send_signal(how)
            assert (await asking).status_code == 200
            assert await asyncio.to_thread(process.wait, 5) == 0
    assert not await answers(port)


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
async def test_six_first_starts_at_once_make_one_history(
    request: pytest.FixtureRequest, tmp_path: Path, kind: str
) -> None:
    environment = {"VISITOR_CONFIG": "demo"}
    if kind == "postgres":
        server = request.getfixturevalue("postgres_server")
        environment["DATABASE_URL"] = await create_database(server, f"empty_{free_port()}")
    with ExitStack() as stack:
        started = [
            stack.enter_context(running(tmp_path, "migrate", environment=environment)) for _ in range(6)
        ]
        codes = [await ended(process) for process in started]
    assert codes == [0] * 6, (tmp_path / "migrate.log").read_text()
    assert await _applied(demo_settings(tmp_path, **environment)) == MIGRATIONS
    assert _key_files(tmp_path) == {"keys.json": 0o600}


async def _applied(settings: Settings) -> list[str]:
    await open_database(settings)
    try:
        return [row["name"] for row in await rows("SELECT name FROM tortoise_migrations ORDER BY name")]
    finally:
        await close_database()


def test_of_processes_that_start_together_one_makes_the_keys(tmp_path: Path) -> None:
    together = Barrier(8)

    def start(number: int) -> sealing.KeyRing:
        together.wait()
        return sealing.ring_from_file(tmp_path / f"round-{number}" / "keys.json", create=True)

    with ThreadPoolExecutor(8) as processes:
        for number in range(20):
            rings = list(processes.map(start, [number] * 8))
            assert all(ring == rings[0] for ring in rings)
