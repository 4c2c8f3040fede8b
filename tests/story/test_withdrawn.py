"""The visitor takes the application back."""

from tests.support import seen, story
from tests.support.school import School


async def test_a_withdrawn_visit_waits_for_nobody(school: School) -> None:
    visit = await story.apply(school)
    await story.decide(school, "zhangwei", visit)
    task = await story.task_of(await school.staff("lina"), visit)
    withdrawn = await (await school.phone("liuyang")).post(
        f"visitor/visits/{visit['id']}/withdraw", {"reason": "行程取消"}
    )
    assert withdrawn["status"] == "withdrawn" and withdrawn["current"] is None
    assert withdrawn["actions"] == []
    assert await seen.tab(school, "other") == [visit["id"]]
    assert await seen.waiting_for(school, "lina") == []
    assert await seen.history_of(school, visit) == [
        ("刘洋", "submitted"),
        ("张伟", "approved"),
        ("刘洋", "withdrawn"),
    ]
    assert (await seen.by_staff(school, visit, "zhangwei"))["history"][-1]["comment"] == "行程取消"
    problem = await (await school.staff("lina")).post(f"staff/approvals/{task}/approve", status=409)
    assert problem["code"] == "not_open"


async def test_a_returned_visit_can_be_withdrawn(sqlite_school: School) -> None:
    school = sqlite_school
    visit = await story.apply(school)
    await story.decide(school, "zhangwei", visit, "return", comment="请补充")
    withdrawn = await (await school.phone("liuyang")).post(f"visitor/visits/{visit['id']}/withdraw")
    assert withdrawn["status"] == "withdrawn"


async def test_the_pass_of_a_withdrawn_visit_opens_no_gate(sqlite_school: School) -> None:
    school = sqlite_school
    visit = await story.approved(school)
    liuyang = await school.phone("liuyang")
    await liuyang.post(f"visitor/visits/{visit['id']}/withdraw")
    school.time.move(days=1, hours=6)
    entry_pass = await liuyang.get(f"visitor/visits/{visit['id']}/pass")
    assert entry_pass["state"] == "revoked"
    refused = await story.scan(school, entry_pass["qr"])
    assert (refused["verdict"], refused["reason"]) == ("refuse", "revoked")


async def test_not_while_inside(sqlite_school: School) -> None:
    school = sqlite_school
    visit = await story.approved(school)
    school.time.move(days=1, hours=6)
    liuyang = await school.phone("liuyang")
    await story.scan(school, (await liuyang.get(f"visitor/visits/{visit['id']}/pass"))["qr"])
    problem = await liuyang.post(f"visitor/visits/{visit['id']}/withdraw", status=409)
    assert problem["code"] == "visitor_inside"
    assert (await seen.by_visitor(school, visit))["status"] == "approved"


async def test_only_once_and_only_ones_own(sqlite_school: School) -> None:
    visit = await story.apply(sqlite_school)
    liuyang = await sqlite_school.phone("liuyang")
    await liuyang.post(f"visitor/visits/{visit['id']}/withdraw")
    problem = await liuyang.post(f"visitor/visits/{visit['id']}/withdraw", status=409)
    assert problem["context"]["status"] == "withdrawn"
    other = await sqlite_school.phone("maimaiti")
    await other.post(f"visitor/visits/{visit['id']}/withdraw", status=404)
