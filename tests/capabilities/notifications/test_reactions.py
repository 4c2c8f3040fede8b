"""Every refusal we treat specially: the next channel, a wait, an alarm, or the end. (Codes: WeChat's error lists.)"""

from datetime import UTC, datetime

import pytest

from server.accounts.models import WeChatIdentity
from server.notifications import credits
from server.notifications.states import MessageStatus
from server.wechat.sandbox import actions
from server.wechat.sandbox.accounts import Kind
from tests.capabilities.notifications.desk import (
    RESULT,
    REVIEW_MP,
    REVIEW_SA,
    SUBSCRIBE_PATH,
    TEMPLATE_PATH,
    Desk,
    open_desk,
)

SENT, WAITING, FAILED = MessageStatus.SENT, MessageStatus.WAITING, MessageStatus.FAILED
NEW_DAY = datetime(2026, 11, 23, 16, 1, tzinfo=UTC)  # a minute past midnight in Shanghai


async def test_who_does_not_follow_is_told_by_the_mini_program(desk: Desk) -> None:
    message_id = await desk.tell("lina")
    desk.consent("lina", REVIEW_MP)
    await actions.unfollow(desk.world, desk.world.person("lina"))
    await desk.deliver()
    assert await desk.log(message_id) == [("service", "not_following"), ("mini_program", "sent")]
    assert [each.kind for each in desk.arrived("lina")] == ["subscribe"]
    assert not (await WeChatIdentity.get(id=await desk.know("lina"))).sa_subscribed
    assert await desk.alarms() == {}


async def test_who_is_known_not_to_follow_is_not_tried_there(desk: Desk) -> None:
    await WeChatIdentity.filter(id=await desk.know("lina")).update(sa_subscribed=False)
    desk.consent("lina", REVIEW_MP)
    message_id = await desk.tell("lina")
    await desk.deliver()
    assert await desk.log(message_id) == [("service", "no_address"), ("mini_program", "sent")]


async def test_who_is_blocked_is_told_by_the_mini_program(desk: Desk) -> None:
    message_id = await desk.tell("lina")
    desk.consent("lina", REVIEW_MP)
    actions.blacklist(desk.world, desk.world.person("lina"), blacklisted=True)
    await desk.deliver()
    assert await desk.log(message_id) == [("service", "not_following"), ("mini_program", "sent")]


async def test_who_muted_the_template_and_consented_to_nothing_cannot_be_told(desk: Desk) -> None:
    message_id = await desk.tell("lina")
    actions.mute(desk.world, desk.world.person("lina"), REVIEW_SA, muted=True)
    await desk.deliver()
    row = await desk.row(message_id)
    assert await desk.log(message_id) == [("service", "no_credit"), ("mini_program", "no_credit")]
    assert (row.status, row.last_code, row.last_reason) == (FAILED, 43101, "no_credit")


async def test_a_used_up_consent_is_forgotten(desk: Desk) -> None:
    person = await desk.know("liuyang")
    await credits.accepted(person, {RESULT: "accept"})
    message_id = await desk.tell("liuyang", "visit_approved")
    await desk.deliver()
    assert ((await desk.row(message_id)).status, await credits.of(person)) == (FAILED, {RESULT: 0})


async def test_an_openid_wechat_does_not_know_breaks_the_binding(desk: Desk) -> None:
    person = await desk.know("lina")
    await WeChatIdentity.filter(id=person).update(sa_openid="oSA_of_another_account")
    desk.consent("lina", REVIEW_MP)
    message_id = await desk.tell("lina")
    await desk.deliver()
    assert await desk.log(message_id) == [("service", "bad_openid"), ("mini_program", "sent")]
    assert (await WeChatIdentity.get(id=person)).sa_openid is None


async def test_a_visitor_stays_who_they_are_when_wechat_refuses_the_openid(desk: Desk) -> None:
    message_id = await desk.tell("liuyang", "visit_approved")
    desk.trouble(kind="errcode", path=SUBSCRIBE_PATH, errcode=40003)
    await desk.deliver()
    assert (await desk.row(message_id)).status is FAILED
    person = await WeChatIdentity.get(id=await desk.know("liuyang"))
    assert person.mp_openid == desk.openid("liuyang", Kind.MP)


async def test_a_busy_platform_is_asked_again_at_growing_distance(desk: Desk) -> None:
    message_id = await desk.tell("lina")
    pauses = []
    for _ in range(7):
        desk.trouble(kind="errcode", path=TEMPLATE_PATH, errcode=-1)
        await desk.deliver()
        row = await desk.row(message_id)
        pauses.append((row.due_at - desk.now).total_seconds())
        desk.time.move_to(row.due_at)
    await desk.deliver()
    for pause, least in zip(pauses, [1, 5, 30, 120, 600, 600, 600], strict=True):
        assert least <= pause <= least * 1.25
    assert [each.client_msg_id for each in desk.arrived("lina")] == [message_id]
    assert (await desk.row(message_id)).attempts == 8


