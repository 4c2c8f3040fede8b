"""Somebody without an appointment: registered at the gate, decided by the contact alone."""

from typing import Any

import pytest

from server.notifications.models import OutgoingMessage
from server.visits.models import Visit
from tests.support import story
from tests.support.devices import device, gate_named, walk_in_body
from tests.support.school import School


async def _registered(school: School, **over: Any) -> dict[str, Any]:
    desk = await device(school)
    visit: dict[str, Any] = await desk.post("gate/walk-ins", await walk_in_body(school, **over), status=201)
    return visit


async def test_the_contact_is_told_at_once_and_decides_alone(sqlite_school: School) -> None:
    desk = await device(sqlite_school)
    visit = await desk.post("gate/walk-ins", await walk_in_body(sqlite_school), status=201)
    assert (visit["status"], visit["department"]["name"]) == ("in_review", "计算机学院")
    assert (visit["current"]["step"], visit["current"]["holders"]) == ("walk_in", ["张伟"])
    assert (visit["short_code"], visit["decided_by"]) == (None, None)
    assert [told.kind for told in await OutgoingMessage.filter(visit_id=visit["id"])] == ["review_requested"]
    decided = await story.decide(sqlite_school, "zhangwei", visit, comment="马上来接")
    assert decided["visit"]["status"] == "approved"
    assert [step["step"] for step in decided["visit"]["outline"]] == ["walk_in"]
    shown = (await desk.get("gate/walk-ins"))["items"][0]
    assert (shown["id"], shown["status"], shown["decided_by"]) == (visit["id"], "approved", "张伟")
    assert shown["comment"] == "马上来接" and len(shown["short_code"]) == 8
    found = (await desk.get("gate/search", q="王秀英"))["items"]
    assert [hit["visit_id"] for hit in found] == [visit["id"]]


async def test_who_is_refused_learns_it_at_the_desk(sqlite_school: School) -> None:
    visit = await _registered(sqlite_school)
    await story.decide(sqlite_school, "zhangwei", visit, "reject", comment="今天不在学校")
    shown = (await (await sqlite_school.staff("zhouqiang")).get("gate/walk-ins"))["items"][0]
    assert (shown["status"], shown["comment"], shown["pass_number"]) == ("rejected", "今天不在学校", None)


async def test_desks_see_what_was_registered_at_their_gates_today(sqlite_school: School) -> None:
    await _registered(sqlite_school)
    east, west = await device(sqlite_school), await device(sqlite_school, gate="西门")
    assert len((await east.get("gate/walk-ins"))["items"]) == 1
    assert (await west.get("gate/walk-ins"))["items"] == []
    sqlite_school.time.move(hours=16)
    assert (await east.get("gate/walk-ins"))["items"] == []


@pytest.mark.parametrize(
    "over, field, code",
    [
        ({"consents": []}, "consents", "consent_required"),
        ({"visit_to": "2026-11-23T08:59:00+08:00"}, "visit_to", "window_reversed"),
        ({"contact_id": "z" * 24}, "contact_id", "contact_unavailable"),
        ({"phone": "123"}, "phone", "phone_invalid"),
        ({"gate_id": "z" * 24}, "gate_id", "gate_foreign"),
        ({"gate_ids": ["z" * 24]}, "gate_ids", "gate_unknown"),
        ({"gate_ids": []}, "gate_ids", "too_few_items"),
    ],
)
async def test_what_a_desk_is_told_to_mend(
    sqlite_school: School, over: dict[str, Any], field: str, code: str
) -> None:
    desk = await device(sqlite_school)
    refused = await desk.post("gate/walk-ins", await walk_in_body(sqlite_school, **over), status=422)
    assert (refused["errors"][0]["field"], refused["errors"][0]["code"]) == (field, code)
    assert not await Visit.exists()


async def test_a_device_registers_at_its_own_gate_only(sqlite_school: School) -> None:
    desk = await device(sqlite_school, gate="西门")
    body = await walk_in_body(sqlite_school, gate_id=await gate_named(sqlite_school, "东门"))
    assert (await desk.post("gate/walk-ins", body, status=422))["errors"][0]["code"] == "gate_foreign"


async def test_a_walk_in_may_be_sent_to_another_gate(sqlite_school: School) -> None:
    desk = await device(sqlite_school)
    offered = {gate["name"]: gate["id"] for gate in (await desk.get("gate/device"))["gates"]}
    assert [*offered] == ["东门", "西门"]
    visit = await _registered(sqlite_school, gate_ids=[offered["西门"]])
    asked = (await story.decide(sqlite_school, "zhangwei", visit))["visit"]
    assert asked["gates"] == [{"id": offered["西门"], "name": "西门"}]
    (registered,) = (await desk.get("gate/walk-ins"))["items"]
    scanned = {"code": registered["short_code"], "phone_tail": "7000"}
    at_east = await story.scan(sqlite_school, **scanned, nonce="east")
    at_west = await story.scan(sqlite_school, **scanned, nonce="west", gate_id=offered["西门"])
    assert (at_east["reason"], at_west["verdict"]) == ("wrong_gate", "admit")
    assert at_east["message"] == "该预约不能从这个校门进校，请到 西门 入校。"
    turnstile = await device(sqlite_school, "turnstile")
    body = {**scanned, "gate_id": offered["东门"], "direction": "in", "nonce": "t1"}
    told = await turnstile.post("gate/scans", body)
    assert told["reason"] == "wrong_gate" and "西门" not in str(told)
    assert at_east["message_visitor"] == "您的预约不能从这个校门进校，请到 西门 入校。"


async def test_companions_and_plate_are_kept_as_in_any_application(sqlite_school: School) -> None:
    companion = {
        "name": "陈晨",
        "document": {"kind": "passport", "number": "E87654321", "issuing_state": "CHN"},
    }
    visit = await _registered(sqlite_school, companions=[companion], vehicle={"plate": "京A12345"})
    assert [one["name"] for one in visit["companions"]] == ["陈晨"]
    assert visit["vehicle"]["plate"] == "京A12345"
    kept = str(await Visit.get(id=visit["id"]).values())
    assert "E87654321" not in kept and "13700137000" not in kept


async def test_the_desk_that_registered_is_in_the_trail(sqlite_school: School) -> None:
    visit = await _registered(sqlite_school)
    trail = await (await sqlite_school.staff("auditor")).get("admin/audit", subject_id=visit["id"])
    assert [(one["actor_kind"], one["action"]) for one in trail["items"]] == [
        ("device", "walk_in_registered")
    ]
