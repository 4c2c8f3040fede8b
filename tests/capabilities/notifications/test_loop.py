"""The loop that keeps a sender at work."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from server.db.sql import rows
from server.notifications import outbox
from server.notifications.loop import DeliveryLoop
from server.notifications.states import MessageStatus
from tests.capabilities.notifications.desk import TEMPLATE_PATH, Desk


@asynccontextmanager
async def _at_work(desk: Desk, poll_seconds: float) -> AsyncIterator[DeliveryLoop]:
    limits = desk.settings.notifications.model_copy(update={"poll_seconds": poll_seconds})
    loop, stop = DeliveryLoop(desk.sender, limits), asyncio.Event()
    task = asyncio.create_task(loop.run(stop))
    try:
        yield loop
    finally:
        stop.set()
        await asyncio.wait_for(task, 10)


async def _until(true: Callable[[], Awaitable[bool]]) -> None:
    """Wait for something to become true; the test fails if it never does."""
    async with asyncio.timeout(10):
        while not await true():  # noqa: ASYNC110 (neither the database nor the sandbox calls back)
            await asyncio.sleep(0.01)


async def test_a_message_is_sent_as_soon_as_it_is_committed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with _at_work(desk, poll_seconds=3600) as loop:
        monkeypatch.setattr(outbox, "_wake", loop.wake)
        await desk.tell("lina")
        await _until(lambda: _some(desk))


async def test_without_a_call_the_next_poll_finds_it(desk: Desk) -> None:
    async with _at_work(desk, poll_seconds=0.01):
        await desk.tell("lina")
        await _until(lambda: _some(desk))


async def test_the_next_message_of_a_person_does_not_wait_for_the_poll(desk: Desk) -> None:
    for number in range(5):
        await desk.tell("lina", purpose=f"第{number}件事")
    async with _at_work(desk, poll_seconds=3600):
        await _until(lambda: _some(desk, 5))


async def test_it_survives_a_database_that_is_away(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    await desk.tell("lina")
    await rows("ALTER TABLE outgoing_message RENAME TO elsewhere")

    async def noticed() -> bool:
        return "delivery round failed" in caplog.text

    async with _at_work(desk, poll_seconds=0.01):
        await _until(noticed)
        await rows("ALTER TABLE elsewhere RENAME TO outgoing_message")
        await _until(lambda: _some(desk))


async def test_it_survives_a_wechat_that_is_away(desk: Desk) -> None:
    message_id = await desk.tell("lina")
    desk.trouble(kind="bad_gateway", path="*")
    async with _at_work(desk, poll_seconds=0.01):
        await _until(lambda: _is(desk, message_id, MessageStatus.WAITING))
        desk.after(2)
        await _until(lambda: _some(desk))


async def test_it_finishes_what_is_under_way_before_it_ends(desk: Desk) -> None:
    message_id = await desk.tell("lina")
    desk.trouble(kind="slow", path=TEMPLATE_PATH, ms=300)
    async with _at_work(desk, poll_seconds=0.01):
        await _until(lambda: _some(desk))
    assert (await desk.row(message_id)).status is MessageStatus.SENT


async def test_a_message_that_breaks_off_is_reported_and_tried_again(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    message_id = await desk.tell("lina")
    await rows("ALTER TABLE delivery_attempt RENAME TO elsewhere")
    await desk.deliver()
    await rows("ALTER TABLE elsewhere RENAME TO delivery_attempt")
    (broken,) = [each for each in caplog.records if each.message == "delivery broke off"]
    assert (broken.__dict__["message_id"], broken.__dict__["error"]) == (message_id, "OperationalError")
    desk.after(61)
    await desk.deliver()
    assert (await desk.row(message_id)).status is MessageStatus.SENT


async def _some(desk: Desk, number: int = 1) -> bool:
    return len(desk.arrived()) == number


async def _is(desk: Desk, message_id: str, status: MessageStatus) -> bool:
    return (await desk.row(message_id)).status is status
