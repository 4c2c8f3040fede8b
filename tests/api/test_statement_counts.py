"""What each request costs in statements, beside BEGIN and COMMIT. A growing number is a decision, not an accident."""

from datetime import datetime
from typing import Any

from server.db.sql import is_postgres
from server.kit.ids import new_id
from tests.support import story
from tests.support.callers import Caller
from tests.support.school import School
from tests.support.statements import Statements, count_queries

ROWS = 50


async def test_looking_an_invitation_up_by_phone(sqlite_school: School) -> None:
    """1 session with identity and staff, 2 invitations with unit and contact, 3 what was sent is now opened."""
    await story.invite(sqlite_school)
    visitor = await sqlite_school.phone("liuyang")
    with count_queries() as sent:
        page = await visitor.get("visitor/invitations", phone="13800138000")
    assert page["items"]
    _within(3, sent)


async def test_a_page_of_fifty_visits(roomy_school: School) -> None:
    """1 session, 2 for staff: the units this person heads, 3 the visits with unit and contact, 4 who holds them."""
    visits = await _fifty(roomy_school)
    visitor = await roomy_school.phone("liuyang")
    lists: list[tuple[str, Caller]] = [("visitor/visits", visitor)]
    lists += [("staff/visits", await roomy_school.staff(name)) for name in ("zhangwei", "lina", "sunli")]
    for path, caller in lists:
        with count_queries() as sent:
            page = await caller.get(path, limit=ROWS)
        assert len(page["items"]) == len(visits)
        assert all(card["current"]["holders"] == ["张伟"] for card in page["items"])
        _within(4, sent)


async def test_a_page_of_fifty_approvals(roomy_school: School) -> None:
    """1 session, 2 my groups, 3 the tasks with visit, unit and contact, 4 who holds the visits."""
    visits = await _fifty(roomy_school)
    teacher = await roomy_school.staff("zhangwei")
    for box in ("todo", "started"):
        with count_queries() as sent:
            page = await teacher.get("staff/approvals", box=box, limit=ROWS)
        assert len(page["items"]) == len(visits)
        _within(4, sent)


async def test_a_page_of_fifty_invitations(sqlite_school: School) -> None:
    """1 session, 2 the invitations with unit, contact and inviter."""
    teacher = await sqlite_school.staff("zhangwei")
    for _ in range(ROWS):
        await teacher.post("staff/invitations", story.invitation_body(sqlite_school))
    with count_queries() as sent:
        page = await teacher.get("staff/invitations", limit=ROWS)
    assert len(page["items"]) == ROWS
    _within(2, sent)


async def test_each_of_the_three_approvals(sqlite_school: School) -> None:
    """1 session, 2 the task with its visit, 3 the decision, 4 the chain so far;

    on to the next step: 5 who decides it, 6 open it, 7 history, 8 audit, 9 their WeChat, 10 their messages;
    or the end: 5 the visit's status, 6 the pass, 7 the inviter's copy, 8 history, 9 audit, 10 the visitor's message;
    for the answer: 11 the chain with names, 12 the history.
    """
    contact = await sqlite_school.staff("zhangwei")
    invitation = await story.invite(sqlite_school, by="chenjing", contact_id=contact.id)
    visit = await story.apply(sqlite_school, invitation=invitation)
    for username in ("zhangwei", "lina", "wangfang"):
        approver = await sqlite_school.staff(username)
        task_id = await story.task_of(approver, visit)
        with count_queries() as sent:
            await approver.post(f"staff/approvals/{task_id}/approve", {"comment": "同意"})
        _within(12, sent)


async def test_each_scan(school: School) -> None:
    """1 session, 2 the gate, and whether this scan came before, 3 the pass with its visit, 4 the blocklist;

    5 who is inside, the passage and the contact's message: one statement on PostgreSQL, three on SQLite.
    """
    visit = await story.approved(school)
    for direction, verdict in (("in", "refuse"), ("in", "admit"), ("out", "admit")):
        if verdict == "admit":
            school.time.move_to(datetime.fromisoformat(visit["visit_from"]))
        guard, body = await _shown(school, visit)
        with count_queries() as sent:
            answer = await guard.post("gate/scans", {**body, "direction": direction})
        assert answer["verdict"] == verdict, answer
        _within(5 if is_postgres() else 7, sent)


async def _shown(school: School, visit: dict[str, Any]) -> tuple[Caller, dict[str, Any]]:
    """The guard, and the scan of the code that the phone shows now."""
    entry_pass = await (await school.phone("liuyang")).get(f"visitor/visits/{visit['id']}/pass")
    guard = await school.staff("zhouqiang")
    gates = await guard.get("gate/gates")
    return guard, {"code": entry_pass["qr"], "gate_id": gates["items"][0]["id"], "nonce": new_id()}


async def _fifty(school: School) -> list[dict[str, Any]]:
    invitation = await story.invite(school, max_uses=ROWS)
    body = await story.visit_body(school, "liuyang", invitation)
    visitor = await school.phone("liuyang")
    return [await visitor.post("visitor/visits", body) for _ in range(ROWS)]


def _within(budget: int, sent: Statements) -> None:
    assert 0 < len(sent) <= budget, f"{len(sent)} statements, allowed are {budget}:\n{sent}"
