"""Time draws near: visitors are reminded, overdue approvals brought to notice, contacts told who has come."""

from datetime import datetime
from typing import Any

from server.journey.remind import escalate_overdue, remind_visitors
from tests.support import people, seen, story
from tests.support.school import School


def in_five_days(school: School) -> dict[str, Any]:
    """A window that is still ahead when approvals are overdue."""
    return {"visit_from": school.time.local(14, days=5), "visit_to": school.time.local(16, days=5)}


async def test_a_visitor_is_reminded_a_day_before_once(school: School) -> None:
    await seen.agrees_to_messages(school)
    visit = await story.approved(
        school, visit_from=school.time.local(14, days=3), visit_to=school.time.local(16, days=3)
    )
    told = len(await seen.messages_to(school, "liuyang"))
    assert await remind_visitors() == 0
    school.time.move_to(datetime.fromisoformat(school.time.local(14, days=2)))
    assert [await remind_visitors(), await remind_visitors()] == [1, 0]
    *_, reminder = await seen.messages_to(school, "liuyang")
    assert len(await seen.messages_to(school, "liuyang")) == told + 1
    assert reminder.link["page"] == f"packages/visitor/visit/index?id={visit['id']}"
    assert (reminder.data["thing1"], reminder.data["thing3"]) == ("计算机学院", "张伟")
    assert reminder.data["time2"] == "2026-11-26 14:00"


async def test_nobody_is_reminded_of_what_will_not_happen(sqlite_school: School) -> None:
    school = sqlite_school
    await seen.agrees_to_messages(school)
    visit = await story.approved(school)
    sunli = await school.staff("sunli")
    await sunli.post(f"staff/visits/{visit['id']}/revoke", {"reason": "校园临时封闭"})
    assert await remind_visitors() == 0


async def test_an_overdue_approval_is_brought_to_notice_once(school: School) -> None:
    await story.apply(school, **in_five_days(school))
    await school.deliver()
    school.time.move(hours=24)
    assert await escalate_overdue() == 0
    school.time.move(seconds=1)
    assert [await escalate_overdue(), await escalate_overdue()] == [1, 0]
    # Whoever holds it, and the fallback person of the flow.
    for username in ("zhangwei", "sunli"):
        *_, message = await seen.messages_to(school, username)
        assert message.data["thing4"] == "审批已超时，请尽快处理"
        assert message.link["page"].startswith("packages/staff/decide/index?id=")


async def test_what_was_decided_in_time_is_not_overdue(sqlite_school: School) -> None:
    school = sqlite_school
    visit = await story.apply(school, **in_five_days(school))
    school.time.move(hours=23)
    await story.decide(school, "zhangwei", visit)
    school.time.move(hours=2)
    # The next step has a day of its own.
    assert await escalate_overdue() == 0


async def test_the_whole_group_learns_that_it_is_overdue(sqlite_school: School) -> None:
    school = sqlite_school
    visit = await story.apply(school, **in_five_days(school))
    for username in ("zhangwei", "lina"):
        await story.decide(school, username, visit)
    await people.disable(school, "zhaolei")
    school.time.move(hours=25)
    await escalate_overdue()
    assert "超时" in (await seen.messages_to(school, "wangfang"))[-1].data["thing4"]
    assert not any("超时" in each.data["thing4"] for each in await seen.messages_to(school, "zhaolei"))


async def test_the_contact_learns_who_has_come_and_where(school: School) -> None:
    visit = await story.approved(school)
    await school.deliver()
    school.time.move_to(datetime.fromisoformat(visit["visit_from"]))
    liuyang = await school.phone("liuyang")
    code = (await liuyang.get(f"visitor/visits/{visit['id']}/pass"))["qr"]
    before = len(await seen.messages_to(school, "zhangwei"))
    assert (await story.scan(school, code))["verdict"] == "admit"
    *_, arrival = (await seen.messages_to(school, "zhangwei"))[before:]
    assert arrival.data == {"thing1": "刘洋", "thing2": "东门", "time3": "2026-11-24 14:00"}
    await story.scan(school, code, "out", nonce="out")
    assert len(await seen.messages_to(school, "zhangwei")) == before + 1
