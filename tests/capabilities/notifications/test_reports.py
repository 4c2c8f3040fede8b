"""What WeChat reports about messages whose number we never learnt, and how its events are shared and forgotten."""

import asyncio
from datetime import timedelta

import pytest

from server.journey.hear import work_off
from server.notifications import claims, credits, events
from server.notifications.models import OutgoingMessage, PlatformEvent
from server.notifications.states import MessageStatus
from server.wechat.callback_events import CallbackEvent, EventKind
from server.wechat.options import Account
from server.wechat.sandbox.accounts import Kind
from tests.capabilities.notifications.desk import RESULT, REVIEW_MP, SUBSCRIBE_PATH, TEMPLATE_PATH, Desk

CUT = {"kind": "truncated", "path": SUBSCRIBE_PATH}


def _report(desk: Desk, key: str, kind: Kind, event: EventKind, status: str) -> CallbackEvent:
    mini = kind is Kind.MP
    return CallbackEvent(
        account=Account.MINI_PROGRAM if mini else Account.SERVICE,
        kind=event,
        event="subscribe_msg_sent_event" if mini else "TEMPLATESENDJOBFINISH",
        openid=desk.openid(key, kind),
        created_at=desk.now,
        key="",
        ticket="",
        template_id=RESULT if mini else "",
        msgid="3500000000000000007",
        status=status,
    )


async def _reported(desk: Desk, status: str = "failed:1 system failed") -> None:
    """WeChat reports on a message to liuyang of a number that we do not know."""
    await events.store([_report(desk, "liuyang", Kind.MP, EventKind.SUBSCRIBE_FINISHED, status)])


async def _in_doubt(desk: Desk) -> str:
    await desk.agree("liuyang")
    message_id = await desk.tell("liuyang", "visit_approved")
    desk.trouble(**CUT)
    await desk.deliver()
    return message_id


async def _ended(desk: Desk, message_id: str) -> tuple[MessageStatus, str]:
    row: OutgoingMessage = await desk.row(message_id)
    return row.status, row.last_reason


@pytest.mark.parametrize("seconds", [1, 3600], ids=["in time", "after we gave up"])
async def test_a_reported_failure_ends_the_doubt(desk: Desk, seconds: int) -> None:
    message_id = await _in_doubt(desk)
    await _reported(desk)
    desk.after(seconds)
    await desk.deliver()
    assert await work_off(desk.client, desk.templates) == 1
    assert await _ended(desk, message_id) == (MessageStatus.FAILED, "failed:1 system failed")
    assert await credits.of(await desk.know("liuyang")) == {RESULT: 1}


async def test_a_failure_of_the_service_account_in_doubt_goes_to_the_next_channel(desk: Desk) -> None:
    desk.consent("lina", REVIEW_MP)
    message_id = await desk.tell("lina")
    desk.trouble(kind="bad_gateway", path=TEMPLATE_PATH)
    await desk.deliver()
    event = _report(desk, "lina", Kind.SA, EventKind.TEMPLATE_FINISHED, "failed:user block")
    await events.store([event])
    assert await desk.hear() == 1
    await desk.deliver()
    assert await desk.log(message_id) == [
        ("service", "unknown"),
        ("service", "undelivered"),
        ("mini_program", "sent"),
    ]


async def test_a_report_outlives_the_death_of_every_worker(desk: Desk) -> None:
    await desk.agree("liuyang")
    message_id = await desk.tell("liuyang", "visit_approved")
    (held,) = await claims.claim("dead", 1, timedelta(seconds=60))
    assert await claims.begin(held, desk.now)
    await _reported(desk, "success")
    desk.after(3600)
    # Heard first, and the claim of the dead only freed afterwards.
    assert await desk.hear() == 0
    await desk.deliver()
    assert await desk.hear() == 1
    assert await _ended(desk, message_id) == (MessageStatus.SENT, "confirmed")


async def test_an_account_that_tells_no_numbers_reports_all_the_same(desk: Desk) -> None:
    """§5.3: treat the number as optional."""
    desk.consent("liuyang", times=2)
    ids = []
    for _ in range(2):
        ids.append(await desk.tell("liuyang", "visit_approved"))
        await desk.deliver()
        await OutgoingMessage.all().update(platform_id=None)
        desk.after(10)
        assert await desk.hear() == 1
    rows = [await desk.row(each) for each in ids]
    assert [row.delivered_at for row in rows] == [row.sent_at for row in rows]


async def test_a_report_on_somebody_we_do_not_know_is_let_go(desk: Desk) -> None:
    await events.store([_report(desk, "wangfang", Kind.SA, EventKind.TEMPLATE_FINISHED, "success")])
    assert await desk.hear() == 0
    desk.after(601)
    assert await desk.hear() == 1
    assert (await PlatformEvent.get()).outcome == "unmatched"


async def test_two_workers_handle_an_event_once(any_desk: Desk) -> None:
    await _reported(any_desk)
    any_desk.after(601)
    assert sum(await asyncio.gather(any_desk.hear(), any_desk.hear())) == 1


async def test_events_are_forgotten_a_month_after_they_were_handled(desk: Desk) -> None:
    await _reported(desk)
    desk.after(601)
    await desk.hear()
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
