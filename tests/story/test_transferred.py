"""An approver hands the step to a colleague."""

from tests.support import people, seen, story
from tests.support.school import School


async def test_the_colleague_decides_in_the_approvers_place(school: School) -> None:
    visit = await story.apply(school)
    zhangwei = await school.staff("zhangwei")
    task = await story.task_of(zhangwei, visit)
    to = await people.staff_id(school, "chenjing")
    answer = await story.decide(
        school, "zhangwei", visit, "transfer", to_staff_id=to, comment="出差，请代为审批"
    )
    assert answer["task"]["status"] == "transferred"

    assert await seen.waiting_for(school, "zhangwei") == []
    assert await seen.waiting_for(school, "chenjing") == [visit["id"]]
    assert await seen.holders(school, visit) == ["陈静"]
    assert len(await seen.messages_to(school, "chenjing")) == 1
    problem = await zhangwei.post(f"staff/approvals/{task}/approve", status=409)
    assert problem["code"] == "already_decided" and problem["context"]["decision"] == "transferred"

    await story.decide(school, "chenjing", visit)
    assert await seen.holders(school, visit) == ["李娜"]
    assert await seen.chain_of(school, visit) == [
        ("contact", "transferred"),
        ("contact", "approved"),
        ("head", "open"),
        ("materials", "waiting"),
    ]


async def test_a_group_member_hands_over_to_one_person(sqlite_school: School) -> None:
    school = sqlite_school
    visit = await story.apply(school)
    for username in ("zhangwei", "lina"):
        await story.decide(school, username, visit)
    to = await people.staff_id(school, "heyu")
    await story.decide(school, "wangfang", visit, "transfer", to_staff_id=to)
    assert await seen.waiting_for(school, "zhaolei") == []
    decided = await story.decide(school, "heyu", visit)
    assert decided["visit"]["status"] == "approved"


async def test_who_took_over_and_comes_next_decides_once(sqlite_school: School) -> None:
    school = sqlite_school
    visit = await story.apply(school)
    to = await people.staff_id(school, "lina")
    await story.decide(school, "zhangwei", visit, "transfer", to_staff_id=to)
    await story.decide(school, "lina", visit)
    assert (await seen.chain_of(school, visit))[2:] == [("head", "skipped"), ("materials", "open")]


async def test_not_to_oneself_nor_to_who_cannot_decide(sqlite_school: School) -> None:
    school = sqlite_school
    visit = await story.apply(school)
    zhangwei = await school.staff("zhangwei")
    await people.disable(school, "zhaolei")
    task = await story.task_of(zhangwei, visit)
    nobody = "2" * 24
    refused = [await people.staff_id(school, to) for to in ("zhangwei", "zhouqiang", "auditor", "zhaolei")]
    for to_staff_id in [*refused, nobody]:
        body = {"to_staff_id": to_staff_id}
        problem = await zhangwei.post(f"staff/approvals/{task}/transfer", body, status=422)
        assert problem["code"] == "cannot_transfer"
    assert await seen.waiting_for(school, "zhangwei") == [visit["id"]]
