"""A message that may have reached the person already: never a second time, never lost without a word."""

from datetime import timedelta

import pytest

from server.accounts.models import Staff, WeChatIdentity
from server.db.transaction import transaction
from server.kit.ids import new_id
from server.notifications import claims, credits
from server.notifications.models import OutgoingMessage
from server.notifications.outbox import Notice, Recipient, enqueue
from server.notifications.service import resend
from server.notifications.states import MessageStatus
from server.wechat.sandbox import actions
from tests.capabilities.notifications.desk import (
    RESULT,
    REVIEW_MP,
    REVIEW_SA,
    SUBSCRIBE_PATH,
    TEMPLATE_PATH,
    VALUES,
    Desk,
)

SENT, FAILED, WAITING = MessageStatus.SENT, MessageStatus.FAILED, MessageStatus.WAITING
REPORT = timedelta(seconds=120)
CUT = {"kind": "truncated", "path": TEMPLATE_PATH}
CUT_SUBSCRIBE = {"kind": "truncated", "path": SUBSCRIBE_PATH}


async def test_it_is_repeated_only_while_wechat_knows_the_repeat(desk: Desk) -> None:
    message_id, began = await desk.tell("lina"), desk.now
    desk.trouble(**CUT, times=9)
    tries = []
    while (row := await desk.row(message_id)).status is not FAILED:
        desk.time.move_to(row.due_at)
        tries.append((desk.now - began).total_seconds())
        await desk.deliver()
    # Six calls, the last one eight minutes after the first; a seventh would be delivered anew.
    assert tries[-2] == 480 and len(tries) == 7
    assert (row.last_reason, len(desk.arrived("lina"))) == ("unconfirmed", 1)
    assert await desk.alarms() == {"service.unconfirmed": "unknown"}


async def test_it_is_not_told_on_another_channel(desk: Desk) -> None:
    desk.consent("lina", REVIEW_MP)
    message_id = await desk.tell("lina")
    desk.trouble(**CUT)
    await desk.deliver()
    await actions.unfollow(desk.world, desk.world.person("lina"))
    desk.after(2)
    await desk.deliver()
    assert await desk.log(message_id) == [("service", "unknown"), ("service", "not_following")]
    assert (await desk.row(message_id)).status is FAILED
    assert [each.kind for each in desk.arrived("lina")] == ["template"]


async def test_it_waits_where_the_channel_must_be_repaired(desk: Desk) -> None:
    desk.consent("lina", REVIEW_MP)
    message_id, began = await desk.tell("lina"), desk.now
    desk.trouble(**CUT)
    await desk.deliver()
    desk.trouble(kind="errcode", path=TEMPLATE_PATH, errcode=48001)
    desk.after(2)
    await desk.deliver()
    row = await desk.row(message_id)
    assert (row.status, row.channel, row.last_reason) == (WAITING, "service", "channel_stopped")
    # No longer than a repeat makes sense: others for the same person wait behind it.
    assert row.due_at == began + timedelta(minutes=8)


async def test_one_that_nobody_needs_any_more_is_not_said_to_be_unsent(desk: Desk) -> None:
    message_id = await desk.tell("lina", hours=0.001)
    desk.trouble(**CUT)
    await desk.deliver()
    desk.after(10)
    await desk.deliver()
    row = await desk.row(message_id)
    assert (row.status, row.last_reason) == (FAILED, "unconfirmed")


async def test_the_mini_program_is_not_asked_again_before_the_report(any_desk: Desk) -> None:
    desk = any_desk
    await desk.agree("liuyang", times=3)
    message_id, began = await desk.tell("liuyang", "visit_approved"), desk.now
    desk.trouble(**CUT_SUBSCRIBE)
    await desk.deliver()
    row = await desk.row(message_id)
    assert (row.status, row.last_reason, row.due_at) == (WAITING, "unknown", began + REPORT)
    desk.after(60)
    assert (await desk.deliver(), await desk.hear()) == (0, 1)
    row = await desk.row(message_id)
    assert (row.status, row.last_reason, row.delivered_at) == (SENT, "confirmed", began)
    assert await desk.log(message_id) == [("mini_program", "unknown"), ("mini_program", "confirmed")]
    # The consent is spent when the report says so.
    assert await credits.of(await desk.know("liuyang")) == {RESULT: 2}
    assert (await desk.deliver(), len(desk.arrived("liuyang"))) == (0, 1)


async def test_without_a_report_it_has_visibly_failed_and_is_not_repeated(desk: Desk) -> None:
    await desk.agree("liuyang", times=3)
    message_id = await desk.tell("liuyang", "visit_approved", hours=0.01)
    desk.trouble(kind="bad_gateway", path=SUBSCRIBE_PATH)
    await desk.deliver()
    desk.after(REPORT.total_seconds())
    await desk.deliver()
    row = await desk.row(message_id)
    assert (row.status, row.last_reason, desk.arrived()) == (FAILED, "unconfirmed", [])
    assert await desk.alarms() == {"mini_program.unconfirmed": "unknown"}
    assert await credits.of(await desk.know("liuyang")) == {RESULT: 3}


