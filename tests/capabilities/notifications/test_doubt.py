"""A message that may have reached the person already: never a second time, never lost without a word."""

from datetime import timedelta

import pytest

from server.accounts.models import Staff, WeChatIdentity
from server.db.transaction import transaction
from server.kit.ids import new_id
from server.notifications import claims
from server.notifications.models import OutgoingMessage
from server.notifications.outbox import Notice, Recipient, enqueue
from server.notifications.service import resend
from server.notifications.states import MessageStatus
from server.wechat.sandbox import actions
from tests.capabilities.notifications.desk import (
    REVIEW_MP,
    REVIEW_SA,
    SUBSCRIBE_PATH,
    TEMPLATE_PATH,
    VALUES,
    Desk,
)

SENT, FAILED, WAITING = MessageStatus.SENT, MessageStatus.FAILED, MessageStatus.WAITING
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
    message_id = await desk.tell("lina")
    desk.trouble(**CUT)
    await desk.deliver()
    desk.trouble(kind="errcode", path=TEMPLATE_PATH, errcode=48001)
    desk.after(2)
    await desk.deliver()
    row = await desk.row(message_id)
    assert (row.status, row.channel, row.last_reason) == (WAITING, "service", "channel_stopped")


async def test_a_consent_that_another_message_took_proves_nothing(desk: Desk) -> None:
    await desk.agree("liuyang")
    doubtful = await desk.tell("liuyang", "visit_approved")
    desk.trouble(kind="bad_gateway", path=SUBSCRIBE_PATH)
    await desk.deliver()
    other = await desk.tell("liuyang", "visit_revoked")
    await desk.deliver()
    desk.after(2)
    await desk.deliver()
    assert (await desk.row(other)).status is SENT
    row = await desk.row(doubtful)
    assert (row.status, row.last_reason) == (FAILED, "unconfirmed")


@pytest.mark.parametrize("told", [True, False])
async def test_a_consent_that_is_gone_proves_it_arrived_if_we_knew_of_one(desk: Desk, told: bool) -> None:
    if told:
        await desk.agree("liuyang")
    else:
        desk.consent("liuyang")
    message_id = await desk.tell("liuyang", "visit_approved")
    desk.trouble(**CUT_SUBSCRIBE)
    await desk.deliver()
    desk.after(2)
    await desk.deliver()
    row, ended = await desk.row(message_id), (SENT, "likely_sent") if told else (FAILED, "unconfirmed")
    assert ((row.status, row.last_reason), len(desk.arrived("liuyang"))) == (ended, 1)


async def test_of_two_in_doubt_neither_is_taken_for_sent(desk: Desk) -> None:
    await desk.agree("liuyang")
    ids = [await desk.tell("liuyang", "visit_approved"), await desk.tell("liuyang", "visit_revoked")]
    desk.trouble(kind="bad_gateway", path=SUBSCRIBE_PATH)
    desk.trouble(**CUT_SUBSCRIBE)
    await desk.deliver()
    desk.after(2)
    await desk.deliver()
    # One of them took the consent, and we cannot say which.
    rows = [await desk.row(each) for each in ids]
    assert [(row.status, row.last_reason) for row in rows] == [(FAILED, "unconfirmed")] * 2
    assert len(desk.arrived("liuyang")) == 1


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
