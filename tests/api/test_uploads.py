"""What desks decided without network, told later: stored once, believed, and held against the record."""

from datetime import datetime, timedelta
from typing import Any

from server.audit.models import AuditEntry
from server.gate.models import Passage
from tests.support import story
from tests.support.at_once import Ask, at_once
from tests.support.devices import device, gate_named
from tests.support.gate_desk import Desk
from tests.support.school import School


async def test_what_fits_the_record_is_stored_without_a_word(school: School) -> None:
    desk = await Desk.open(school)
    school.time.move(minutes=60)
    facts = [desk.fact("in", 50), desk.fact("out", 40), desk.fact("in", 30)]
    told = await desk.tell(*facts)
    assert [(one["stored"], one["conflict"]) for one in told] == [("new", None)] * 3
    assert await desk.inside()
    again = await desk.tell(*facts)
    assert [(one["stored"], one["passage_id"]) for one in again] == [
        ("repeat", one["passage_id"]) for one in told
    ]
    assert await Passage.all().count() == 3
    rows = await (await school.staff("zhangwei")).get(f"staff/visits/{desk.visit['id']}/passages")
    assert [row["direction"] for row in rows["items"]] == ["in", "out", "in"]
    assert all(row["uploaded_at"] for row in rows["items"])
    assert (await desk.scan("out"))["verdict"] == "admit"


async def test_an_older_fact_does_not_undo_what_came_after(school: School) -> None:
    desk = await Desk.open(school)
    school.time.move(minutes=30)
    await desk.scan("in")
    school.time.move(minutes=30)
    await desk.scan("out")
    assert await desk.kinds(desk.fact("in", 45)) == ["already_inside"]
    assert not await desk.inside()
    assert await desk.kinds(desk.fact("in", 58), desk.fact("out", 57)) == ["already_inside", None]


async def test_the_order_of_uploads_does_not_matter_for_who_is_inside(sqlite_school: School) -> None:
    desk = await Desk.open(sqlite_school)
    sqlite_school.time.move(minutes=60)
    late = await desk.kinds(desk.fact("out", 20), desk.fact("in", 40))
    assert late == ["not_inside", None]  # the first was not known to fit yet
    assert not await desk.inside()


async def test_the_same_code_at_two_gates_is_found_out(sqlite_school: School) -> None:
    desk = await Desk.open(sqlite_school)
    code = (await desk.shown())["qr"]
    assert (await story.scan(sqlite_school, code, nonce="n1"))["verdict"] == "admit"
    sqlite_school.time.move(minutes=5)
    copied = desk.fact("in", 4.8, code=code, pass_number=None)
    assert await desk.kinds(copied) == ["replayed"]
    invented = desk.fact("in", 1, code=code[:12] + "00000000", pass_number=None)
    assert await desk.kinds(invented) == ["unknown"]


async def test_what_was_taken_back_only_afterwards_is_no_contradiction(sqlite_school: School) -> None:
    school = sqlite_school
    desk = await Desk.open(school)
    school.time.move(minutes=20)
    revoke = f"staff/visits/{desk.visit['id']}/revoke"
    await (await school.staff("sunli")).post(revoke, {"reason": "活动取消"})
    school.time.move(minutes=20)
    assert await desk.kinds(desk.fact("in", 30), desk.fact("out", 25), desk.fact("in", 10)) == [
        None,
        None,
        "revoked",
    ]
    assert await desk.inside()  # it happened all the same
    assert (await desk.scan("out"))["verdict"] == "admit"


async def test_a_refusal_is_a_fact_that_contradicts_nothing(sqlite_school: School) -> None:
    desk = await Desk.open(sqlite_school)
    refused = desk.fact("in", verdict="refuse", reason="stale")
    unknown = desk.fact("in", verdict="refuse", reason="malformed", pass_number=None, code="???")
    assert await desk.kinds(refused, unknown) == [None, None]
    assert not await desk.inside()


