"""Someone in the chain says no."""

from tests.support import seen, story
from tests.support.school import School

CHAIN = ("zhangwei", "lina", "wangfang")


async def test_a_rejected_visitor_is_told_why_and_nobody_else_is_asked(school: School) -> None:
    await seen.agrees_to_messages(school)
    visit = await story.apply(school)
    await story.decide(school, "zhangwei", visit)
    answer = await story.decide(school, "lina", visit, "reject", comment="当天校内封闭考试")
    assert answer["task"]["status"] == "rejected"

    rejected = await seen.by_visitor(school, visit)
    assert rejected["status"] == "rejected"
    assert rejected["current"] is None and not rejected["pass_available"]
    assert rejected["actions"] == []
    assert rejected["history"][-1]["comment"] == "当天校内封闭考试"
    assert await seen.tab(school, "rejected") == [visit["id"]]
    assert await seen.tab(school, "in_review") == []
    assert await seen.chain_of(school, visit) == [
        ("contact", "approved"),
        ("head", "rejected"),
        ("materials", "closed"),
    ]

    told = await seen.messages_to(school, "liuyang")
    assert [message.data["phrase1"] for message in told] == ["审核未通过"]
    assert told[0].data["thing4"] == "当天校内封闭考试"
    assert await seen.messages_to(school, "wangfang") == []


async def test_every_step_may_end_the_case(sqlite_school: School) -> None:
    school = sqlite_school
    for place in range(3):
        visit = await story.apply(school)
        for username in CHAIN[:place]:
            await story.decide(school, username, visit)
        await story.decide(school, CHAIN[place], visit, "reject", comment="不符合来访要求")
        assert (await seen.by_visitor(school, visit))["status"] == "rejected"
        assert [await seen.waiting_for(school, username) for username in CHAIN] == [[], [], []]


async def test_a_rejection_needs_a_reason(sqlite_school: School) -> None:
    school = sqlite_school
    visit = await story.apply(school)
    zhangwei = await school.staff("zhangwei")
    task = await story.task_of(zhangwei, visit)
    for comment in ("", "   "):
        problem = await zhangwei.post(f"staff/approvals/{task}/reject", {"comment": comment}, status=422)
        assert problem["errors"][0]["field"] == "comment"
    assert (await seen.by_visitor(school, visit))["status"] == "in_review"


async def test_what_is_rejected_stays_rejected(sqlite_school: School) -> None:
    school = sqlite_school
    visit = await story.apply(school)
    zhangwei, liuyang = await school.staff("zhangwei"), await school.phone("liuyang")
    task = await story.task_of(zhangwei, visit)
    await story.decide(school, "zhangwei", visit, "reject", comment="请改期")

    problem = await zhangwei.post(f"staff/approvals/{task}/approve", status=409)
    assert problem["code"] == "already_decided"
    assert problem["context"]["decided_by"] == "张伟" and problem["context"]["decision"] == "rejected"
    for act in ("withdraw", "resubmit", "urge"):
        problem = await liuyang.post(f"visitor/visits/{visit['id']}/{act}", status=409)
        assert problem["context"]["status"] == "rejected"
    await liuyang.get(f"visitor/visits/{visit['id']}/pass", status=404)
    assert await seen.history_of(school, visit) == [("刘洋", "submitted"), ("张伟", "rejected")]