@pytest.mark.parametrize("path", [SUBSCRIBE_PATH, TEMPLATE_PATH])
async def test_a_report_after_we_gave_up_puts_the_record_right(desk: Desk, path: str) -> None:
    key, kind = ("liuyang", "visit_approved") if path == SUBSCRIBE_PATH else ("lina", "review_requested")
    await desk.agree("liuyang")
    message_id, began = await desk.tell(key, kind), desk.now
    desk.trouble(kind="truncated", path=path)
    await desk.deliver()
    desk.after(3600)
    await desk.deliver()
    row = await desk.row(message_id)
    assert (row.status, row.last_reason) == (FAILED, "unconfirmed")
    await desk.hear()
    row = await desk.row(message_id)
    assert (row.status, row.last_reason, row.delivered_at) == (SENT, "confirmed", began)


@pytest.mark.parametrize("key", ["liuyang", "lina"])
async def test_while_one_is_in_doubt_the_person_gets_no_other(any_desk: Desk, key: str) -> None:
    """Or WeChat's report, which may name no message that we know, could be about either."""
    desk, kind = any_desk, "visit_approved" if key == "liuyang" else "review_requested"
    path = SUBSCRIBE_PATH if key == "liuyang" else TEMPLATE_PATH
    await desk.agree("liuyang", times=3)
    doubtful = await desk.tell(key, kind)
    desk.trouble(kind="truncated", path=path)
    await desk.deliver()
    desk.after(0.5)
    held_up, other = await desk.tell(key, kind, department="医学院"), await desk.tell("wangfang")
    assert await desk.deliver() == 1
    assert [(await desk.row(each)).status for each in (held_up, other)] == [MessageStatus.QUEUED, SENT]
    await desk.hear()
    assert await desk.deliver() == 1
    assert [(await desk.row(each)).status for each in (doubtful, held_up)] == [SENT, SENT]
    assert len(desk.arrived(key)) == 2


async def test_a_report_is_about_the_last_that_could_be_meant(desk: Desk) -> None:
    await desk.agree("liuyang", times=3)
    ids = []
    for trouble in ("bad_gateway", "truncated"):
        ids.append(await desk.tell("liuyang", "visit_approved"))
        desk.trouble(kind=trouble, path=SUBSCRIBE_PATH)
        await desk.deliver()
        desk.after(REPORT.total_seconds())
        await desk.deliver()
    await desk.hear()
    # The first never reached WeChat.
    assert [(await desk.row(each)).last_reason for each in ids] == ["unconfirmed", "confirmed"]


async def test_a_worker_that_died_long_ago_leaves_a_doubt_nobody_can_lift(desk: Desk) -> None:
    message_id = await desk.tell("lina")
    await claims.claim("dead", 1, timedelta(seconds=60))
    desk.after(3600)
    await desk.deliver()
    row = await desk.row(message_id)
    assert (row.status, row.last_reason, desk.arrived("lina")) == (FAILED, "unconfirmed", [])


async def test_what_a_person_starts_again_is_not_swallowed_as_a_repeat(desk: Desk) -> None:
    message_id = await desk.tell("lina")
    await desk.deliver()
    await OutgoingMessage.filter(id=message_id).update(status=FAILED)
    desk.after(61)
    await resend(message_id)
    await desk.deliver()
    assert [each.client_msg_id for each in desk.arrived("lina")] == [message_id, f"{message_id}.1"]


async def test_a_message_for_staff_goes_to_whoever_is_bound_by_now(desk: Desk) -> None:
    lina = await Staff.get(username="lina")
    before, message_id = await desk.know("lina"), await _tell_staff(desk, lina.id, await desk.know("lina"))
    now = await desk.know("wangfang")
    await WeChatIdentity.filter(id__in=[before, now]).update(staff_id=None)
    await WeChatIdentity.filter(id=now).update(staff_id=lina.id)
    await desk.deliver()
    assert [each.person for each in desk.arrived()] == ["wangfang"]
    assert (await desk.row(message_id)).status is SENT


async def test_who_has_left_is_told_nothing_more(desk: Desk) -> None:
    lina = await Staff.get(username="lina")
    message_id = await _tell_staff(desk, lina.id, await desk.know("lina"))
    await Staff.filter(id=lina.id).update(active=False)
    await desk.deliver()
    assert await desk.log(message_id) == [("service", "no_address"), ("mini_program", "no_address")]
    assert desk.arrived() == []


async def test_who_refuses_a_template_is_marked_until_one_comes_through(desk: Desk) -> None:
    lina = desk.world.person("lina")
    for muted in (True, False):
        actions.mute(desk.world, lina, REVIEW_SA, muted=muted)
        await desk.tell("lina", purpose=f"{muted}")
        await desk.deliver()
        assert (await WeChatIdentity.get(id=await desk.know("lina"))).sa_muted is muted


async def _tell_staff(desk: Desk, staff_id: str, identity_id: str) -> str:
    about = new_id()
    recipient, until = Recipient(identity_id, staff_id), desk.now + timedelta(days=1)
    await transaction(enqueue)(
        [Notice("review_requested", recipient, about, VALUES, until, {"task_id": about})]
    )
    return str((await OutgoingMessage.get(dedup_key__contains=about)).id)
