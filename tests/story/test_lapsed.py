"""Time passes: what was not decided, repaired or used in time lapses."""

from typing import Any

import pytest

from server.journey import lapse
from server.journey.lapse import lapse_overdue
from tests.support import seen, story
from tests.support.school import School


async def code_of(school: School, visit: dict[str, Any], visitor: str = "liuyang") -> str:
    """What the visitor's phone shows."""
    answer = await (await school.phone(visitor)).get(f"visitor/visits/{visit['id']}/pass")
    return str(answer["qr"])


async def test_what_was_not_decided_in_time_expires(school: School) -> None:
    await seen.agrees_to_messages(school)
    visit = await story.apply(school)
    await story.decide(school, "zhangwei", visit)
    task = await story.task_of(await school.staff("lina"), visit)
    school.time.move(days=1, hours=7)  # 16:00, the visit's very end
    assert await lapse_overdue() == 0
    school.time.move(seconds=1)
    assert await lapse_overdue() == 1

    expired = await seen.by_visitor(school, visit)
    assert expired["status"] == "expired"
    assert (expired["history"][-1]["actor"], expired["history"][-1]["event"]) == ("系统", "expired")
    assert await seen.tab(school, "other") == [visit["id"]]
    assert await seen.chain_of(school, visit) == [
        ("contact", "approved"),
        ("head", "closed"),
        ("materials", "closed"),
    ]
    assert await seen.waiting_for(school, "lina") == []
    problem = await (await school.staff("lina")).post(f"staff/approvals/{task}/approve", status=409)
    assert problem["code"] == "not_open"
    assert await lapse_overdue() == 0


async def test_nothing_is_decided_after_the_visit_even_before_the_worker_came(sqlite_school: School) -> None:
    school = sqlite_school
    visit = await story.apply(school)
    school.time.move(days=2)
    zhangwei = await school.staff("zhangwei")
    task = await story.task_of(zhangwei, visit)
    for act, said in (("approve", {}), ("reject", {"comment": "过期"}), ("return", {"comment": "过期"})):
        problem = await zhangwei.post(f"staff/approvals/{task}/{act}", said, status=409)
        assert problem["code"] == "visit_expired"


async def test_a_returned_visit_expires_too(sqlite_school: School) -> None:
    school = sqlite_school
    visit = await story.apply(school)
    await story.decide(school, "zhangwei", visit, "return", comment="请补充")
    school.time.move(days=2)
    assert await lapse_overdue() == 1
    assert (await seen.by_visitor(school, visit))["status"] == "expired"


async def test_an_approved_visit_nobody_came_for_expires(sqlite_school: School) -> None:
    school = sqlite_school
    visit = await story.approved(school)
    code = await code_of(school, visit)
    school.time.move(days=2)
    assert await lapse_overdue() == 1
    shown = await seen.by_visitor(school, visit)
    assert shown["status"] == "expired" and not shown["pass_available"]
    refused = await story.scan(school, code[:12] + "00000000")
    assert refused["verdict"] == "refuse"
    refused = await story.scan(school, await code_of(school, visit), nonce="fresh")
    assert refused["reason"] == "over"


async def test_a_visit_whose_visitor_came_and_left_is_finished(sqlite_school: School) -> None:
    school = sqlite_school
    visit = await story.approved(school)
    school.time.move(days=1, hours=6)
    await story.scan(school, await code_of(school, visit), nonce="in")
    await story.scan(school, await code_of(school, visit), "out", nonce="out")
    school.time.move(hours=2)
    assert await lapse_overdue() == 1
    assert (await seen.by_visitor(school, visit))["status"] == "finished"
    assert await seen.tab(school, "approved") == [visit["id"]]


async def test_who_is_still_inside_is_left_alone_until_leaving(sqlite_school: School) -> None:
    school = sqlite_school
    visit = await story.approved(school)
    school.time.move(days=1, hours=6)
    await story.scan(school, await code_of(school, visit), nonce="in")
    school.time.move(days=3)
    await lapse_overdue()
    assert (await seen.by_visitor(school, visit))["status"] == "approved"
    present = (await (await school.staff("zhouqiang")).get("gate/present"))["items"]
    assert [(row["visit"]["id"], row["overstayed"]) for row in present] == [(visit["id"], True)]
    left = await story.scan(school, await code_of(school, visit), "out", nonce="out")
    assert left["verdict"] == "admit"
    assert await lapse_overdue() == 1
    assert (await seen.by_visitor(school, visit))["status"] == "finished"


async def test_those_who_never_leave_do_not_hold_up_the_others(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = await story.approved(school)
    waiting = await story.apply(school, "maimaiti", visit_to=school.time.local(17, days=1))
    school.time.move(days=1, hours=6)
    await story.scan(school, await code_of(school, inside))
    school.time.move(days=1)
    monkeypatch.setattr(lapse, "_BATCH", 1)
    await lapse_overdue()
    assert (await seen.by_visitor(school, waiting, "maimaiti"))["status"] == "expired"
    assert (await seen.by_visitor(school, inside))["status"] == "approved"


async def test_invitations_expire(sqlite_school: School) -> None:
    school = sqlite_school
    sent = await story.invite(school)
    zhangwei = await school.staff("zhangwei")
    draft = await zhangwei.post("staff/invitations", story.invitation_body(school, "maimaiti"))
    used = await story.invite(school, "jitian")
    await story.apply(school, "jitian", used)
    school.time.move(days=8)
    await lapse_overdue()

    zhangwei = await school.staff("zhangwei")
    statuses = {row["id"]: row["status"] for row in (await zhangwei.get("staff/invitations"))["items"]}
    assert statuses == {sent["id"]: "expired", draft["id"]: "expired", used["id"]: "used"}
    liuyang = await school.phone("liuyang")
    assert (await liuyang.get("visitor/invitations", phone="13800138000"))["items"] == []
    body = await story.visit_body(school, "liuyang", sent)
    problem = await liuyang.post("visitor/visits", body, status=409)
    assert problem["code"] == "invitation_expired"
    problem = await zhangwei.post(f"staff/invitations/{draft['id']}/send", status=409)
    assert problem["context"]["status"] == "expired"
