"""Evacuation: the list is who was inside and who came in since, and every tick counts once."""

from typing import Any

from server.gate.rollcalls.models import RollCallEntry, RollCallUnidentified
from tests.support import story
from tests.support.at_once import Ask, at_once
from tests.support.devices import device
from tests.support.gate_desk import Desk
from tests.support.school import School
from tests.support.statements import count_queries

COMPANION = {"name": "陈晨", "document": {"kind": "passport", "number": "E87654321", "issuing_state": "CHN"}}


async def _inside(school: School, visitor: str = "liuyang", **over: Any) -> dict[str, Any]:
    """A visit whose visitor has come in by the East gate."""
    window = {"visit_from": school.time.local(9), "visit_to": school.time.local(17)}
    visit = await story.approved(school, visitor, **window, **over)
    await _scan(school, visitor, visit, "in")
    return visit


async def _scan(school: School, visitor: str, visit: dict[str, Any], direction: str) -> None:
    entry_pass = await (await school.phone(visitor)).get(f"visitor/visits/{visit['id']}/pass")
    scanned = await story.scan(school, entry_pass["qr"], direction, nonce=f"{direction}{visitor}")
    assert scanned["verdict"] == "admit"


async def test_the_list_is_who_was_inside_and_who_comes_in(sqlite_school: School) -> None:
    first = await _inside(sqlite_school, companions=[COMPANION], vehicle={"plate": "京A12345"})
    desk = await device(sqlite_school)
    sqlite_school.time.move(minutes=1)
    begun = await desk.post("gate/roll-calls", {"drill": True}, status=201)
    assert (begun["drill"], begun["total"], begun["people"], begun["opened_by"]) == (True, 1, 2, "东门desk")
    entry = begun["entries"][0]
    assert (entry["visit_id"], entry["visitor_name"], entry["companions"]) == (first["id"], "刘洋", ["陈晨"])
    assert entry["contact"] == {"name": "张伟", "phone": "+8613800001001"}
    assert (entry["gate"]["name"], entry["plate"], entry["state"]) == ("东门", "京A12345", "unmarked")
    sqlite_school.time.move(minutes=1)
    second = await _inside(sqlite_school, "maimaiti")
    shown = await desk.get(f"gate/roll-calls/{begun['id']}")
    assert [one["visit_id"] for one in shown["entries"]] == [first["id"], second["id"]]
    for visit in (first, second):
        body = {"visit_id": visit["id"], "state": "safe", "was": "unmarked", "note": "操场集合"}
        shown = await desk.post(f"gate/roll-calls/{begun['id']}/marks", body)
    assert (shown["total"], shown["safe"], shown["people_safe"]) == (2, 2, 3)
    assert {one["note"] for one in shown["entries"]} == {"操场集合"}
    assert "操场集合" not in str(await RollCallEntry.all().values())


async def test_who_leaves_stays_on_the_list_as_gone(sqlite_school: School) -> None:
    visit, guard = await _inside(sqlite_school), await sqlite_school.staff("zhouqiang")
    begun = await guard.post("gate/roll-calls", {"drill": False})
    sqlite_school.time.move(minutes=1)
    await _scan(sqlite_school, "liuyang", visit, "out")
    shown = await guard.get(f"gate/roll-calls/{begun['id']}")
    assert [(one["inside"], one["state"]) for one in shown["entries"]] == [(False, "unmarked")]


async def test_a_closed_list_stays_as_it_is(sqlite_school: School) -> None:
    guard = await sqlite_school.staff("zhouqiang")
    begun = await guard.post("gate/roll-calls", {"drill": True})
    sqlite_school.time.move(minutes=1)
    during = await _inside(sqlite_school)
    closed = await guard.post(f"gate/roll-calls/{begun['id']}/close")
    sqlite_school.time.move(minutes=1)
    await _inside(sqlite_school, "maimaiti")
    shown = await guard.get(f"gate/roll-calls/{begun['id']}")
    assert closed["closed_at"] and [one["visit_id"] for one in shown["entries"]] == [during["id"]]
    body = {"visit_id": during["id"], "state": "safe"}
    for path, said in (("marks", body), ("close", {})):
        refused = await guard.post(f"gate/roll-calls/{begun['id']}/{path}", said, status=409)
        assert refused["code"] == "roll_call_closed"
    heads = (await guard.get("gate/roll-calls"))["items"]
    assert [(one["id"], one["drill"]) for one in heads] == [(begun["id"], True)]


