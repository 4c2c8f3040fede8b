"""What WeChat reports about messages whose number we never learnt, and how its events are shared and forgotten."""

import asyncio
from datetime import timedelta

from server.journey.hear import work_off
from server.notifications import events
from server.notifications.models import OutgoingMessage, PlatformEvent
from server.notifications.states import MessageStatus
from server.wechat.callback_events import CallbackEvent, EventKind
from server.wechat.options import Account
from server.wechat.sandbox.accounts import Kind
from tests.capabilities.notifications.desk import RESULT, SUBSCRIBE_PATH, Desk

CUT = {"kind": "truncated", "path": SUBSCRIBE_PATH}


async def _reported(desk: Desk, status: str = "failed:1 system failed") -> None:
    """WeChat reports on a message to liuyang of a number that we do not know."""
    event = CallbackEvent(
        account=Account.MINI_PROGRAM,
        kind=EventKind.SUBSCRIBE_FINISHED,
        event="subscribe_msg_sent_event",
        openid=desk.openid("liuyang", Kind.MP),
        created_at=desk.now,
        key="",
        ticket="",
        template_id=RESULT,
        msgid="3500000000000000007",
        status=status,
    )
    await events.store([event])


async def _hear(desk: Desk) -> int:
    return await work_off(desk.client, desk.templates)


async def _in_doubt(desk: Desk) -> str:
    await desk.agree("liuyang")
    message_id = await desk.tell("liuyang", "visit_approved")
    desk.trouble(**CUT)
    await desk.deliver()
    return message_id


async def _ended(desk: Desk, message_id: str) -> tuple[MessageStatus, str]:
    row: OutgoingMessage = await desk.row(message_id)
    return row.status, row.last_reason


async def test_a_failure_reported_before_we_drew_our_conclusion(desk: Desk) -> None:
    message_id = await _in_doubt(desk)
    await _reported(desk)
    desk.after(2)
    await desk.deliver()
    assert await _ended(desk, message_id) == (MessageStatus.FAILED, "unconfirmed")


async def test_a_failure_reported_after_we_drew_our_conclusion(desk: Desk) -> None:
    message_id = await _in_doubt(desk)
    desk.after(2)
    await desk.deliver()
    assert await _ended(desk, message_id) == (MessageStatus.SENT, "likely_sent")
    await _reported(desk)
    assert await _hear(desk) == 0
    desk.after(601)
    assert await _hear(desk) == 1
    assert await _ended(desk, message_id) == (MessageStatus.FAILED, "failed:1 system failed")


async def test_a_success_of_which_we_never_learnt_the_number_changes_nothing(desk: Desk) -> None:
    message_id = await _in_doubt(desk)
    desk.after(2)
    await desk.deliver()
    await _reported(desk, "success")
    desk.after(601)
    assert await _hear(desk) == 1
    assert await _ended(desk, message_id) == (MessageStatus.SENT, "likely_sent")


async def test_two_workers_handle_an_event_once(any_desk: Desk) -> None:
    await _reported(any_desk)
    any_desk.after(601)
    assert sum(await asyncio.gather(_hear(any_desk), _hear(any_desk))) == 1


async def test_events_are_forgotten_a_month_after_they_were_handled(desk: Desk) -> None:
    await _reported(desk)
    desk.after(601)
    await _hear(desk)
    for days, left in ((30, 1), (1, 0)):
        desk.after(timedelta(days=days).total_seconds())
        await events.forget_old()
        assert await PlatformEvent.all().count() == left


async def test_an_alarm_names_the_keyword_that_was_refused(desk: Desk) -> None:
    desk.consent("liuyang")
    mini = desk.world.first(Kind.MP)
    strict = mini.model_copy(
        update={
            "templates": [
                each.model_copy(update={"keywords": {"phrase1": "结果", "thing9": "另一项"}})
                if each.id == RESULT
                else each
                for each in mini.templates
            ]
        }
    )
    desk.world.setup.accounts[desk.world.setup.accounts.index(mini)] = strict
    await desk.tell("liuyang", "visit_approved")
    await desk.deliver()
    ((key, detail),) = (await desk.alarms()).items()
    assert (key, detail.split()[0]) == ("mini_program.bad_value.visit_approved", "47003")
    assert detail.split()[1].startswith("thing")
