"""An approver asks the visitor to mend something; the chain goes on from that very step."""

from typing import Any

import pytest

from server.journey import apply
from server.visits.form import load_form
from tests.support import people, seen, story
from tests.support.school import School

PURPOSE = "参加12月学术研讨会并作报告"


async def returned(school: School, by: str = "lina", **over: Any) -> dict[str, Any]:
    """A visit that this person has sent back."""
    visit = await story.apply(school, **over)
    for username in ("zhangwei", "lina"):
        if username == by:
            break
        await story.decide(school, username, visit)
    await story.decide(school, by, visit, "return", comment="请写明来访事由", fields=["purpose"])
    return visit


async def test_a_returned_visit_is_repaired_and_goes_on_where_it_stopped(school: School) -> None:
    await seen.agrees_to_messages(school)
    visit = await returned(school)
    liuyang = await school.phone("liuyang")
    shown = await seen.by_visitor(school, visit)
    assert shown["status"] == "returned" and shown["fields_to_repair"] == ["purpose"]
    assert shown["actions"] == ["repair", "resubmit", "withdraw"]
    assert await seen.tab(school, "in_review") == [visit["id"]]
    told = await seen.messages_to(school, "liuyang")
    assert [message.data["thing2"] for message in told] == ["请写明来访事由"]

    repaired = await liuyang.patch(f"visitor/visits/{visit['id']}", {"purpose": PURPOSE})
    assert repaired["purpose"] == PURPOSE and repaired["status"] == "returned"
    again = await liuyang.post(f"visitor/visits/{visit['id']}/resubmit")
    assert again["status"] == "in_review" and again["fields_to_repair"] is None
    assert again["current"]["step"] == "head" and again["current"]["holders"] == ["李娜"]

    # the contact has decided and is not asked again
    assert await seen.waiting_for(school, "zhangwei") == []
    await story.decide(school, "lina", visit)
    await story.decide(school, "wangfang", visit)
    assert await seen.chain_of(school, visit) == [
        ("contact", "approved"),
        ("head", "returned"),
        ("head", "approved"),
        ("materials", "approved"),
    ]
    assert [event for _, event in await seen.history_of(school, visit)] == [
        "submitted", "approved", "returned", "repaired", "resubmitted", "approved", "approved",
    ]  # fmt: skip
    assert len(await seen.messages_to(school, "lina")) == 2


async def test_a_new_privacy_notice_does_not_shut_the_way_back(
    sqlite_school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The visitor agreed when applying; a repair cannot ask anew for what it has no field for."""
    visit = await returned(sqlite_school)
    form = load_form(sqlite_school.settings.config_dir / "visit_form.toml")
    newer = form.model_copy(update={"notice": form.notice.model_copy(update={"version": "2027-01"})})
    monkeypatch.setattr(apply, "load_form", lambda path: newer)
    liuyang = await sqlite_school.phone("liuyang")
    repaired = await liuyang.patch(f"visitor/visits/{visit['id']}", {"purpose": PURPOSE})
    assert repaired["purpose"] == PURPOSE


async def test_a_group_member_returns_and_any_member_decides_afterwards(sqlite_school: School) -> None:
    school = sqlite_school
    visit = await returned(school, by="wangfang")
    await (await school.phone("liuyang")).post(f"visitor/visits/{visit['id']}/resubmit")
    assert await seen.holders(school, visit) == ["王芳", "赵磊"]
    decided = await story.decide(school, "zhaolei", visit)
    assert decided["visit"]["status"] == "approved"


async def test_who_returned_it_has_left_meanwhile(sqlite_school: School) -> None:
    school = sqlite_school
    visit = await returned(school)
    await people.disable(school, "lina")
    await (await school.phone("liuyang")).post(f"visitor/visits/{visit['id']}/resubmit")
    assert await seen.holders(school, visit) == ["孙丽"]


REPAIRS: list[dict[str, Any]] = [
    {"visitor_name": "刘小洋"},
    {"document": {"kind": "passport", "number": "E12345678", "issuing_state": "CHN"}},
    {"companions": [{"name": "陈晨", "document": {"kind": "passport", "number": "E87654321"}}]},
    {"vehicle": {"plate": "京AD12345"}},
    {"vehicle": None},
    {"health": None},
    {"visit_to": "2026-11-24T17:00:00+08:00"},
]


async def test_what_a_repair_leaves_out_stays_as_it_was(sqlite_school: School) -> None:
    school = sqlite_school
    visit = await returned(school, "zhangwei", vehicle={"plate": "京A12345"})
    for repair in REPAIRS:
        before = await seen.by_visitor(school, visit)
        after = await (await school.phone("liuyang")).patch(f"visitor/visits/{visit['id']}", repair)
        changed = {key for key in before if before[key] != after[key]} - {"history", "actions"}
        assert changed == set(repair)


BROKEN_RULES: list[tuple[dict[str, Any], str, str]] = [
    ({"visit_to": "2026-11-24T13:00:00+08:00"}, "visit_to", "window_reversed"),
    ({"visit_from": "2026-11-20T13:00:00+08:00"}, "visit_from", "window_past"),
    ({"visitor_name": "12345"}, "visitor_name", "person_name_no_letter"),
    ({"weekdays": [1]}, "weekdays", "only_long_term"),
    ({"purpose": "  "}, "purpose", "too_short"),
    ({"phone": "13900139000"}, "body", "unknown_field"),
]


async def test_a_repair_keeps_every_rule(sqlite_school: School) -> None:
    school = sqlite_school
    visit = await returned(school, "zhangwei")
    liuyang = await school.phone("liuyang")
    for repair, field, code in BROKEN_RULES:
        problem = await liuyang.patch(f"visitor/visits/{visit['id']}", repair, status=422)
        assert (field, code) in [(error["field"], error["code"]) for error in problem["errors"]]
    assert [event for _, event in await seen.history_of(school, visit)] == ["submitted", "returned"]


async def test_only_a_returned_visit_can_be_repaired(sqlite_school: School) -> None:
    school = sqlite_school
    visit = await story.apply(school)
    liuyang = await school.phone("liuyang")
    problem = await liuyang.patch(f"visitor/visits/{visit['id']}", {"purpose": PURPOSE}, status=409)
    assert problem["code"] == "visit_not_in_state" and problem["context"]["status"] == "in_review"
    problem = await liuyang.post(f"visitor/visits/{visit['id']}/resubmit", status=409)
    assert problem["code"] == "visit_not_in_state"
    other = await school.phone("maimaiti")
    await other.patch(f"visitor/visits/{visit['id']}", {"purpose": PURPOSE}, status=404)


async def test_a_returned_visit_waits_for_nobody_at_school(sqlite_school: School) -> None:
    school = sqlite_school
    visit = await returned(school)
    for username in ("zhangwei", "lina", "wangfang"):
        assert await seen.waiting_for(school, username) == []
    problem = await (await school.phone("liuyang")).post(f"visitor/visits/{visit['id']}/urge", status=409)
    assert problem["context"]["status"] == "returned"


async def test_a_resubmission_comes_too_late(sqlite_school: School) -> None:
    school = sqlite_school
    visit = await returned(school)
    school.time.move(days=2)
    problem = await (await school.phone("liuyang")).post(f"visitor/visits/{visit['id']}/resubmit", status=409)
    assert problem["code"] == "visit_expired"
