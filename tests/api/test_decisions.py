"""Deciding twice, out of turn, for someone else; scanning what is no code."""

from typing import Any

import pytest

from server.gate.models import Passage
from tests.api.refusals import MISSING, Wrong, refused
from tests.support import story
from tests.support.rows import row_counts
from tests.support.school import School

ACTS = ("approve", "reject", "return", "transfer")


async def test_deciding_twice_says_who_and_when(sqlite_school: School) -> None:
    visit, teacher = await story.apply(sqlite_school), await sqlite_school.staff("zhangwei")
    task_id = await story.task_of(teacher, visit)
    decided = await teacher.post(f"staff/approvals/{task_id}/approve")
    before = await row_counts()
    for act in ACTS:
        said = await teacher.post(f"staff/approvals/{task_id}/{act}", _said(teacher.id, act), status=409)
        assert said["code"] == "already_decided" and "张伟" in said["detail"]
        assert said["context"]["decided_by"] == "张伟" and said["context"]["decision"] == "approved"
        assert said["context"]["decided_at"][:19] == decided["task"]["decided_at"][:19]
    assert await row_counts() == before


async def test_an_approver_is_told_how_often_the_visitor_comes_this_week(sqlite_school: School) -> None:
    school, teacher = sqlite_school, await sqlite_school.staff("zhangwei")
    # The demo's Monday is today: tomorrow, the day after, and one that the visitor gives up; next Monday is next week.
    for day in (1, 2, 7):
        times: dict[str, Any] = {
            "visit_from": school.time.local(14, days=day),
            "visit_to": school.time.local(16, days=day),
        }
        visit = await story.apply(school, **times)
        if day == 2:
            gone = await story.apply(school, **times)
            await (await school.phone("liuyang")).post(f"visitor/visits/{gone['id']}/withdraw")
        case = await teacher.get(f"staff/approvals/{await story.task_of(teacher, visit)}")
        assert case["visits_this_week"] == {1: 1, 2: 2, 7: 1}[day]


async def test_the_other_member_of_the_group_learns_who_was_faster(sqlite_school: School) -> None:
    visit = await story.apply(sqlite_school)
    for username in ("zhangwei", "lina"):
        await story.decide(sqlite_school, username, visit)
    slow = await sqlite_school.staff("zhaolei")
    task_id = await story.task_of(slow, visit)
    await story.decide(sqlite_school, "wangfang", visit)
    said = await slow.post(f"staff/approvals/{task_id}/reject", {"comment": "不行"}, status=409)
    assert said["context"]["decided_by"] == "王芳"


async def test_out_of_turn_it_is_not_there(sqlite_school: School) -> None:
    visit, teacher = await story.apply(sqlite_school), await sqlite_school.staff("zhangwei")
    task_id = await story.task_of(teacher, visit)
    for username in ("lina", "wangfang", "sunli"):
        caller = await sqlite_school.staff(username)
        assert (await caller.get("staff/approvals"))["items"] == []
        for act in ACTS:
            await caller.post(f"staff/approvals/{task_id}/{act}", _said(teacher.id, act), status=404)


@pytest.mark.parametrize("ended", ["withdrawn", "over"])
async def test_what_has_ended_is_not_decided_any_more(sqlite_school: School, ended: str) -> None:
    visit, teacher = await story.apply(sqlite_school), await sqlite_school.staff("zhangwei")
    task_id = await story.task_of(teacher, visit)
    if ended == "withdrawn":
        await (await sqlite_school.phone("liuyang")).post(f"visitor/visits/{visit['id']}/withdraw")
    else:
        sqlite_school.time.move(days=2)
        teacher = await sqlite_school.staff("zhangwei")
    said = await teacher.post(f"staff/approvals/{task_id}/approve", status=409)
    assert said["code"] == {"withdrawn": "not_open", "over": "visit_expired"}[ended]