async def test_a_platform_busy_for_too_long_is_given_up(desk: Desk) -> None:
    message_id = await desk.tell("liuyang", "visit_approved", hours=0.001)
    for _ in range(2):
        desk.trouble(kind="errcode", path=SUBSCRIBE_PATH, errcode=-1)
        await desk.deliver()
        desk.after(1.3)
    row = await desk.row(message_id)
    assert (row.status, row.last_code, row.last_reason) == (MessageStatus.ABANDONED, -1, "busy")


@pytest.mark.parametrize("errcode", [43117, 45011])
async def test_a_message_sent_too_fast_waits_a_minute(desk: Desk, errcode: int) -> None:
    message_id = await desk.tell("lina")
    desk.trouble(kind="errcode", path=TEMPLATE_PATH, errcode=errcode)
    await desk.deliver()
    desk.after(59)
    assert await desk.deliver() == 0
    desk.after(1)
    await desk.deliver()
    assert await desk.log(message_id) == [("service", "pause_minute"), ("service", "sent")]


async def test_a_spent_day_rests_the_channel_until_midnight_in_shanghai(desk: Desk) -> None:
    desk.consent("liuyang", times=2)
    first = await desk.tell("liuyang", "visit_approved", hours=48)
    desk.trouble(kind="errcode", path=SUBSCRIBE_PATH, errcode=45009)
    await desk.deliver()
    second = await desk.tell("liuyang", "visit_rejected", hours=48)
    await desk.deliver()
    assert [(await desk.row(each)).due_at for each in (first, second)] == [NEW_DAY, NEW_DAY]
    assert await desk.log(second) == []
    assert await desk.alarms() == {"mini_program.pause_until_midnight": "45009"}
    desk.time.move_to(NEW_DAY)
    await desk.deliver()
    assert [(await desk.row(each)).status for each in (first, second)] == [SENT, SENT]
    assert await desk.alarms() == {}


async def test_news_that_cannot_wait_until_midnight_takes_the_other_channel(desk: Desk) -> None:
    message_id = await desk.tell("lina", hours=2)
    desk.consent("lina", REVIEW_MP)
    desk.trouble(kind="errcode", path=TEMPLATE_PATH, errcode=45009)
    await desk.deliver()
    assert await desk.log(message_id) == [("service", "pause_until_midnight"), ("mini_program", "sent")]


@pytest.mark.parametrize(
    ("path", "errcode", "told"),
    [
        (TEMPLATE_PATH, 48001, "48001"),
        (TEMPLATE_PATH, 48004, "48004"),
        ("/cgi-bin/stable_token", 40164, "40164 203.0.113.9"),  # the address to put on WeChat's list
        ("/cgi-bin/stable_token", 40125, "40125"),
    ],
)
async def test_a_stopped_channel_is_left_alone_and_staff_are_told_by_the_other(
    desk: Desk, path: str, errcode: int, told: str
) -> None:
    desk.consent("lina", REVIEW_MP)
    desk.consent("wangfang", REVIEW_MP)
    service = desk.world.first(Kind.SA).appid
    desk.trouble(kind="errcode", path=path, errcode=errcode, appid=service)
    first = await desk.tell("lina")
    await desk.deliver()
    second = await desk.tell("wangfang")
    await desk.deliver()
    assert await desk.log(first) == [("service", "channel_stopped"), ("mini_program", "sent")]
    assert await desk.log(second) == [("mini_program", "sent")]
    assert await desk.alarms() == {"service.channel_stopped": told}
    desk.after(600)
    third = await desk.tell("lina", purpose="另一件事")
    await desk.deliver()
    assert await desk.log(third) == [("service", "sent")]
    assert await desk.alarms() == {}


async def test_a_visitor_has_one_channel_and_waits_for_it(desk: Desk) -> None:
    desk.consent("liuyang")
    message_id = await desk.tell("liuyang", "visit_approved")
    desk.world.banned_templates.add(RESULT)
    await desk.deliver()
    assert await desk.log(message_id) == [("mini_program", "channel_stopped")]
    desk.world.banned_templates.clear()
    desk.after(599)
    assert await desk.deliver() == 0
    desk.after(1)
    await desk.deliver()
    assert (await desk.row(message_id)).status is SENT


async def test_a_token_refused_twice_stops_the_channel(desk: Desk) -> None:
    desk.consent("lina", REVIEW_MP)
    message_id = await desk.tell("lina")
    desk.trouble(kind="errcode", path=TEMPLATE_PATH, errcode=40001, times=2)
    await desk.deliver()
    assert await desk.log(message_id) == [("service", "refresh"), ("mini_program", "sent")]
    assert await desk.alarms() == {"service.refresh": "40001"}


