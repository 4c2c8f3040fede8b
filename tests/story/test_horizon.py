"""Who sees which visits: their own, their unit's, all."""

import pytest

from tests.support import people, seen, story
from tests.support.school import School

# Zhang Wei of 计算机学院 invites Liu Yang there, and Zhao Lei of 后勤处 invites Mai Maiti to 后勤处.
SEES = {
    "zhangwei": ["刘洋"],
    "zhaolei": ["买买提·艾力"],
    "lina": ["刘洋"],
    "wangfang": [],
    "sunli": ["买买提·艾力", "刘洋"],
}


@pytest.fixture
async def two_visits(school: School) -> dict[str, str]:
    """Visitor's name -> id of the visit, one in each of two units."""
    computing = await story.apply(school)
    school.time.move(seconds=1)
    invitation = await story.invite(school, "maimaiti", by="zhaolei")
    logistics = await story.apply(school, "maimaiti", invitation)
    return {"刘洋": computing["id"], "买买提·艾力": logistics["id"]}


async def visible(school: School, username: str) -> list[str]:
    """Names in this person's list of visits, latest first."""
    page = await (await school.staff(username)).get("staff/visits")
    return [card["visitor_name"] for card in page["items"]]


async def test_who_belongs_to_the_chain_may_read_the_case_and_no_more(school: School) -> None:
    visit = await story.approved(school)
    wangfang, path = await school.staff("wangfang"), f"staff/visits/{visit['id']}"
    seen_by_her = await wangfang.get(path)
    assert (seen_by_her["visitor_name"], seen_by_her["actions"]) == ("刘洋", [])
    assert (await wangfang.get(f"{path}/passages"))["items"] == []
    await wangfang.post(f"{path}/revoke", {"reason": "不来了"}, status=404)
    assert await visible(school, "wangfang") == []
    await (await school.staff("chenjing")).get(path, status=404)


async def test_each_sees_what_is_theirs_to_see(school: School, two_visits: dict[str, str]) -> None:
    for username, names in SEES.items():
        assert await visible(school, username) == names, username
        caller = await school.staff(username)
        for name, visit_id in two_visits.items():
            await caller.get(f"staff/visits/{visit_id}", status=200 if name in names else 404)


async def test_a_head_sees_the_units_below_and_loses_sight_with_the_post(
    school: School, two_visits: dict[str, str]
) -> None:
    await people.set_head(school, "校长办公室", "heyu")
    assert await visible(school, "heyu") == ["买买提·艾力", "刘洋"]
    await people.set_head(school, "校长办公室", None)
    assert await visible(school, "heyu") == []
    await people.set_head(school, "后勤处", "lina")
    assert await visible(school, "lina") == ["买买提·艾力", "刘洋"]


async def test_the_horizon_follows_a_unit_that_moves(sqlite_school: School) -> None:
    school = sqlite_school
    await story.apply(school)
    await people.set_head(school, "后勤处", "wangfang")
    assert await visible(school, "wangfang") == []
    computing, logistics = [await people.unit_id(school, name) for name in ("计算机学院", "后勤处")]
    admin = await school.staff("admin")
    await admin.patch(f"admin/departments/{computing}", {"parent_id": logistics})
    assert await visible(school, "wangfang") == ["刘洋"]


async def test_deciding_a_case_shows_that_case_only(sqlite_school: School) -> None:
    school = sqlite_school
    visit = await story.apply(school)
    for username in ("zhangwei", "lina"):
        await story.decide(school, username, visit)
    wangfang = await school.staff("wangfang")
    task = await story.task_of(wangfang, visit)
    assert (await wangfang.get(f"staff/approvals/{task}"))["visit"]["id"] == visit["id"]
    assert (await wangfang.get(f"staff/visits/{visit['id']}"))["actions"] == []
    other = await story.apply(school)
    await wangfang.get(f"staff/visits/{other['id']}", status=404)
    assert await visible(school, "wangfang") == []
    assert await seen.waiting_for(school, "wangfang") == [visit["id"]]
    await (await school.staff("chenjing")).get(f"staff/approvals/{task}", status=404)
