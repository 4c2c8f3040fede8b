"""Server-sent events: the to-do count when it changes, as long as the session lasts, and nothing left behind."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest

from server.api.staff import events
from tests.capabilities.test_bells import until
from tests.support import story
from tests.support.callers import Caller
from tests.support.school import School


class Stream:
    """The events of one open page, in order."""

    def __init__(self, answer: httpx.Response) -> None:
        self._lines = answer.aiter_lines()

    async def next(self) -> tuple[str, Any]:
        """Name and data of the next event; `("", None)` for a sign of life, `("end", None)` after the last."""
        name, data = "", None
        async with asyncio.timeout(20):
            async for line in self._lines:
                if not line:
                    return name, data
                field, _, value = line.partition(": ")
                name = value if field == "event" else name
                data = json.loads(value) if field == "data" else data
        return "end", None


@asynccontextmanager
async def page(caller: Caller) -> AsyncIterator[Stream]:
    """A page that listens."""
    async with caller.http.stream("GET", "staff/events") as answer:
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert answer.headers["cache-control"] == "no-store"
        yield Stream(answer)


async def test_the_count_is_told_at_once_and_whenever_it_changes(school: School) -> None:
    zhangwei, lina = await school.staff("zhangwei"), await school.staff("lina")
    wangfang, zhaolei = await school.staff("wangfang"), await school.staff("zhaolei")
    async with page(zhangwei) as his, page(lina) as hers, page(wangfang) as group, page(zhaolei) as other:
        for stream in (his, hers, group, other):
            assert await stream.next() == ("todo", {"count": 0})
        visit = await story.apply(school)
        assert await his.next() == ("todo", {"count": 1})
        await story.decide(school, "zhangwei", visit)
        assert await his.next() == ("todo", {"count": 0})
        assert await hers.next() == ("todo", {"count": 1})
        await story.decide(school, "lina", visit)
        assert await hers.next() == ("todo", {"count": 0})
        assert [await group.next(), await other.next()] == [("todo", {"count": 1})] * 2
        await story.decide(school, "wangfang", visit)
        assert [await group.next(), await other.next()] == [("todo", {"count": 0})] * 2


async def test_what_is_taken_back_is_told_too(school: School) -> None:
    zhangwei, lina = await school.staff("zhangwei"), await school.staff("lina")
    async with page(zhangwei) as his, page(lina) as hers:
        assert [await his.next(), await hers.next()] == [("todo", {"count": 0})] * 2
        visit = await story.apply(school)
        assert await his.next() == ("todo", {"count": 1})
        decided = await story.decide(school, "zhangwei", visit)
        assert [await his.next(), await hers.next()] == [("todo", {"count": 0}), ("todo", {"count": 1})]
        await zhangwei.post(f"staff/approvals/{decided['task']['id']}/recall")
        assert [await his.next(), await hers.next()] == [("todo", {"count": 1}), ("todo", {"count": 0})]
        await (await school.phone("liuyang")).post(f"visitor/visits/{visit['id']}/withdraw")
        assert await his.next() == ("todo", {"count": 0})


async def test_it_ends_with_the_session(sqlite_school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "HEARTBEAT", 0.02)
    zhangwei = await sqlite_school.staff("zhangwei")
    async with page(zhangwei) as stream:
        assert await stream.next() == ("todo", {"count": 0})
        assert await stream.next() == ("", None)
        await zhangwei.http.delete("session")
        while (said := await stream.next())[0] == "":
            continue
        assert said == ("signed_out", {})
        assert await stream.next() == ("end", None)


async def test_an_account_that_was_closed_hears_nothing_more(
    sqlite_school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "HEARTBEAT", 0.02)
    chenjing, admin = await sqlite_school.staff("chenjing"), await sqlite_school.staff("admin")
    async with page(chenjing) as stream:
        assert await stream.next() == ("todo", {"count": 0})
        await admin.post(f"admin/staff/{chenjing.id}/disable")
        while (said := await stream.next())[0] == "":
            continue
        assert said == ("signed_out", {})


async def test_pages_that_are_closed_leave_nothing_behind(school: School) -> None:
    zhangwei, bell = await school.staff("zhangwei"), school.services.bell
    for _ in range(30):
        async with page(zhangwei) as stream:
            await stream.next()
    for moment in range(30):  # hung up at any moment, also before the first answer
        asking = asyncio.create_task(zhangwei.http.get("staff/events"))
        await asyncio.wait({asking}, timeout=moment / 1000)
        asking.cancel()
        await asyncio.wait({asking})
    await until(lambda: not bell.ears)
    await story.apply(school)
    assert len((await zhangwei.get("staff/approvals"))["items"]) == 1


async def test_pages_do_not_hold_the_server_up_when_it_stops(sqlite_school: School) -> None:
    async with page(await sqlite_school.staff("zhangwei")) as stream:
        await stream.next()
        sqlite_school.services.bell.stop()
        assert await stream.next() == ("end", None)


async def test_a_database_that_fails_ends_the_stream_so_that_the_page_asks_again(
    sqlite_school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "HEARTBEAT", 0.02)

    async def broken(session_id: str) -> None:
        raise OSError("the database went away")

    zhangwei = await sqlite_school.staff("zhangwei")
    with pytest.raises(httpx.TransportError):
        async with page(zhangwei) as stream:
            await stream.next()
            monkeypatch.setattr(events, "actor_in", broken)
            while (await stream.next())[0] != "end":
                continue
    refused = await zhangwei.get("staff/events", status=503)
    assert refused["code"] == "temporarily_unavailable"
    await until(lambda: not sqlite_school.services.bell.ears)