async def test_our_answer_that_never_arrived_and_the_desks_own(school: School) -> None:
    desk = await Desk.open(school)
    agreed = await desk.scan("in", nonce="agreed")
    told = (await desk.tell(desk.fact("in", nonce="agreed")))[0]
    assert (told["stored"], told["passage_id"], told["conflict"]) == ("repeat", agreed["passage_id"], None)
    school.time.move(minutes=1)
    assert (await desk.scan("in", nonce="differs"))["reason"] == "already_inside"
    overruled = desk.fact("in", nonce="differs", override={"reason": "漏扫"})
    for stored in ("new", "repeat"):
        told = (await desk.tell(overruled))[0]
        assert (told["stored"], told["conflict"]["kind"]) == (stored, "already_inside")
    school.time.move(minutes=1)
    await desk.scan("out", nonce="gone")
    sent_away = desk.fact("out", nonce="gone", verdict="refuse", reason="stale")
    told = (await desk.tell(sent_away))[0]
    assert told["conflict"]["kind"] == "refused_there"
    office = await school.staff("sunli")
    await office.post(f"gate/conflicts/{told['conflict']['id']}/resolve", {"resolution": "accept_fact"})
    assert await desk.inside()


async def test_the_security_office_settles_a_case(school: School) -> None:
    desk = await Desk.open(school)
    school.time.move(minutes=20)
    await desk.scan("in")
    school.time.move(minutes=20)
    await desk.tell(desk.fact("out", 10, pass_number="NOSUCHPASS"), desk.fact("in", 5))
    guard, office = await school.staff("zhouqiang"), await school.staff("sunli")
    cases = {case["kind"]: case for case in (await guard.get("gate/conflicts"))["items"]}
    assert set(cases) == {"unknown", "already_inside"}
    assert cases["unknown"]["visit"] is None
    assert cases["already_inside"]["visit"]["id"] == desk.visit["id"]
    said = {"resolution": "keep_record", "comment": "已核对监控"}
    path = f"gate/conflicts/{cases['already_inside']['id']}/resolve"
    settled = await office.post(path, said)
    assert (settled["resolution"], settled["resolved_by"], settled["comment"]) == (
        "keep_record",
        "孙丽",
        "已核对监控",
    )
    refused = await office.post(path, said, status=409)
    assert refused["code"] == "conflict_resolved"
    present = (await guard.get("gate/present"))["items"]
    assert datetime.fromisoformat(present[0]["since"]) == school.time.now() - timedelta(minutes=20)
    assert len((await guard.get("gate/conflicts"))["items"]) == 1
    assert len((await guard.get("gate/conflicts", all="true"))["items"]) == 2
    rows = (await office.get(f"staff/visits/{desk.visit['id']}/passages"))["items"]
    assert [bool(row["voided_at"]) for row in rows] == [True, False]


async def test_a_clock_that_is_off_is_made_up_for(sqlite_school: School) -> None:
    school = sqlite_school
    desk = await Desk.open(school)
    school.time.move(minutes=30)
    fast = {"minutes": -30 + 10}  # ten minutes ago by a clock half an hour ahead
    told = await desk.tell(desk.fact("in", **fast), sent_at=desk.fact(minutes=-30)["scanned_at"])
    assert told[0]["conflict"] is None
    stored = await Passage.get(id=told[0]["passage_id"])
    assert stored.recorded_at == school.time.now() - timedelta(minutes=10)
    assert await desk.kinds(desk.fact("out", -30)) == ["clock"]
    clamped = (await Passage.get(direction="out")).recorded_at
    assert clamped == school.time.now() - timedelta(microseconds=1)


async def test_nothing_is_stored_of_an_upload_with_a_flaw(sqlite_school: School) -> None:
    desk = await Desk.open(sqlite_school)
    guard = await sqlite_school.staff("zhouqiang")
    good = desk.fact("in")
    flaws: tuple[tuple[dict[str, Any], str], ...] = (
        ({"gate_id": "z" * 24}, "items.1.gate_id"),
        ({"verdict": "refuse"}, "items.1.reason"),
        ({"reason": "stale"}, "items.1.reason"),
    )
    for flaw, field in flaws:
        answer = await guard.post("gate/uploads", {"items": [good, desk.fact(**flaw)]}, status=422)
        assert [problem["field"] for problem in answer["errors"]] == [field]
    assert await Passage.all().count() == 0


