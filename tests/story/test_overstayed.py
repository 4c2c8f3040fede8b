"""A visitor does not leave in time: listed at the gate, and the contact is told, once a stay."""

from datetime import datetime
from typing import Any

from server.journey.overstay import tell_overstays
from tests.support import story
from tests.support.school import School


async def _scan(
    school: School, visit: dict[str, Any], direction: str, nonce: str, who: str = "liuyang"
) -> None:
    shown = await (await school.phone(who)).get(f"visitor/visits/{visit['id']}/pass")
    answer = await story.scan(school, shown["qr"], direction, nonce=nonce)
    assert answer["verdict"] == "admit", answer


async def _listed(school: School, what: str, **query: Any) -> list[str]:
    guard = await school.staff("zhouqiang")
    return [row["visit"]["id"] for row in (await guard.get(f"gate/{what}", **query))["items"]]


async def _told(school: School) -> int:
    await tell_overstays()
    await school.deliver()
    said = [message for message in school.world.mailbox.messages if message.person == "zhangwei"]
    return sum("超时未离校" in str(message) for message in said)


async def test_the_contact_is_told_once_a_stay(school: School) -> None:
    visit = await story.approved(school)
    school.time.move_to(datetime.fromisoformat(visit["visit_from"]))
    await _scan(school, visit, "in", "n1")
    assert (await _told(school), await _listed(school, "overstays")) == (0, [])
    school.time.move_to(datetime.fromisoformat(visit["visit_to"]))
    assert await _listed(school, "overstays") == []
    school.time.move(minutes=1)
    assert await _listed(school, "overstays") == [visit["id"]]
    assert [await _told(school) for _ in range(2)] == [1, 1]
    await _scan(school, visit, "out", "n2")
    assert (await _told(school), await _listed(school, "overstays")) == (1, [])


async def test_a_long_term_visitor_ought_to_leave_at_the_end_of_the_days_hours(sqlite_school: School) -> None:
    school = sqlite_school
    invitation = await story.invite(
        school, "maimaiti", visitor_type="long_term", valid_to=school.time.local(23, days=100)
    )
    hours = {"weekdays": [2], "daily_from": "08:00", "daily_to": "18:00", "health": None}
    until = school.time.local(18, days=60)
    visit = await story.apply(school, "maimaiti", invitation, visit_to=until, **hours)
    for username in ("zhangwei", "lina", "chenjing"):
        await story.decide(school, username, visit)
    school.time.move_to(datetime.fromisoformat(school.time.local(15, days=1)))
    await _scan(school, visit, "in", "n1", "maimaiti")
    school.time.move_to(datetime.fromisoformat(school.time.local(18)))
    assert await _told(school) == 0
    school.time.move(minutes=2)
    assert await _told(school) == 1
    contact = (await school.staff("zhangwei")).id
    assert await _listed(school, "present", contact_id=contact) == [visit["id"]]
    assert await _listed(school, "present", contact_id="z" * 24) == []
