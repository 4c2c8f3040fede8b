"""Finding a visit at the gate without its code."""

import pytest

from tests.support import story
from tests.support.devices import device
from tests.support.school import School


@pytest.mark.parametrize("text", ["8000", "刘", "刘洋", " 刘洋 ", "京a12O45", "京A12045", "number"])
async def test_by_tail_name_plate_and_number(sqlite_school: School, text: str) -> None:
    visit = await story.approved(sqlite_school, vehicle={"plate": "京A12045"})
    desk = await device(sqlite_school)
    found = await desk.get("gate/search", q=visit["number"].lower() if text == "number" else text)
    hit = found["items"][0]
    assert (hit["visit_id"], hit["inside"], hit["document_tail"]) == (visit["id"], False, "0010")
    assert len(hit["pass_number"]) == 10 and hit["contact"] == {"name": "张伟"}


@pytest.mark.parametrize("text", ["13800138000", "洋", "80", "110101190003070010", "0010", "%", "  "])
async def test_by_nothing_else(sqlite_school: School, text: str) -> None:
    await story.approved(sqlite_school)
    assert (await (await device(sqlite_school)).get("gate/search", q=text))["items"] == []


@pytest.mark.parametrize("days, found", [(0, 1), (1, 1), (2, 0)])
async def test_today_and_tomorrow_only(sqlite_school: School, days: int, found: int) -> None:
    window = {
        "visit_from": sqlite_school.time.local(14, days=days),
        "visit_to": sqlite_school.time.local(16, days=days),
    }
    await story.approved(sqlite_school, **window)
    hits = await (await device(sqlite_school)).get("gate/search", q="刘洋")
    assert len(hits["items"]) == found


async def test_who_is_not_approved_is_not_found_but_who_is_inside_always_is(sqlite_school: School) -> None:
    desk = await device(sqlite_school)
    await story.apply(sqlite_school)
    assert (await desk.get("gate/search", q="刘洋"))["items"] == []
    window = {"visit_from": sqlite_school.time.local(9), "visit_to": sqlite_school.time.local(11)}
    visit = await story.approved(sqlite_school, **window)
    entry_pass = await (await sqlite_school.phone("liuyang")).get(f"visitor/visits/{visit['id']}/pass")
    assert (await story.scan(sqlite_school, entry_pass["qr"]))["verdict"] == "admit"
    sqlite_school.time.move(days=3)
    hits = (await desk.get("gate/search", q="刘洋"))["items"]
    assert [(hit["visit_id"], hit["inside"]) for hit in hits] == [(visit["id"], True)]
