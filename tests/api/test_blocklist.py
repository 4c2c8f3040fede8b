"""The security office's list: what it takes, what it shows, what it finds."""

from typing import Any

import pytest

from server.gate.blocklist.models import BlockEntry
from server.gate.blocklist.queries import blocked
from server.kit import clock
from server.visits.models import Visit
from tests.support import story
from tests.support.school import School

PASSPORT = {"kind": "passport", "number": "E87654321", "issuing_state": "CHN"}
CASES = {
    "the visitor's document": {
        "kind": "document",
        "document_kind": "resident_id",
        "value": "11010119000307 0010",
    },
    "the phone": {"kind": "phone", "value": "138 0013 8000"},
    "the plate": {"kind": "plate", "value": "京a·12045"},
    "a companion's document": {"kind": "document", "document_kind": "passport", "value": "e87654321"},
}
STRANGERS = {
    "another phone": {"kind": "phone", "value": "13800138001"},
    "the number as another document": {"kind": "document", "document_kind": "passport", "value": "E12345678"},
}


async def _visit(school: School) -> Visit:
    companion = {"name": "陈晨", "document": PASSPORT}
    visit = await story.apply(school, vehicle={"plate": "京A12045"}, companions=[companion])
    return await Visit.get(id=visit["id"])


async def _block(school: School, **body: Any) -> dict[str, Any]:
    office = await school.staff("sunli")
    entry: dict[str, Any] = await office.post("admin/blocklist", {"reason": "扰乱秩序", **body}, status=201)
    return entry


@pytest.mark.parametrize("who", [*CASES, *STRANGERS])
async def test_who_is_kept_out(sqlite_school: School, who: str) -> None:
    visit = await _visit(sqlite_school)
    await _block(sqlite_school, **(CASES | STRANGERS)[who])
    assert await blocked(visit, clock.now()) == (who in CASES)


async def test_an_entry_ends_when_it_is_lifted_or_runs_out(sqlite_school: School) -> None:
    visit, office = await _visit(sqlite_school), await sqlite_school.staff("sunli")
    entry = await _block(sqlite_school, **CASES["the phone"])
    lifted = await office.post(f"admin/blocklist/{entry['id']}/lift", {"reason": "已核实身份"})
    assert (lifted["in_force"], lifted["lifted_by"], lifted["lift_reason"]) == (False, "孙丽", "已核实身份")
    assert not await blocked(visit, clock.now())
    refused = await office.post(f"admin/blocklist/{entry['id']}/lift", {"reason": "再次"}, status=409)
    assert refused["code"] == "already_lifted"
    await _block(sqlite_school, **CASES["the phone"], until=sqlite_school.time.local(12))
    assert await blocked(visit, clock.now())
    sqlite_school.time.move(hours=3)
    assert not await blocked(visit, clock.now())


async def test_a_value_is_on_the_list_once(sqlite_school: School) -> None:
    await _block(sqlite_school, **CASES["the phone"])
    office = await sqlite_school.staff("sunli")
    again = await office.post("admin/blocklist", {"reason": "再次", **CASES["the phone"]}, status=409)
    assert again["code"] == "already_blocked"


async def test_the_list_shows_what_counts_unless_asked_for_all(sqlite_school: School) -> None:
    office = await sqlite_school.staff("sunli")
    kept, lifted = [await _block(sqlite_school, **CASES[who]) for who in list(CASES)[:2]]
    await office.post(f"admin/blocklist/{lifted['id']}/lift", {"reason": "误加"})
    shown = await office.get("admin/blocklist")
    assert [entry["id"] for entry in shown["items"]] == [kept["id"]]
    assert len((await office.get("admin/blocklist", all="true"))["items"]) == 2


async def test_values_and_reasons_are_sealed_and_masked(sqlite_school: School) -> None:
    shown = [await _block(sqlite_school, **body) for body in CASES.values()]
    assert [entry["value_masked"] for entry in shown[:3]] == ["1101**********0010", "138****8000", "京A***45"]
    kept = str(await BlockEntry.all().values())
    for secret in ("110101190003070010", "13800138000", "京A12045", "E87654321", "扰乱秩序"):
        assert secret not in kept


@pytest.mark.parametrize(
    "body, field, code",
    [
        ({"kind": "document", "value": "110101190003070010"}, "document_kind", "required"),
        ({"kind": "phone", "value": "12345"}, "value", "phone_invalid"),
        (
            {"kind": "phone", "value": "13800138000", "until": "2026-11-23T08:00:00+08:00"},
            "until",
            "in_the_past",
        ),
    ],
)
async def test_what_it_does_not_take(
    sqlite_school: School, body: dict[str, Any], field: str, code: str
) -> None:
    office = await sqlite_school.staff("sunli")
    refused = await office.post("admin/blocklist", {"reason": "扰乱秩序", **body}, status=422)
    assert (refused["errors"][0]["field"], refused["errors"][0]["code"]) == (field, code)


async def test_the_trail_names_the_entry_and_not_the_value(sqlite_school: School) -> None:
    entry = await _block(sqlite_school, **CASES["the phone"])
    trail = await (await sqlite_school.staff("auditor")).get("admin/audit", subject_id=entry["id"])
    assert [one["action"] for one in trail["items"]] == ["blocked"]
    assert "13800138000" not in str(trail)
