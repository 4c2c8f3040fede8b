"""What operators see and may do: the log, the figures, alarms, sending again."""

import pytest

from server.accounts.models import WeChatIdentity
from server.db.transaction import transaction
from server.kit.errors import NotFound
from server.kit.ids import new_id
from server.notifications import alarms, queries
from server.notifications.errors import NotResendable, NoWeChat
from server.notifications.models import OutgoingMessage
from server.notifications.outbox import Notice, Recipient, enqueue
from server.notifications.service import resend
from server.notifications.states import MessageStatus
from tests.capabilities.notifications.desk import SUBSCRIBE_PATH, Desk


async def test_a_failed_message_is_sent_again_from_its_first_channel(desk: Desk) -> None:
    await WeChatIdentity.filter(id=await desk.know("lina")).update(sa_subscribed=False)
    message_id = await desk.tell("lina")
    await desk.deliver()
    await WeChatIdentity.filter(id=await desk.know("lina")).update(sa_subscribed=True)
    desk.after(3 * 24 * 3600)
    await resend(message_id)
    await desk.deliver()
    assert await desk.log(message_id) == [
        ("service", "no_address"),
        ("mini_program", "no_credit"),
        ("", "resent"),
        ("service", "sent"),
    ]


async def test_what_happened_before_a_person_sent_it_again_no_longer_counts(desk: Desk) -> None:
    desk.consent("liuyang")
    message_id = await desk.tell("liuyang", "visit_approved")
    desk.trouble(kind="truncated", path=SUBSCRIBE_PATH)
    await desk.deliver()
    desk.after(120)
    await desk.deliver()
    assert (await desk.row(message_id)).last_reason == "unconfirmed"
    await resend(message_id)
    desk.trouble(kind="errcode", path=SUBSCRIBE_PATH, errcode=-1)
    await desk.deliver()
    desk.after(2)
    await desk.deliver()
    # The doubt about the first attempt is not this one's: no consent is no consent, and an old report another's.
    await desk.hear()
    assert (await desk.row(message_id)).last_reason == "no_credit"


async def test_what_has_arrived_is_not_sent_again(desk: Desk) -> None:
    message_id = await desk.tell("lina")
    await desk.deliver()
    with pytest.raises(NotResendable) as refusal:
        await resend(message_id)
    assert refusal.value.context == {"status": "sent"}


async def test_what_does_not_exist_is_not_sent_again(desk: Desk) -> None:
    with pytest.raises(NotFound):
        await resend(new_id())


async def test_who_has_bound_since_can_be_told_after_all(desk: Desk) -> None:
    about = new_id()
    notice = Notice("review_requested", Recipient(None, new_id()), about, {}, desk.now, {"task_id": about})
    await transaction(enqueue)([notice])
    message = await OutgoingMessage.get(dedup_key__contains=about)
    with pytest.raises(NoWeChat):
        await resend(message.id)
    await resend(message.id, await desk.know("lina"))
    row = await desk.row(message.id)
    assert (row.status, row.recipient_id) == (MessageStatus.QUEUED, await desk.know("lina"))


async def test_the_log_is_paged_and_filtered(desk: Desk) -> None:
    for number in range(5):
        await desk.tell("lina", purpose=f"第{number}件事")
        desk.after(1)
    failed = await desk.tell("liuyang", "visit_approved")
    await desk.deliver()
    first = await queries.delivery_log(4)
    rest = await queries.delivery_log(4, first.after)
    assert [row.id for row in first.rows][0] == failed
    assert (len(first.rows), len(rest.rows), rest.after) == (4, 2, None)
    assert len({row.id for row in (*first.rows, *rest.rows)}) == 6
    for wanted, number in [
        ({"status": "failed"}, 1),
        ({"kind": "review_requested"}, 5),
        ({"channel": "service"}, 5),
        ({"status": "sent", "kind": "visit_approved"}, 0),
    ]:
        assert len((await queries.delivery_log(10, **wanted)).rows) == number
    assert [each.outcome for each in first.rows[0].tries] == ["no_credit"]


async def test_the_figures_count_by_channel_and_status(desk: Desk) -> None:
    await desk.tell("lina")
    await desk.tell("liuyang", "visit_approved")
    await desk.deliver()
    await desk.tell("lina", purpose="另一件事")
    found = {(each["channel"], str(each["status"])): each["number"] for each in await queries.figures()}
    assert found == {("service", "sent"): 1, ("mini_program", "failed"): 1, (None, "queued"): 1}


async def test_an_alarm_counts_ends_and_begins_anew(desk: Desk) -> None:
    since = desk.now
    await alarms.raise_alarm("service.config", "48001")
    desk.after(5)
    await alarms.raise_alarm("service.config", "48004")
    (alarm,) = await queries.alarms()
    assert (alarm.count, alarm.detail, alarm.since, alarm.last_at) == (2, "48004", since, desk.now)
    await alarms.clear(["service.config"])
    assert await queries.alarms() == []
    desk.after(5)
    await alarms.raise_alarm("service.config", "48001")
    (again,) = await queries.alarms(going_on=False)
    assert (again.id, again.count, again.since) == (alarm.id, 1, desk.now)
    assert await queries.alarms() == [again]


async def test_the_log_holds_no_names(desk: Desk) -> None:
    message_id = await desk.tell("lina", visitor="买买提·艾力")
    await desk.deliver()
    row = await desk.row(message_id)
    stored = {name: value for name, value in vars(row).items() if not name.startswith("_")}
    openids = ("oSA_lina", "oMP_lina")
    assert not any(word in str(stored) for word in ("买买提", "计算机学院", "技术交流", *openids))
