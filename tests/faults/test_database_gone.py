"""The database stops and comes back under a running product, and connections break at the worst moments."""

import asyncio
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest

from server import runtime
from server.db import postgres
from tests.conftest import RING, demo_settings, prepare
from tests.support import services, story
from tests.support.databases import create_database
from tests.support.school import School, open_school
from tests.support.time import Time
from tests.support.waiting import until

MORE_THAN_THE_POOL_HOLDS = 30


@pytest.fixture
def own_cluster() -> Iterator[services.Cluster]:
    """A PostgreSQL that nobody else needs."""
    with services.cluster() as made:
        yield made


@asynccontextmanager
async def _worker(school: School) -> AsyncIterator[asyncio.Task[None]]:
    stop = asyncio.Event()
    task = asyncio.create_task(runtime.delivery(school.services).run(stop))
    try:
        yield task
    finally:
        stop.set()
        await asyncio.wait_for(task, 10)


async def _ready(school: School) -> httpx.Response:
    nobody = school.nobody()
    try:
        return await nobody.http.get(f"{school.url}/health/ready")
    finally:
        await nobody.http.aclose()


def _unavailable(answer: httpx.Response) -> None:
    assert answer.status_code == 503, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert int(answer.headers["Retry-After"]) > 0
    assert answer.json()["code"] == "temporarily_unavailable"


async def test_stopped_and_started_again(own_cluster: services.Cluster, tmp_path: Path, time: Time) -> None:
    with ExitStack() as first:
        first.enter_context(own_cluster.running(signal.SIGINT))
        dsn = await create_database(own_cluster.dsn, "school")
        settings = demo_settings(tmp_path, DATABASE_URL=dsn)
        await prepare(settings)
        async with open_school(settings, RING, time) as school, _worker(school) as worker:
            visit = await story.apply(school)
            await until(lambda: _told(school, "zhangwei"))
            await asyncio.to_thread(first.close)
            await _while_it_is_away(school)
            with own_cluster.running():
                await until(lambda: _is_ready(school))
                await story.decide(school, "zhangwei", visit)
                await until(lambda: _told(school, "lina"))
                assert not worker.done()
                await _many_at_once(school)


async def _while_it_is_away(school: School) -> None:
    zhangwei = (await school.staff("zhangwei")).http
    asked: list[Any] = []
    for _ in range(MORE_THAN_THE_POOL_HOLDS):
        asked += [zhangwei.get("staff/approvals"), zhangwei.post("staff/invitations", json={})]
    for answer in await asyncio.gather(*asked):
        _unavailable(answer)
    ready = await _ready(school)
    assert (ready.status_code, ready.json()["code"]) == (503, "not_ready")
    assert ready.json()["context"]["checks"]["database"] != "ok"
    assert (await zhangwei.get(f"{school.url}/health/live")).status_code == 200


async def _many_at_once(school: School) -> None:
    zhangwei = await school.staff("zhangwei")
    body = story.invitation_body(school)
    await asyncio.gather(
        *[zhangwei.post("staff/invitations", body, status=201) for _ in range(MORE_THAN_THE_POOL_HOLDS)]
    )


async def _told(school: School, person: str) -> bool:
    return bool(school.world.mailbox.find({"person": person}))


async def _is_ready(school: School) -> bool:
    return (await _ready(school)).status_code == 200


async def test_a_connection_that_breaks_under_a_request(postgres_school: School) -> None:
    school = postgres_school
    visit = await story.apply(school)
    zhangwei = await school.staff("zhangwei")
    task_id = await story.task_of(zhangwei, visit)
    watcher = await asyncpg.connect(school.settings.database.url)
    holder = await asyncpg.connect(school.settings.database.url)
    blocked = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )

    async def broken() -> bool:
        return bool(await watcher.fetch(blocked))

    async with holder.transaction():
        await holder.execute("SELECT 1 FROM approval_task WHERE id = $1 FOR UPDATE", task_id)
        asking = asyncio.create_task(zhangwei.http.post(f"staff/approvals/{task_id}/approve", json={}))
        await until(broken)
        _unavailable(await asking)
    await holder.close()
    await watcher.close()
    await story.decide(school, "zhangwei", visit)


async def test_a_transaction_that_cannot_begin_costs_the_pool_nothing(
    postgres_school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(self: object) -> None:
        raise asyncpg.ConnectionDoesNotExistError("connection was closed in the middle of operation")

    zhangwei = await postgres_school.staff("zhangwei")
    body = story.invitation_body(postgres_school)
    with monkeypatch.context() as patched:
        patched.setattr(postgres._Transaction, "begin", broken)
        for _ in range(MORE_THAN_THE_POOL_HOLDS):
            _unavailable(await zhangwei.http.post("staff/invitations", json=body))
    await _many_at_once(postgres_school)
