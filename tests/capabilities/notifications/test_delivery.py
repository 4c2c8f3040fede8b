"""The ordinary way: what is due is sent once, with its words and its link."""

from server.notifications.states import MessageStatus
from tests.capabilities.notifications.desk import SUBSCRIBE_PATH, Desk


async def test_an_approver_is_told_through_the_service_account(desk: Desk) -> None:
    message_id = await desk.tell("lina")
    assert await desk.deliver() == 1
    (message,) = desk.arrived("lina")
    row = await desk.row(message_id)
    assert message.client_msg_id == message_id
    assert message.data == {
        "thing1": "买买提·艾力",
        "thing2": "计算机学院",
        "time3": "2026-11-23 14:00",
        "thing4": "技术交流",
    }
    assert message.link["page"] == f"packages/staff/decide/index?id={row.page_values['task_id']}"
    assert (row.status, row.channel, row.attempts) == (MessageStatus.SENT, "service", 1)
    assert (row.platform_id, row.sent_at, row.claimed_by) == (message.msgid, desk.now, None)
    assert await desk.log(message_id) == [("service", "sent")]


async def test_a_visitor_is_told_through_the_mini_program(desk: Desk) -> None:
    desk.consent("liuyang")
    message_id = await desk.tell("liuyang", "visit_approved")
    await desk.deliver()
    (message,) = desk.arrived("liuyang")
    assert message.kind == "subscribe"
    assert message.data["phrase1"] == "审核通过"
    assert message.link["page"].startswith("packages/visitor/pass/index?id=")
    assert (await desk.row(message_id)).status is MessageStatus.SENT


async def test_what_was_sent_is_not_sent_again(desk: Desk) -> None:
    await desk.tell("lina")
    assert [await desk.deliver(), await desk.deliver()] == [1, 0]
    assert len(desk.arrived()) == 1


async def test_many_messages_to_one_person_go_one_after_the_other(desk: Desk) -> None:
    desk.consent("liuyang", times=6)
    ids = []
    for n in range(6):
        ids.append(await desk.tell("liuyang", "visit_approved", note=f"第{n}条"))
        desk.after(1)
    await desk.deliver()
    # Two at a time would have met 43108, a second attempt.
    assert [await desk.log(each) for each in ids] == [[("mini_program", "sent")]] * 6
    assert [each.data["thing4"] for each in desk.arrived()] == [f"第{n}条" for n in range(6)]


async def test_a_message_nobody_needs_any_more_is_given_up(desk: Desk) -> None:
    message_id = await desk.tell("lina", hours=1)
    desk.after(3600)
    await desk.deliver()
    row = await desk.row(message_id)
    assert (row.status, row.last_reason, row.attempts) == (MessageStatus.ABANDONED, "too_late", 0)
    assert desk.arrived() == []


async def test_of_one_visit_nothing_older_is_told_after_what_is_newer(desk: Desk) -> None:
    """Approved, then revoked, and WeChat busy in between: never the other way round."""
    await desk.agree("liuyang", times=2)
    desk.trouble(kind="errcode", path=SUBSCRIBE_PATH, errcode=-1)
    approved = await desk.tell("liuyang", "visit_approved", visit_id="one")
    await desk.deliver()
    desk.after(0.5)
    revoked = await desk.tell("liuyang", "visit_revoked", visit_id="one")
    await desk.deliver()
    desk.after(2)
    await desk.deliver()
    rows = [await desk.row(each) for each in (approved, revoked)]
    assert [(row.status, row.last_reason) for row in rows] == [
        (MessageStatus.ABANDONED, "superseded"),
        (MessageStatus.SENT, "sent"),
    ]
    assert [each.data["phrase1"] for each in desk.arrived("liuyang")] == ["已撤销"]


async def test_of_another_visit_it_is_told(desk: Desk) -> None:
    await desk.agree("liuyang", times=2)
    desk.trouble(kind="errcode", path=SUBSCRIBE_PATH, errcode=-1)
    approved = await desk.tell("liuyang", "visit_approved", visit_id="one")
    await desk.deliver()
    desk.after(0.5)
    await desk.tell("liuyang", "visit_revoked", visit_id="another")
    await desk.deliver()
    desk.after(2)
    await desk.deliver()
    assert (await desk.row(approved)).status is MessageStatus.SENT
