"""An approver takes the own approval back while the next step is untouched."""

from typing import Any

from tests.support import people, seen, story
from tests.support.school import School


async def approved_by(school: School, *usernames: str, **over: Any) -> tuple[dict[str, Any], str]:
    """A visit these people have approved in turn, and the task of the last of them."""
    visit = await story.apply(school, **over)
    task = ""
    for username in usernames:
        task = await story.task_of(await school.staff(username), visit)
        await story.decide(school, username, visit, comment="同意")
    return visit, task


async def test_an_approval_is_recalled_and_decided_anew(school: School) -> None:
    visit, task = await approved_by(school, "zhangwei")
    zhangwei = await school.staff("zhangwei")
    assert (await zhangwei.get(f"staff/approvals/{task}"))["actions"] == ["recall"]
    answer = await zhangwei.post(f"staff/approvals/{task}/recall", {"comment": "看错了日期"})
    assert answer["task"]["status"] == "recalled"

    assert await seen.waiting_for(school, "lina") == []
    assert await seen.waiting_for(school, "zhangwei") == [visit["id"]]
    assert await seen.chain_of(school, visit) == [
        ("contact", "recalled"),
        ("contact", "open"),
        ("head", "waiting"),
        ("materials", "waiting"),
    ]
    await story.decide(school, "zhangwei", visit, "reject", comment="请改到下周")
    assert (await seen.by_visitor(school, visit))["status"] == "rejected"


async def test_after_a_recall_the_chain_goes_through_to_the_end(sqlite_school: School) -> None:
    school = sqlite_school
    visit, task = await approved_by(school, "zhangwei", "lina")
    await (await school.staff("lina")).post(f"staff/approvals/{task}/recall")
    for username in ("lina", "wangfang"):
        await story.decide(school, username, visit)
    assert (await seen.by_visitor(school, visit))["pass_available"]


async def test_a_recall_brings_back_the_step_that_was_skipped(sqlite_school: School) -> None:
    school = sqlite_school
    invitation = await story.invite(school, by="lina")
    visit, task = await approved_by(school, "lina", invitation=invitation)
    assert ("head", "skipped") in await seen.chain_of(school, visit)
    await (await school.staff("lina")).post(f"staff/approvals/{task}/recall")
    assert (await seen.chain_of(school, visit))[2:] == [("head", "waiting"), ("materials", "waiting")]
    await story.decide(school, "lina", visit)
    assert await seen.holders(school, visit) == ["王芳", "赵磊"]


async def test_too_late_once_the_next_step_is_touched(sqlite_school: School) -> None:
    school = sqlite_school
    to = await people.staff_id(school, "heyu")
    for touch in ("approve", "reject", "return", "transfer"):
        visit, task = await approved_by(school, "zhangwei")
        said = {"comment": "已看", **({"to_staff_id": to} if touch == "transfer" else {})}
        await story.decide(school, "lina", visit, touch, **said)
        before = await seen.chain_of(school, visit)
        problem = await (await school.staff("zhangwei")).post(f"staff/approvals/{task}/recall", status=409)
        assert problem["code"] == "cannot_recall"
        assert await seen.chain_of(school, visit) == before


async def test_the_last_approval_cannot_be_recalled(sqlite_school: School) -> None:
    school = sqlite_school
    _, task = await approved_by(school, "zhangwei", "lina", "wangfang")
    wangfang = await school.staff("wangfang")
    assert (await wangfang.get(f"staff/approvals/{task}"))["actions"] == []
    problem = await wangfang.post(f"staff/approvals/{task}/recall", status=409)
    assert problem["code"] == "cannot_recall"


async def test_only_ones_own_approval(sqlite_school: School) -> None:
    school = sqlite_school
    visit, task = await approved_by(school, "zhangwei")
    await (await school.staff("lina")).post(f"staff/approvals/{task}/recall", status=404)
    open_task = await story.task_of(await school.staff("lina"), visit)
    problem = await (await school.staff("lina")).post(f"staff/approvals/{open_task}/recall", status=409)
    assert problem["code"] == "cannot_recall"