async def test_an_upload_sent_twice_at_once_is_stored_once(postgres_school: School) -> None:
    desk = await Desk.open(postgres_school)
    ask = Ask(await postgres_school.staff("zhouqiang"), "gate/uploads", {"items": [desk.fact("in")]})
    answers = await at_once(*[ask] * 8)
    items = [answer.json()["items"][0] for answer in answers]
    assert len({item["passage_id"] for item in items}) == 1
    assert [item["stored"] for item in items].count("new") == 1
    assert await Passage.all().count() == 1


async def test_a_tablet_enrolled_anew_brings_what_it_recorded_before_once(sqlite_school: School) -> None:
    """Lost on the way, or its answer: also under another device's token, and for another gate, it is the same scan."""
    school = sqlite_school
    desk = await Desk.open(school)
    school.time.move(minutes=10)
    before, admin = await device(school), await school.staff("admin")
    device_id = (await before.get("gate/device"))["device"]["id"]
    arrived, waiting = desk.fact("in", 8), desk.fact("out", 6, manual=True, manual_reason="手机没电")
    first = (await before.post("gate/uploads", {"items": [arrived]}))["items"][0]
    await admin.post(f"admin/devices/{device_id}/revoke", {"reason": "换账号"})
    after = await device(school, gate="西门")
    both = [{**fact, "recorded_by": device_id} for fact in (arrived, waiting)]
    for stored in ("new", "repeat"):
        told = (await after.post("gate/uploads", {"items": both}))["items"]
        assert [one["stored"] for one in told] == ["repeat", stored]
        assert told[0]["passage_id"] == first["passage_id"]
    assert {row.device_id for row in await Passage.all()} == {device_id}
    rows = await (await school.staff("zhangwei")).get(f"staff/visits/{desk.visit['id']}/passages")
    told = [(row["direction"], row["method"], row["guard_reason"]) for row in rows["items"]]
    assert told == [("out", "manual", "手机没电"), ("in", "code", None)]
    assert (await AuditEntry.get(action="passage_brought")).detail == {"device": device_id}
    guard = await school.staff("zhouqiang")
    nobody_s = {**desk.fact(), "recorded_by": "z" * 24}
    for caller, item, field in (
        (after, nobody_s, "recorded_by"),
        (guard, both[0], "recorded_by"),
        (after, arrived, "gate_id"),
    ):
        refused = await caller.post("gate/uploads", {"items": [item]}, status=422)
        assert [problem["field"] for problem in refused["errors"]] == [f"items.0.{field}"]


async def test_who_was_let_in_by_a_pass_nobody_knows_is_listed_until_the_case_is_settled(
    school: School,
) -> None:
    desk = await Desk.open(school)
    school.time.move(minutes=20)
    nobody_s, gone = "NOSUCHPASS", {"pass_number": None, "code": "ABCD2345", "short": True}
    await desk.tell(desk.fact("in", 9, pass_number=nobody_s), desk.fact("in", 8, **gone))
    await desk.tell(desk.fact("in", 6, verdict="refuse", reason="unknown", pass_number="SENTAWAY22"))
    guard, office = await school.staff("zhouqiang"), await school.staff("sunli")

    async def present(**query: Any) -> list[str]:
        page = await guard.get("gate/present", **query)
        assert page["items"] == []
        return [f"{row['gate']['name']} {row['shown']}" for row in page["unidentified"]]

    assert await present() == [f"东门 {nobody_s}", "东门 ABCD2345"]
    await desk.tell(desk.fact("out", 5, **gone))
    assert await present(gate_id=desk.gate_id) == [f"东门 {nobody_s}"]
    assert await present(gate_id=await gate_named(school, "西门")) == []
    roll_call = await guard.post("gate/roll-calls", {"drill": True})
    (listed,) = roll_call["unidentified"]
    assert (listed["shown"], listed["inside"]) == (nobody_s, True)
    assert datetime.fromisoformat(listed["since"]) == school.time.now() - timedelta(minutes=9)
    closed = f"gate/roll-calls/{roll_call['id']}"
    await guard.post(f"{closed}/close")
    cases = (await guard.get("gate/conflicts"))["items"]
    assert [case["passage"]["shown"] for case in cases if case["nobody_knows"]] == [nobody_s]
    said = {"resolution": "accept_fact", "comment": "是送货的，已离校"}
    await office.post(f"gate/conflicts/{listed['conflict_id']}/resolve", said)
    assert await present() == []
    assert (await guard.get(closed))["unidentified"] == [{**listed, "inside": False}]
