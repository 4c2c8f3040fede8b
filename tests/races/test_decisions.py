"""Decisions on one case at the same moment, on PostgreSQL over real connections."""

from typing import Any

import pytest

from server.approvals.models import ApprovalTask
from server.approvals.states import TaskStatus
from tests.support import story
from tests.support.at_once import Ask, at_once, outcomes, winner
from tests.support.locks import BOTH_ORDERS, Turn, in_turn
from tests.support.school import School

CHAIN = "SELECT 1 FROM approval_task WHERE visit_id = $1 FOR UPDATE"


async def _case(school: School, *approved_by: str) -> dict[str, Any]:
    visit = await story.apply(school)
    for username in approved_by:
        await story.decide(school, username, visit)
    return visit


async def _by(school: School, username: str, task_id: str, act: str, **said: Any) -> Ask:
    return Ask(await school.staff(username), f"staff/approvals/{task_id}/{act}", said)


async def _task(school: School, username: str, visit: dict[str, Any]) -> str:
    return await story.task_of(await school.staff(username), visit)


async def _withdrawal(school: School, visit: dict[str, Any]) -> Ask:
    return Ask(await school.phone("liuyang"), f"visitor/visits/{visit['id']}/withdraw")


async def _seen(school: School, visit: dict[str, Any]) -> dict[str, Any]:
    return dict(await (await school.phone("liuyang")).get(f"visitor/visits/{visit['id']}"))


async def _open_steps(visit: dict[str, Any]) -> list[str]:
    return [task.step for task in await ApprovalTask.filter(visit_id=visit["id"], status=TaskStatus.OPEN)]


async def test_sixteen_approvals_by_two_members_count_once(postgres_school: School) -> None:
    school = postgres_school
    visit = await _case(school, "zhangwei", "lina")
    task_id = await _task(school, "wangfang", visit)
    answers = await at_once(
        *[await _by(school, ("wangfang", "zhaolei")[n % 2], task_id, "approve") for n in range(16)]
    )
    assert outcomes(answers) == {"ok": 1, "already_decided": 15}
    decider = ("王芳", "赵磊")[winner(answers) % 2]
    assert {answer.json()["context"]["decided_by"] for answer in answers if not answer.is_success} == {
        decider
    }
    history = (await _seen(school, visit))["history"]
    assert [line["event"] for line in history] == ["submitted", "approved", "approved", "approved"]


@BOTH_ORDERS
async def test_approval_against_rejection(postgres_school: School, turn: Turn) -> None:
    school = postgres_school
    visit = await _case(school, "zhangwei", "lina")
    task_id = await _task(school, "wangfang", visit)
    approval = await _by(school, "wangfang", task_id, "approve")
    rejection = await _by(school, "zhaolei", task_id, "reject", comment="材料不全")
    answers = turn(await in_turn(school, (CHAIN, visit["id"]), *turn([approval, rejection])))
    assert outcomes(answers) == {"ok": 1, "already_decided": 1}
    assert (await _seen(school, visit))["status"] == ("approved", "rejected")[winner(answers)]
    assert await _open_steps(visit) == []


@BOTH_ORDERS
@pytest.mark.parametrize("act", ["approve", "last approve", "reject", "return", "transfer", "recall"])
async def test_withdrawal_against_a_decision(postgres_school: School, act: str, turn: Turn) -> None:
    """The visitor always gets away, whatever the approver does; the approver may be too late. No open task remains."""
    school = postgres_school
    before = {"last approve": ["zhangwei", "lina"]}.get(act, [])
    visit = await _case(school, *before)
    decider = "wangfang" if before else "zhangwei"
    task_id = await _task(school, decider, visit)
    if act == "recall":
        await story.decide(school, decider, visit)
    said = {"transfer": {"to_staff_id": (await school.staff("sunli")).id}, "approve": {}, "recall": {}}
    decision = await _by(school, decider, task_id, act.split()[-1], **said.get(act, {"comment": "请核对"}))
    answers = turn(
        await in_turn(school, (CHAIN, visit["id"]), *turn([decision, await _withdrawal(school, visit)]))
    )
    first = turn(["decision", "withdrawal"])[0]
    expected = {"decision": "ok", "withdrawal": "cannot_recall" if act == "recall" else "not_open"}[first]
    assert list(outcomes(answers[:1])) == [expected]
    # Only a rejection, once it stands, leaves nothing to withdraw.
    rejected = act == "reject" and first == "decision"
    assert list(outcomes(answers[1:])) == ["visit_not_in_state" if rejected else "ok"]
    assert (await _seen(school, visit))["status"] == ("rejected" if rejected else "withdrawn")
    assert await _open_steps(visit) == []


@BOTH_ORDERS
async def test_recall_against_the_next_approval(postgres_school: School, turn: Turn) -> None:
    school = postgres_school
    visit = await _case(school)
    mine = await _task(school, "zhangwei", visit)
    await story.decide(school, "zhangwei", visit)
    recall = await _by(school, "zhangwei", mine, "recall")
    approval = await _by(school, "lina", await _task(school, "lina", visit), "approve")
    answers = turn(await in_turn(school, (CHAIN, visit["id"]), *turn([recall, approval])))
    assert outcomes(answers) == {"ok": 1, ("not_open", "cannot_recall")[winner(answers)]: 1}
    assert await _open_steps(visit) == [("contact", "materials")[winner(answers)]]


@BOTH_ORDERS
async def test_transfer_against_approval(postgres_school: School, turn: Turn) -> None:
    school = postgres_school
    visit = await _case(school, "zhangwei", "lina")
    task_id = await _task(school, "wangfang", visit)
    to = (await school.staff("sunli")).id
    transfer = await _by(school, "wangfang", task_id, "transfer", to_staff_id=to)
    approval = await _by(school, "zhaolei", task_id, "approve")
    answers = turn(await in_turn(school, (CHAIN, visit["id"]), *turn([transfer, approval])))
    assert outcomes(answers) == {"ok": 1, "already_decided": 1}
    assert await _open_steps(visit) == (["materials"], [])[winner(answers)]


@BOTH_ORDERS
async def test_an_account_is_closed_while_its_task_is_decided(postgres_school: School, turn: Turn) -> None:
    school = postgres_school
    visit = await _case(school, "zhangwei")
    lina = await school.staff("lina")
    approval = await _by(school, "lina", await _task(school, "lina", visit), "approve")
    closing = Ask(await school.staff("admin"), f"admin/staff/{lina.id}/disable")
    answers = turn(await in_turn(school, (CHAIN, visit["id"]), *turn([approval, closing])))
    assert answers[1].is_success
    assert answers[0].is_success or answers[0].json()["code"] == "not_open"
    assert await _open_steps(visit) == (["materials"] if answers[0].is_success else ["head"])


async def test_four_recalls_open_the_step_once(postgres_school: School) -> None:
    school = postgres_school
    visit = await _case(school)
    task_id = await _task(school, "zhangwei", visit)
    await story.decide(school, "zhangwei", visit)
    answers = await at_once(*[await _by(school, "zhangwei", task_id, "recall") for _ in range(4)])
    assert outcomes(answers) == {"ok": 1, "cannot_recall": 3}
    assert await _open_steps(visit) == ["contact"]
