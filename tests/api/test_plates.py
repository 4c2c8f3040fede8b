"""A camera at a gate: the same verdicts, for the car that a visit names."""

from typing import Any

import pytest

from server.gate.models import Passage
from tests.support import story
from tests.support.callers import Caller
from tests.support.devices import device, gate_named
from tests.support.school import School

PLATE = "京A12045"


async def _expected(school: School, visitor: str = "liuyang", hour: int = 9, **over: Any) -> dict[str, Any]:
    window = {"visit_from": school.time.local(hour), "visit_to": school.time.local(hour + 2)}
    return await story.approved(school, visitor, **{**window, "vehicle": {"plate": PLATE}, **over})


async def _read(
    school: School, camera: Caller, plate: str = PLATE, direction: str = "in", nonce: str = "n1"
) -> dict[str, Any]:
    gate_id = await gate_named(school, "东门")
    body = {"plate": plate, "gate_id": gate_id, "direction": direction, "nonce": nonce}
    answer: dict[str, Any] = await camera.post("gate/plates", body, status=200)
    return answer


@pytest.mark.parametrize("plate", [PLATE, "京a·12O45", " 京A 12Q45"])
async def test_a_car_is_found_as_the_camera_reads_it(sqlite_school: School, plate: str) -> None:
    visit, camera = await _expected(sqlite_school), await device(sqlite_school, "camera")
    answer = await _read(sqlite_school, camera, plate)
    assert (answer["verdict"], answer["inside"]) == ("admit", True)
    stored = await Passage.get()
    assert (stored.visit_id, stored.method, stored.verdict) == (visit["id"], "plate", "admit")


async def test_a_camera_is_not_told_who_sits_in_the_car(sqlite_school: School) -> None:
    await _expected(sqlite_school)
    answer = await _read(sqlite_school, await device(sqlite_school, "camera"))
    assert (answer["visit"], answer["companions"]) == (None, [])
    assert "刘洋" not in str(answer) and PLATE not in str(answer)


async def test_a_repeat_gets_the_stored_verdict(sqlite_school: School) -> None:
    await _expected(sqlite_school)
    camera = await device(sqlite_school, "camera")
    first = await _read(sqlite_school, camera)
    assert await _read(sqlite_school, camera) == first
    assert await Passage.all().count() == 1


@pytest.mark.parametrize(
    "plate, minutes, reason",
    [
        ("京A54321", 0, "unknown"),
        ("这不是一块车牌而是很长很长的文字", 0, "unknown"),
        (PLATE, -60, "not_yet"),
        (PLATE, 121, "over"),
    ],
)
async def test_whom_a_camera_does_not_let_in(
    sqlite_school: School, plate: str, minutes: int, reason: str
) -> None:
    await _expected(sqlite_school)
    sqlite_school.time.move(minutes=minutes)
    answer = await _read(sqlite_school, await device(sqlite_school, "camera"), plate)
    assert (answer["verdict"], answer["reason"]) == ("refuse", reason)


async def test_in_and_out_and_out_again(sqlite_school: School) -> None:
    await _expected(sqlite_school)
    camera, told = await device(sqlite_school, "camera"), []
    for number, direction in enumerate(("in", "in", "out", "out")):
        answer = await _read(sqlite_school, camera, direction=direction, nonce=f"n{number}")
        told.append(answer["reason"] or answer["verdict"])
    assert told == ["admit", "already_inside", "admit", "not_inside"]


async def test_of_several_visits_the_one_that_is_good_now_is_meant(sqlite_school: School) -> None:
    later = await _expected(sqlite_school, "maimaiti", hour=13)
    now = await _expected(sqlite_school)
    camera = await device(sqlite_school, "camera")
    for nonce, hours, visit in (("a", 0, now), ("b", 4, later)):
        sqlite_school.time.move(hours=hours)
        assert (await _read(sqlite_school, camera, nonce=nonce))["verdict"] == "admit"
        assert (await Passage.get(nonce=nonce)).visit_id == visit["id"]


async def test_a_plate_on_the_blocklist_stays_outside(sqlite_school: School) -> None:
    await _expected(sqlite_school)
    body = {"kind": "plate", "value": PLATE, "reason": "冲卡"}
    await (await sqlite_school.staff("sunli")).post("admin/blocklist", body, status=201)
    answer = await _read(sqlite_school, await device(sqlite_school, "camera"))
    assert (answer["verdict"], answer["reason"]) == ("refuse", "blocklisted")
