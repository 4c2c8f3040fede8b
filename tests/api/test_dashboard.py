"""工作台: the figures, whose they are, and what they cost."""

from datetime import datetime
from typing import Any

import pytest

from tests.support import story
from tests.support.school import School
from tests.support.statements import count_queries
from tests.support.time import SHANGHAI

# 1 session; 2 units I head, 3 begin today, 4 long-term ones that come today, 5 inside, 6 the month;
# 7 my groups, 8 my oldest tasks, 9 my groups again and 10 how many tasks, 11 who holds those shown.
STATEMENTS = 11


async def shown(school: School, username: str) -> dict[str, Any]:
    """This person's dashboard."""
    answer: dict[str, Any] = await (await school.staff(username)).get("staff/dashboard")
    return answer


async def test_an_empty_school_has_a_month_of_noughts(school: School) -> None:
    found = await shown(school, "zhangwei")
    assert found["todo"] == {"count": 0, "oldest": []}
    assert (found["expected_today"], found["inside_now"]) == ([], 0)
    days = found["last_30_days"]
    assert [days[0]["day"], days[-1]["day"], len(days)] == ["2026-10-25", "2026-11-23", 30]
    assert {(day["number"], day["admitted"]) for day in days} == {(0, 0)}


async def test_what_waits_is_counted_beyond_the_five_that_are_shown(roomy_school: School) -> None:
    visits = []
    for _ in range(7):
        visits.append(await story.apply(roomy_school))
        roomy_school.time.move(minutes=1)
    todo = (await shown(roomy_school, "zhangwei"))["todo"]
    assert todo["count"] == 7
    assert [row["visit"]["id"] for row in todo["oldest"]] == [visit["id"] for visit in visits[:5]]
    assert (await shown(roomy_school, "lina"))["todo"]["count"] == 0


async def test_arrivals_of_today_by_the_schools_hour(school: School) -> None:
    await story.approved(school, visit_from=school.time.local(14, 5), visit_to=school.time.local(16))
    await story.approved(school, visit_from=school.time.local(14, 50), visit_to=school.time.local(16))
    await story.approved(
        school, "jitian", visit_from=school.time.local(23, 45), visit_to=school.time.local(23, 59)
    )
    await story.approved(school)  # tomorrow
    await story.apply(
        school, visit_from=school.time.local(10), visit_to=school.time.local(11)
    )  # not approved
    assert (await shown(school, "zhangwei"))["expected_today"] == [
        {"hour": 14, "number": 2},
        {"hour": 23, "number": 1},
    ]


@pytest.mark.parametrize(("weekdays", "expected"), [([2, 4], [{"hour": 8, "number": 1}]), ([1, 3], [])])
async def test_long_term_visitors_are_expected_on_their_days(
    school: School, weekdays: list[int], expected: list[dict[str, int]]
) -> None:
    invitation = await story.invite(
        school, visitor_type="long_term", valid_to=school.time.local(23, days=100)
    )
    over = {"visit_to": school.time.local(18, days=60), "daily_from": "08:30", "daily_to": "18:00"}
    visit = await story.apply(school, invitation=invitation, weekdays=weekdays, health=None, **over)
    for username in ("zhangwei", "lina", "chenjing"):
        await story.decide(school, username, visit)
    school.time.move_to(datetime(2026, 12, 1, 7, tzinfo=SHANGHAI))  # a Tuesday
    assert (await shown(school, "zhangwei"))["expected_today"] == expected


async def test_who_came_and_who_is_inside(school: School) -> None:
    today = {"visit_from": school.time.local(9), "visit_to": school.time.local(16)}
    coming, absent = await story.approved(school, **today), await story.approved(school, "jitian", **today)
    visitor = await school.phone("liuyang")
    await story.scan(school, (await visitor.get(f"visitor/visits/{coming['id']}/pass"))["qr"])
    revoked = await story.approved(school, "maimaiti", **today)
    await (await school.staff("lina")).post(f"staff/visits/{revoked['id']}/revoke", {"reason": "改期"})
    for username in ("zhangwei", "lina", "sunli"):
        found = await shown(school, username)
        assert found["inside_now"] == 1
        assert found["last_30_days"][-1] == {"day": "2026-11-23", "number": 2, "admitted": 1}
    assert absent["id"] not in str(found)


async def test_a_colleague_sees_nothing_of_it(school: School) -> None:
    await story.approved(school, visit_from=school.time.local(14), visit_to=school.time.local(16))
    found = await shown(school, "chenjing")
    assert (found["expected_today"], found["last_30_days"][-1]["number"]) == ([], 0)


async def test_its_price_does_not_grow_with_what_there_is(roomy_school: School) -> None:
    zhangwei = await roomy_school.staff("zhangwei")
    for _ in range(12):
        await story.apply(roomy_school)
    with count_queries() as sent:
        await zhangwei.get("staff/dashboard")
    assert len(sent) <= STATEMENTS, sent
