"""Four hundred clients that hang up at any moment leave both databases healthy."""

import asyncio
import json
import random
import sqlite3
import time as real_time
from typing import Any
from urllib.parse import urlsplit

import asyncpg

from server.db.transaction import settled
from tests.support import story
from tests.support.callers import Caller
from tests.support.school import School

CLIENTS = 400
AT_ONCE = 3  # few enough for the server to be in the middle of each when it is cut off


def _request(caller: Caller, method: str, path: str, body: Any = None) -> bytes:
    content = b"" if body is None else json.dumps(body).encode()
    head = [
        f"{method} /api/v1/{path} HTTP/1.1",
        "Host: school",
        f"Authorization: {caller.http.headers['Authorization']}",
        "Content-Type: application/json",
        f"Content-Length: {len(content)}",
    ]
    return "\r\n".join([*head, "", ""]).encode() + content


async def _requests(school: School) -> list[bytes]:
    """Reads and writes of every audience; one of them never ends."""
    zhangwei, liuyang = await school.staff("zhangwei"), await school.phone("liuyang")
    guard = await school.staff("zhouqiang")
    visit = await story.apply(school)
    many = await story.invite(school, max_uses=100)
    gate = (await guard.get("gate/gates"))["items"][0]
    application = await story.visit_body(school, "liuyang", many)
    scan = {"code": "0000000000", "gate_id": gate["id"], "direction": "in", "nonce": "n"}
    write = _request(zhangwei, "POST", "staff/invitations", story.invitation_body(school))
    return [
        _request(liuyang, "GET", "visitor/invitations?phone=13800138000"),
        _request(liuyang, "GET", f"visitor/visits/{visit['id']}"),
        _request(zhangwei, "GET", "staff/approvals?box=todo"),
        _request(zhangwei, "GET", "staff/visits"),
        write,
        write[:-20],
        _request(liuyang, "POST", "visitor/visits", application),
        _request(liuyang, "POST", f"visitor/visits/{visit['id']}/urge"),
        _request(guard, "POST", "gate/scans", scan),
    ]


async def _hang_up(school: School, request: bytes, after: float, *, rudely: bool) -> None:
    url = urlsplit(school.url)
    _, writer = await asyncio.open_connection(url.hostname, url.port)
    writer.write(request)
    await asyncio.sleep(after)
    if rudely:
        writer.transport.abort()
    else:
        writer.close()


async def test_four_hundred_clients_hang_up(school: School) -> None:
    chance, requests = random.Random(20261123), await _requests(school)
    door = asyncio.Semaphore(AT_ONCE)

    async def client(request: bytes, after: float, rudely: bool) -> None:
        async with door:
            await _hang_up(school, request, after, rudely=rudely)

    calls = [
        client(chance.choice(requests), chance.uniform(0, 0.03), chance.random() < 0.5)
        for _ in range(CLIENTS)
    ]
    await asyncio.gather(*calls)
    await asyncio.wait_for(settled(), 30)  # what they asked for is done to its end, though nobody listens
    began = real_time.monotonic()
    invitation = await story.invite(school)
    assert real_time.monotonic() - began < 2  # two requests, each within a second
    visit = await story.apply(school, invitation=invitation)
    await story.decide(school, "zhangwei", visit)
    await _more_writes_than_the_pool_holds(school)
    await _no_transaction_is_open(school)


async def _more_writes_than_the_pool_holds(school: School) -> None:
    zhangwei = await school.staff("zhangwei")
    number = school.settings.database.pool_max + 10
    body = story.invitation_body(school)
    await asyncio.gather(*[zhangwei.post("staff/invitations", body, status=201) for _ in range(number)])


async def _no_transaction_is_open(school: School) -> None:
    url = school.settings.database.url
    if school.settings.on_sqlite:
        other = sqlite3.connect(url.removeprefix("sqlite://"), timeout=0, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")
        other.close()
        return
    connection = await asyncpg.connect(url)
    others = "datname = current_database() AND pid <> pg_backend_pid()"
    states = await connection.fetch(f"SELECT state FROM pg_stat_activity WHERE {others}")  # noqa: S608
    await connection.close()
    assert {row["state"] for row in states} == {"idle"}
