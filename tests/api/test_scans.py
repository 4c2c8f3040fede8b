"""What a guard may do at the gate beyond scanning a code, and what is answered."""

from datetime import datetime
from typing import Any

from server.audit.models import AuditEntry
from server.gate.models import Passage
from tests.support import story
from tests.support.school import School

OTHERS = [
    {"name": name, "document": {"kind": "passport", "number": number}}
    for name, number in (("陈晨", "E12345678"), ("李雷", "E12345679"))
]


async def _approved(school: School, **over: Any) -> dict[str, Any]:
    """An approved visit whose time has come."""
    visit = await story.approved(school, **over)
    school.time.move_to(datetime.fromisoformat(visit["visit_from"]))
    return visit


async def _pass(school: School, visit: dict[str, Any]) -> dict[str, Any]:
    return dict(await (await school.phone("liuyang")).get(f"visitor/visits/{visit['id']}/pass"))


async def _by_hand(school: School, visit: dict[str, Any], direction: str, nonce: str, **over: Any) -> Any:
    guard = await school.staff("zhouqiang")
    gates = (await guard.get("gate/gates"))["items"]
    body = {"visit_id": visit["id"], "gate_id": gates[0]["id"], "direction": direction, "nonce": nonce}
    return await guard.post("gate/manual-scans", {**body, "reason": "手机没电，证件已核对", **over})


async def test_a_short_code_counts_only_with_the_end_of_the_phone(sqlite_school: School) -> None:
    school = sqlite_school
    visit = await _approved(school)
    typed = (await _pass(school, visit))["short_code"]
    for code in (typed, "NOSUCHCD"):  # asked for in the same words, whether there is such a code or not
        asked = await story.scan(school, code, nonce=f"bare-{code}")
        assert (asked["verdict"], asked["needs"], asked["visit"]) == ("refuse", "phone_tail", None)
        assert "手机号" in asked["message"]
    wrong = await story.scan(school, typed, nonce="wrong", phone_tail="0000")
    assert (wrong["reason"], wrong["needs"], wrong["visit"]) == ("unknown", None, None)
    right = await story.scan(school, typed, nonce="right", phone_tail="8000")
    assert (right["verdict"], right["needs"], right["visit"]["id"]) == ("admit", None, visit["id"])
    stored = await Passage.get(nonce="right")
    assert (stored.method, stored.step) == ("short", None)


async def test_by_hand_after_the_document_was_checked(sqlite_school: School) -> None:
    school = sqlite_school
    visit = await _approved(school)
    entered = await _by_hand(school, visit, "in", "n1")
    assert (entered["verdict"], entered["visit"]["id"]) == ("admit", visit["id"])
    assert (await _by_hand(school, visit, "in", "n2"))["reason"] == "already_inside"
    assert (await _by_hand(school, {"id": "z" * 24}, "in", "n3"))["reason"] == "unknown"
    passages = await (await school.staff("zhangwei")).get(f"staff/visits/{visit['id']}/passages")
    assert {row["method"] for row in passages["items"]} == {"manual"}
    assert passages["items"][-1]["guard_reason"] == "手机没电，证件已核对"
    entry = await AuditEntry.get(action="passage_by_hand")
    assert (entry.actor_kind, entry.detail) == ("staff", {"visit": visit["id"]})


async def test_the_guard_overrides_the_record_of_who_is_inside(sqlite_school: School) -> None:
    school = sqlite_school
    visit = await _approved(school)
    because = {"override": {"reason": "上次离校漏扫"}}
    await story.scan(school, (await _pass(school, visit))["qr"], nonce="n1")
    for nonce, direction, reason in (("n2", "in", "already_inside"), ("n4", "out", "not_inside")):
        school.time.move(minutes=1)
        refused = await story.scan(school, (await _pass(school, visit))["qr"], direction, nonce=nonce)
        assert (refused["reason"], refused["override_allowed"]) == (reason, True)
        shown = (await _pass(school, visit))["qr"]
        admitted = await story.scan(school, shown, direction, nonce=f"{nonce}+", **because)
        assert (admitted["verdict"], admitted["inside"]) == ("admit", direction == "in")
        stored = await Passage.get(nonce=f"{nonce}+")
        assert (stored.overridden, stored.guard_reason) == (True, "上次离校漏扫")
        if direction == "in":
            await _by_hand(school, visit, "out", "n3")
    entries = await AuditEntry.filter(action="passage_overridden")
    assert {entry.subject_id for entry in entries} == {
        passage.id for passage in await Passage.filter(overridden=True)
    }