async def test_a_restricted_template_stops_that_template_only(desk: Desk) -> None:
    desk.consent("lina", REVIEW_MP)
    desk.world.banned_templates.add(REVIEW_SA)
    first, second = await desk.tell("lina"), await desk.tell("wangfang", "review_urged")
    await desk.deliver()
    assert await desk.log(first) == [("service", "template_stopped"), ("mini_program", "sent")]
    assert await desk.log(second) == [("service", "sent")]
    assert await desk.alarms() == {"service.template_stopped.review_requested": "43116"}


@pytest.mark.parametrize(("errcode", "outcome"), [(47003, "bad_value"), (47001, "bug"), (99999, "bug")])
async def test_what_is_wrong_is_never_sent_again_unchanged(desk: Desk, errcode: int, outcome: str) -> None:
    desk.consent("liuyang")
    message_id = await desk.tell("liuyang", "visit_approved")
    desk.trouble(kind="errcode", path=SUBSCRIBE_PATH, errcode=errcode)
    await desk.deliver()
    desk.after(3600)
    assert await desk.deliver() == 0
    row = await desk.row(message_id)
    assert (row.status, row.last_reason, row.last_code) == (FAILED, outcome, errcode)
    assert await desk.alarms() == {f"mini_program.{outcome}.visit_approved": str(errcode)}


async def test_an_offending_text_is_sent_once_more_without_it(desk: Desk) -> None:
    desk.consent("liuyang")
    message_id = await desk.tell("liuyang", "visit_rejected", note="某个词")
    desk.trouble(kind="errcode", path=SUBSCRIBE_PATH, errcode=45168)
    await desk.deliver()
    (message,) = desk.arrived("liuyang")
    assert message.data["thing4"] == "详情请在小程序查看"
    assert await desk.log(message_id) == [("mini_program", "sensitive_word"), ("mini_program", "sent")]


async def test_a_text_that_still_offends_is_the_end(desk: Desk) -> None:
    message_id = await desk.tell("liuyang", "visit_rejected")
    desk.trouble(kind="errcode", path=SUBSCRIBE_PATH, errcode=45168, times=2)
    await desk.deliver()
    assert await desk.log(message_id) == [("mini_program", "sensitive_word")] * 2
    assert (await desk.row(message_id)).status is FAILED


@pytest.mark.parametrize(
    ("key", "kind", "channel"),
    [("lina", "review_requested", "service"), ("liuyang", "visit_approved", "mini_program")],
)
async def test_a_page_that_is_not_released_is_left_out(desk: Desk, key: str, kind: str, channel: str) -> None:
    desk.consent(key)
    desk.world.released[desk.world.first(Kind.MP).appid].clear()
    message_id = await desk.tell(key, kind)
    await desk.deliver()
    assert await desk.log(message_id) == [(channel, "page_refused"), (channel, "sent")]
    assert [each.link for each in desk.arrived(key)] == [{}]
    # The page is still missing: the message that went out without it proves nothing.
    assert list(await desk.alarms()) == [f"{channel}.page_refused.{kind}"]


async def test_the_same_words_twice_in_a_minute_count_as_sent(desk: Desk) -> None:
    message_id = await desk.tell("lina")
    desk.trouble(kind="errcode", path=TEMPLATE_PATH, errcode=40241)
    await desk.deliver()
    row = await desk.row(message_id)
    assert (row.status, row.last_reason) == (SENT, "duplicate")


async def test_a_frozen_receiver_is_tried_elsewhere(desk: Desk) -> None:
    message_id = await desk.tell("lina")
    desk.trouble(kind="errcode", path=TEMPLATE_PATH, errcode=50002)
    await desk.deliver()
    assert await desk.log(message_id) == [("service", "permanent"), ("mini_program", "no_credit")]


async def test_a_time_that_is_none_is_not_sent_and_reported(desk: Desk) -> None:
    message_id = await desk.tell("liuyang", "visit_approved", when="明天")
    await desk.deliver()
    row = await desk.row(message_id)
    assert (row.status, row.last_reason) == (FAILED, "unsendable")
    assert await desk.alarms() == {"mini_program.unsendable.visit_approved": "Unfit"}


async def test_a_school_without_a_service_account_uses_the_mini_program(desk: Desk) -> None:
    async with open_desk(desk.settings, desk.time, service_app_id="") as other:
        other.consent("lina", REVIEW_MP)
        message_id = await other.tell("lina")
        await other.deliver()
        assert await other.log(message_id) == [("service", "channel_stopped"), ("mini_program", "sent")]
        assert await other.alarms() == {"service.channel_stopped": "this account is not configured"}