async def test_of_two_guards_who_mark_at_once_one_is_told(school: School) -> None:
    visit, guard = await _inside(school), await school.staff("zhouqiang")
    desk, begun = await device(school), await guard.post("gate/roll-calls", {"drill": False})
    body = {"visit_id": visit["id"], "was": "unmarked"}
    path = f"gate/roll-calls/{begun['id']}/marks"
    asked = [Ask(guard, path, {**body, "state": "safe"}), Ask(desk, path, {**body, "state": "missing"})]
    answers = await at_once(*asked)
    won, lost = sorted(answers, key=lambda answer: answer.status_code)
    assert (won.status_code, lost.status_code) == (200, 409)
    state = won.json()["entries"][0]["state"]
    assert (lost.json()["code"], lost.json()["context"]["state"]) == ("marked_meanwhile", state)


async def test_whom_nobody_knows_is_ticked_off_like_everybody_else(school: School) -> None:
    desk, guard = await Desk.open(school), await school.staff("zhouqiang")
    school.time.move(minutes=20)
    await desk.tell(desk.fact("in", 9, pass_number="NOSUCHPASS"))
    path = f"gate/roll-calls/{(await guard.post('gate/roll-calls', {'drill': False}))['id']}"
    await desk.tell(desk.fact("in", 4, pass_number="CAMEDURING"))
    shown = await guard.get(path)
    assert _counts(shown) == [2, 0, 2, 0]
    assert [(one["shown"], one["state"]) for one in shown["unidentified"]] == [
        ("NOSUCHPASS", "unmarked"),
        ("CAMEDURING", "unmarked"),
    ]
    for one in shown["unidentified"]:
        said = {"passage_id": one["passage_id"], "state": "safe", "was": "unmarked", "note": "操场东侧"}
        shown = await guard.post(f"{path}/marks", said)
    assert _counts(shown) == [2, 2, 2, 2]
    assert "操场东侧" not in str(await RollCallUnidentified.all().values())
    lost = await guard.post(f"{path}/marks", {**said, "state": "missing"}, status=409)
    assert (lost["code"], lost["context"]["state"]) == ("marked_meanwhile", "safe")
    await guard.post(f"{path}/marks", {"passage_id": "z" * 24, "state": "safe"}, status=404)
    for meant in ({}, {"visit_id": desk.visit["id"], "passage_id": said["passage_id"]}):
        refused = await guard.post(f"{path}/marks", {"state": "safe", **meant}, status=422)
        assert refused["errors"][0]["field"] == "visit_id"
    await desk.tell(desk.fact("out", 3, pass_number="CAMEDURING"))
    closed = await guard.post(f"{path}/close")
    known = [(one["inside"], one["marked_by"], one["note"]) for one in closed["unidentified"]]
    assert known == [(True, "周强", "操场东侧"), (False, "周强", "操场东侧")]


def _counts(roll_call: dict[str, Any]) -> list[int]:
    return [roll_call[count] for count in ("total", "safe", "people", "people_safe")]


async def test_by_gate_and_by_unit(sqlite_school: School) -> None:
    await _inside(sqlite_school)
    east, west = await device(sqlite_school), await device(sqlite_school, gate="西门")
    assert (await east.post("gate/roll-calls", {"drill": True}))["total"] == 1
    assert (await west.post("gate/roll-calls", {"drill": True}))["total"] == 0
    units = (await (await sqlite_school.staff("admin")).get("admin/departments"))["items"]
    unit_id = {unit["name"]: unit["id"] for unit in units}
    for name, total in (("校长办公室", 1), ("计算机学院", 1), ("外国语学院", 0)):
        body = {"drill": True, "department_id": unit_id[name]}
        assert (await east.post("gate/roll-calls", body))["total"] == total
    body = {"drill": True, "gate_ids": ["z" * 24]}
    refused = await east.post("gate/roll-calls", body, status=422)
    assert refused["errors"][0]["code"] == "gate_foreign"


async def test_the_list_is_one_query_and_one_for_who_came_since(sqlite_school: School) -> None:
    """1 session, 2 the roll-call, 3 the list with names, 4 the gates, 5 who came in since, 6-7 whom nobody knows."""
    await _inside(sqlite_school)
    guard = await sqlite_school.staff("zhouqiang")
    begun = await guard.post("gate/roll-calls", {"drill": True})
    with count_queries() as sent:
        await guard.get(f"gate/roll-calls/{begun['id']}")
    assert len(sent) <= 7, sent