async def test_an_override_does_not_help_against_anything_else(sqlite_school: School) -> None:
    school = sqlite_school
    visit = await story.approved(school)
    entry_pass = await _pass(school, visit)
    early = await story.scan(school, entry_pass["qr"], override={"reason": "认识他"})
    assert (early["reason"], early["override_allowed"]) == ("not_yet", False)


async def test_companions_are_shown_and_ticked(sqlite_school: School) -> None:
    school = sqlite_school
    visit = await _approved(school, companions=OTHERS)
    shown = (await _pass(school, visit))["qr"]
    listed = await story.scan(school, shown, nonce="n1", companions=[0], companions_present=2)
    assert listed["reason"] == "companion_not_listed"
    assert listed["companions"] == [{"index": 0, "name": "陈晨"}, {"index": 1, "name": "李雷"}]
    stranger = await story.scan(school, shown, nonce="n2", companions=[2])
    assert stranger["reason"] == "companion_not_listed"
    admitted = await story.scan(school, shown, nonce="n3", companions=[1], companions_present=1)
    assert admitted["verdict"] == "admit"
    assert (await Passage.get(nonce="n3")).companions == [1]


async def test_an_invitation_may_name_its_gates(sqlite_school: School) -> None:
    school = sqlite_school
    zhangwei = await school.staff("zhangwei")
    gates = {
        gate["name"]: gate["id"]
        for gate in (await (await school.staff("zhouqiang")).get("gate/gates"))["items"]
    }
    east = gates.pop("东门")
    wrong = story.invitation_body(school, gate_ids=["z" * 24])
    refused = await zhangwei.post("staff/invitations", wrong, status=422)
    assert refused["errors"][0]["code"] == "gate_unknown"
    invitation = await story.invite(school, gate_ids=[*gates.values()])
    assert invitation["gate_ids"] == sorted(gates.values())
    listed = (await zhangwei.get("staff/invitations"))["items"]
    assert [gate["name"] for gate in listed[0]["gates"]] == sorted(gates)
    visit = await _approved(school, invitation=invitation)
    entry_pass = await _pass(school, visit)
    assert entry_pass["gates"] == sorted(gates)
    assert east not in gates.values()
    at_east = await story.scan(school, entry_pass["qr"], nonce="n1")
    assert (at_east["reason"], at_east["override_allowed"]) == ("wrong_gate", False)
    elsewhere = await story.scan(school, entry_pass["qr"], nonce="n2", gate_id=next(iter(gates.values())))
    assert elsewhere["verdict"] == "admit"
    assert (await story.scan(school, entry_pass["qr"], "out", nonce="n3"))["verdict"] == "admit"


async def test_a_retry_gets_the_stored_answer_whatever_has_changed(sqlite_school: School) -> None:
    school = sqlite_school
    visit = await _approved(school)
    shown = (await _pass(school, visit))["qr"]
    admin = await school.staff("admin")
    gate = await admin.post("admin/gates", {"name": "后门"})
    first = await story.scan(school, shown, nonce="same", gate_id=gate["id"])
    await admin.patch(f"admin/gates/{gate['id']}", {"active": False})
    revoke = f"staff/visits/{visit['id']}/revoke"
    await (await school.staff("sunli")).post(revoke, {"reason": "活动取消"})
    again = await story.scan(school, shown, nonce="same", gate_id=gate["id"])
    assert {**again, "visit": None} == {**first, "visit": None}
    other = await story.scan(school, "V1NOSUCHPASS12345678", "out", nonce="same")  # the nonce names the scan
    assert other["passage_id"] == first["passage_id"]


async def test_a_devices_clock_is_believed_within_bounds(sqlite_school: School) -> None:
    school = sqlite_school
    visit = await _approved(school)
    shown = (await _pass(school, visit))["qr"]
    for nonce, hour, minute, believed in (("n1", 14, 5, True), ("n2", 13, 49, False), ("n3", 14, 11, False)):
        said = school.time.local(hour, minute)
        await story.scan(school, shown, nonce=nonce, scanned_at=said)
        stored = await Passage.get(nonce=nonce)
        assert (stored.scanned_at == datetime.fromisoformat(said)) is believed
        assert stored.recorded_at == school.time.now()
