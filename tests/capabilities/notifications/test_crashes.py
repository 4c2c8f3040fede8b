"""A worker that dies anywhere on the way: the message still arrives once, or we can say what became of it."""

import asyncio
from datetime import timedelta

import pytest

from server.db.sql import rows
from server.notifications import claims
from server.notifications.sender import Sender
from server.notifications.states import MessageStatus
from server.wechat.client import WeChatClient
from tests.capabilities.notifications.desk import SUBSCRIBE_PATH, TEMPLATE_PATH, Desk, open_desk

LEASE = timedelta(seconds=60)
STAFF, VISITOR = ("lina", "review_requested"), ("liuyang", "visit_approved")
BOTH = pytest.mark.parametrize(("key", "kind"), [STAFF, VISITOR], ids=["service", "mini_program"])


class _Dying:
    """A gateway whose worker is killed once WeChat has taken the message."""

    def __init__(self, client: WeChatClient) -> None:
        self._client = client

    async def send_template(self, *args: object) -> None:
        """Send and die."""
        await self._client.send_template(*args)  # type: ignore[arg-type]
        raise asyncio.CancelledError

    async def send_subscribe(self, *args: object) -> None:
        """Send and die."""
        await self._client.send_subscribe(*args)  # type: ignore[arg-type]
        raise asyncio.CancelledError


class _Overtaken:
    """A gateway so slow that another worker has sent the message before it answers."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def send_template(self, *args: object) -> str | None:
        """Send, and answer a minute later."""
        answer = await self._desk.client.send_template(*args)  # type: ignore[arg-type]
        self._desk.after(61)
        await self._desk.deliver()
        return answer


def _dying_sender(desk: Desk) -> Sender:
    sender = desk.new_sender()
    sender._courier._gateway = _Dying(desk.client)  # type: ignore[assignment]
    return sender


async def _arrived_once(desk: Desk, key: str, message_id: str) -> None:
    """Nothing happens while the claim lasts; afterwards the message is settled and has arrived once."""
    assert (await desk.row(message_id)).status is MessageStatus.SENDING
    desk.after(LEASE.total_seconds())
    assert await desk.deliver() == 0
    desk.after(1)
    # The mini-program does not recognise repeats; there WeChat's report tells.
    begun = await desk.deliver()
    await desk.hear()
    assert begun == (1 if (await desk.row(message_id)).last_reason == "sent" else 0)
    assert len(desk.arrived(key)) == 1
    assert (await desk.row(message_id)).status is MessageStatus.SENT


@BOTH
async def test_killed_before_the_claim(desk: Desk, key: str, kind: str) -> None:
    await desk.agree(key)
    message_id = await desk.tell(key, kind)
    assert await desk.new_sender().deliver_due("the-next-worker") == 1
    assert len(desk.arrived(key)) == 1
    assert (await desk.row(message_id)).status is MessageStatus.SENT


@BOTH
async def test_killed_after_the_claim(any_desk: Desk, key: str, kind: str) -> None:
    await any_desk.agree(key)
    message_id = await any_desk.tell(key, kind)
    assert len(await claims.claim("dead", 1, LEASE)) == 1
    await _arrived_once(any_desk, key, message_id)
    assert [outcome for _, outcome in await any_desk.log(message_id)] == ["lost", "sent"]


@BOTH
async def test_killed_after_the_platform_took_it(desk: Desk, key: str, kind: str) -> None:
    await desk.agree(key)
    message_id = await desk.tell(key, kind)
    await _dying_sender(desk).deliver_due("dead")
    assert len(desk.arrived(key)) == 1
    await _arrived_once(desk, key, message_id)
    how = "sent" if (key, kind) == STAFF else "confirmed"
    assert [outcome for _, outcome in await desk.log(message_id)] == ["lost", how]


async def test_killed_just_before_the_mini_program_was_asked(desk: Desk) -> None:
    """To us the same as just after, but for the report that never comes."""
    await desk.agree("liuyang")
    message_id = await desk.tell(*VISITOR)
    (held,) = await claims.claim("dead", 1, LEASE)
    assert await claims.begin(held, desk.now)
    for seconds in (61, 121):
        desk.after(seconds)
        await desk.deliver()
        await desk.hear()
    row = await desk.row(message_id)
    assert (row.status, row.last_reason) == (MessageStatus.FAILED, "unconfirmed")
    assert desk.arrived() == []


@BOTH
async def test_killed_before_the_result_is_stored(desk: Desk, key: str, kind: str) -> None:
    await desk.agree(key)
    message_id = await desk.tell(key, kind)
    await rows(
        "CREATE TRIGGER full BEFORE INSERT ON delivery_attempt BEGIN SELECT RAISE(ABORT, 'disk full'); END"
    )
    await desk.deliver()
    await rows("DROP TRIGGER full")
    await _arrived_once(desk, key, message_id)


@pytest.mark.parametrize(
    ("key", "kind", "path", "when"),
    [
        (*STAFF, TEMPLATE_PATH, "timeout_before"),
        (*STAFF, TEMPLATE_PATH, "timeout_after"),
        (*VISITOR, SUBSCRIBE_PATH, "timeout_after"),
    ],
)
async def test_an_answer_that_never_came(desk: Desk, key: str, kind: str, path: str, when: str) -> None:
    async with open_desk(desk.settings, desk.time, timeout_seconds=0.2) as slow:
        await slow.agree(key)
        message_id = await slow.tell(key, kind)
        slow.trouble(kind=when, path=path, ms=1500)
        await slow.deliver()
        row = await slow.row(message_id)
        assert (row.status, row.last_reason, row.last_code) == (MessageStatus.WAITING, "unknown", None)
        slow.after(2)
        await slow.deliver()
        await slow.hear()
        assert len(slow.arrived(key)) == 1
        assert (await slow.row(message_id)).status is MessageStatus.SENT


async def test_a_message_without_consent_is_not_taken_for_sent(desk: Desk) -> None:
    message_id = await desk.tell("liuyang", "visit_approved")
    desk.trouble(kind="errcode", path=SUBSCRIBE_PATH, errcode=-1)
    await desk.deliver()
    desk.after(2)
    await desk.deliver()
    # WeChat said it was busy: nothing had gone out, so the missing consent means what it says.
    assert (await desk.row(message_id)).status is MessageStatus.FAILED


async def test_an_answer_after_the_claim_has_ended_changes_nothing(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    message_id = await desk.tell("lina")
    slow = desk.new_sender()
    slow._courier._gateway = _Overtaken(desk)  # type: ignore[assignment]
    await slow.deliver_due("slow")
    assert len(desk.arrived("lina")) == 1
    assert await desk.log(message_id) == [("service", "lost"), ("service", "sent")]
    assert f"message {message_id}: answered after its claim had ended" in caplog.text


async def test_a_claim_that_ended_while_waiting_its_turn_is_not_used(desk: Desk) -> None:
    message_id = await desk.tell("lina")
    (late,) = await claims.claim("late", 1, LEASE)
    desk.after(61)
    await desk.sender._courier.carry(late)
    assert desk.arrived("lina") == []
    await desk.deliver()
    assert await desk.log(message_id) == [("service", "lost"), ("service", "sent")]