async def test_a_rejection_needs_a_reason_and_a_transfer_a_colleague(sqlite_school: School) -> None:
    visit, teacher = await story.apply(sqlite_school), await sqlite_school.staff("zhangwei")
    path = f"staff/approvals/{await story.task_of(teacher, visit)}"
    reasons = [
        Wrong("comment", MISSING, "required"),
        Wrong("comment", "", "too_short"),
        Wrong("comment", "   ", "too_short"),
        Wrong("comment", "不" * 501, "too_long"),
        Wrong("comment", "不行\u0000不行", "control_character"),
    ]
    await refused(teacher, f"{path}/reject", {"comment": "不行"}, reasons)
    await refused(teacher, f"{path}/return", {"comment": "请补充"}, reasons)
    guard = await sqlite_school.staff("zhouqiang")
    colleagues = [
        Wrong("to_staff_id", person, "cannot_transfer") for person in (teacher.id, guard.id, "z" * 24)
    ]
    await refused(teacher, f"{path}/transfer", {"to_staff_id": "z" * 24}, colleagues)


async def test_the_visitor_acts_only_while_it_makes_sense(sqlite_school: School) -> None:
    visit, visitor = await story.approved(sqlite_school), await sqlite_school.phone("liuyang")
    path = f"visitor/visits/{visit['id']}"
    for act in ("resubmit", "urge"):
        said = await visitor.post(f"{path}/{act}", status=409)
        assert (said["code"], said["context"]["status"]) == ("visit_not_in_state", "approved")
    await visitor.patch(path, {"purpose": "讲座"}, status=409)
    await visitor.post(f"{path}/withdraw")
    assert (await visitor.post(f"{path}/withdraw", status=409))["context"]["status"] == "withdrawn"
    office = await sqlite_school.staff("sunli")
    await office.post(f"staff/visits/{visit['id']}/revoke", {"reason": "活动取消"}, status=409)


GARBAGE = [
    "V1",
    "https://example.com/?id=1",
    "V1AAAAAAAAAA1234567",
    "<script>",
    "𠮷" * 20,
    "; DROP TABLE",
    "V2" + "1" * 18,
]


async def test_scanning_garbage_is_an_answer_and_is_stored(sqlite_school: School) -> None:
    for number, code in enumerate([*GARBAGE, "V1AAAAAAAAAA12345678", "ZZZZZZZZ"]):
        answer = await story.scan(sqlite_school, code, nonce=f"n{number}")
        assert (answer["verdict"], answer["visit"], answer["inside"]) == ("refuse", None, False)
        assert answer["reason"] == ("malformed" if code in GARBAGE else "unknown")
        assert code not in str(answer)
    assert await Passage.all().count() == len(GARBAGE) + 2


async def test_what_is_no_scan_is_422_and_is_not_stored(sqlite_school: School) -> None:
    guard = await sqlite_school.staff("zhouqiang")
    gate_id = (await guard.get("gate/gates"))["items"][0]["id"]
    body = {"code": "ZZZZZZZZ", "gate_id": gate_id, "direction": "in", "nonce": "n1"}
    await refused(
        guard,
        "gate/scans",
        body,
        [
            Wrong("gate_id", "z" * 24, "gate_unknown"),
            Wrong("direction", "sideways", "not_a_choice"),
            Wrong("nonce", "two words", "bad_format"),
            Wrong("nonce", "x" * 65, "too_long"),
            Wrong("nonce", MISSING, "required"),
            Wrong("code", "", "too_short"),
            Wrong("code", "ZZZZ\u0000ZZZZ", "control_character"),
            Wrong("code", 12345678, "bad_value"),
            Wrong("companions_present", -1, "too_small"),
            Wrong("companions_present", 101, "too_large"),
            Wrong("companions_present", True, "bad_value"),
            Wrong("scanned_at", "now", "bad_time"),
        ],
    )


def _said(staff_id: str, act: str) -> dict[str, str]:
    return {"to_staff_id": staff_id} if act == "transfer" else {"comment": "知道了"}
