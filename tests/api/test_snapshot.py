"""What a desk keeps for when the network is down, and how it learns of changes."""

import asyncio
import base64
import hashlib
import json
from contextlib import AsyncExitStack
from datetime import datetime
from functools import partial
from typing import Any

import pytest

from server.api.gate import events
from server.kit.formats import plate
from server.passes import code
from server.passes.bell import GATE
from server.passes.models import EntryPass
from tests.support import story
from tests.support.devices import device
from tests.support.school import School
from tests.support.statements import count_queries


async def _fetch(school: School, since: str | None = None) -> dict[str, Any]:
    return dict(await (await school.staff("zhouqiang")).get("gate/snapshot", since=since))


async def _shown(school: School, visit: dict[str, Any]) -> dict[str, Any]:
    return dict(await (await school.phone("liuyang")).get(f"visitor/visits/{visit['id']}/pass"))


async def test_a_desk_can_check_tomorrows_codes_with_it(school: School) -> None:
    visit = await story.approved(school, vehicle={"plate": "京A12345"})
    taken = await _fetch(school)
    (known,) = taken["passes"]
    assert taken["full"] and known["visit"]["id"] == visit["id"]
    assert (known["inside"], known["revoked"], known["blocked"], known["gates"]) == (
        False,
        False,
        False,
        None,
    )
    assert known["visit"]["phone_tail"] == "8000" and known["visit"]["document_tail"] == "0010"
    assert taken["policy"]["zone"] == "Asia/Shanghai" and taken["policy"]["early_minutes"] == 30
    school.time.move_to(datetime.fromisoformat(visit["visit_from"]))
    entry_pass = await _shown(school, visit)
    assert known["short_code_hash"] == hashlib.sha256(entry_pass["short_code"].encode()).hexdigest()
    padded = known["secrets"]["2026-11-24"]
    secret = base64.b32decode(padded + "=" * (-len(padded) % 8))
    assert code.hotp(secret, code.step_of(school.time.now(), 30)) == entry_pass["code"]
    assert sorted(known["secrets"]) == ["2026-11-23", "2026-11-24"]


async def test_the_day_after_tomorrow_is_not_told_yet(sqlite_school: School) -> None:
    school = sqlite_school
    start, end = (school.time.local(hour, days=2) for hour in (14, 16))
    await story.approved(school, visit_from=start, visit_to=end)
    assert (await _fetch(school))["passes"] == []
    school.time.move(days=1)
    assert len((await _fetch(school))["passes"]) == 1


async def test_only_what_has_changed_is_told_again(school: School) -> None:
    first = await story.approved(school)
    second = await story.approved(school, "maimaiti")
    school.time.move(minutes=30)
    taken = await _fetch(school)
    assert len(taken["passes"]) == 2
    quiet = await _fetch(school, taken["cursor"])
    assert (quiet["full"], quiet["passes"], quiet["gone"]) == (False, [], [])
    sunli = await school.staff("sunli")
    await sunli.post(f"staff/visits/{second['id']}/revoke", {"reason": "活动取消"})
    changed = await _fetch(school, quiet["cursor"])
    assert [(row["visit"]["id"], row["revoked"]) for row in changed["passes"]] == [(second["id"], True)]
    school.time.move_to(datetime.fromisoformat(first["visit_from"]))
    assert (await _fetch(school, changed["cursor"]))["full"]  # another day
    today = await _fetch(school)
    school.time.move(minutes=30)
    await story.scan(school, (await _shown(school, first))["qr"])
    (entered,) = (await _fetch(school, today["cursor"]))["passes"]
    assert (entered["inside"], entered["entries"]) == (True, 1)
    assert datetime.fromisoformat(entered["leave_by"]) == datetime.fromisoformat(first["visit_to"])


async def test_who_stays_inside_past_the_day_is_kept_and_then_forgotten(sqlite_school: School) -> None:
    school = sqlite_school
    visit = await story.approved(school)
    school.time.move_to(datetime.fromisoformat(visit["visit_from"]))
    await story.scan(school, (await _shown(school, visit))["qr"])
    school.time.move(days=2)
    taken = await _fetch(school)
    (row,) = taken["passes"]
    assert row["inside"]
    school.time.move(minutes=5)
    await story.scan(school, (await _shown(school, visit))["qr"], "out", nonce="out")
    after = await _fetch(school, taken["cursor"])
    assert (after["passes"], after["gone"]) == ([], [row["pass_number"]])


async def test_the_blocklist_comes_with_it_and_a_change_of_it_tells_everything(sqlite_school: School) -> None:
    school = sqlite_school
    await story.approved(school, vehicle={"plate": "京A12345"})
    before = await _fetch(school)
    entry = {"kind": "plate", "value": "京A·12345", "reason": "多次违规停车"}
    await (await school.staff("sunli")).post("admin/blocklist", entry)
    after = await _fetch(school, before["cursor"])
    assert after["full"] and after["passes"][0]["blocked"]
    key = plate.match_key("京A12345")
    assert after["blocked"]["plates"] == [hashlib.sha256(key.encode()).hexdigest()]


@pytest.mark.parametrize("cursor", ["x", "0", "9999999999.000_2026-11-23_0123456789abcdef", "' OR 1=1"])
async def test_a_cursor_that_is_not_ours_gets_everything(sqlite_school: School, cursor: str) -> None:
    assert (await _fetch(sqlite_school, cursor))["full"]


async def test_desks_hear_of_presence_and_revocations(
    sqlite_school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "PAUSE", 0.0)
    school = sqlite_school
    visit = await story.approved(school)
    school.time.move_to(datetime.fromisoformat(visit["visit_from"]))
    shown = await _shown(school, visit)
    guard = await school.staff("zhouqiang")
    async with guard.http.stream("GET", "gate/events") as answer:
        lines = answer.aiter_lines()
        assert (await _next(lines))[0] == "presence"
        assert (await _next(lines))[0] == "snapshot"
        school.time.move(seconds=1)
        await story.scan(school, shown["qr"])
        assert await _next(lines) == ("presence", {"inside": 1})
        assert (await _next(lines))[0] == "snapshot"
        school.time.move(seconds=1)
        revoke = f"staff/visits/{visit['id']}/revoke"
        await (await school.staff("sunli")).post(revoke, {"reason": "活动取消"})
        assert await _next(lines) == ("revoked", {"pass_numbers": [shown["number"]]})


async def test_fifty_desks_share_the_look_at_a_change(
    sqlite_school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "PAUSE", 0.0)
    await story.approved(sqlite_school)
    guard = await sqlite_school.staff("zhouqiang")
    async with AsyncExitStack() as desks:
        ask = partial(guard.http.stream, "GET", "gate/events")
        streams = [(await desks.enter_async_context(ask())).aiter_lines() for _ in range(50)]
        told = [(await _next(lines), await _next(lines)) for lines in streams]
        assert {said[0] for said, _ in told} == {"presence"}
        await EntryPass.all().update(inside=True)
        with count_queries() as statements:
            sqlite_school.services.bell.ring({GATE})
            assert [await _next(lines) for lines in streams] == [("presence", {"inside": 1})] * 50
        assert len(statements) <= 4, str(statements)


async def test_a_desk_whose_session_ended_hears_nothing_more(
    sqlite_school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "PAUSE", 0.0)
    monkeypatch.setattr(events, "HEARTBEAT", 0.02)
    tablet, admin = await device(sqlite_school), await sqlite_school.staff("admin")
    async with tablet.http.stream("GET", "gate/events") as answer:
        lines = answer.aiter_lines()
        assert ((await _next(lines))[0], (await _next(lines))[0]) == ("presence", "snapshot")
        known = (await admin.get("admin/devices"))["items"]
        await admin.post(f"admin/devices/{known[0]['id']}/revoke", {"reason": "丢失"})
        assert await _next(lines) == ("signed_out", {})


async def _next(lines: Any) -> tuple[str, Any]:
    """Name and data of the next event; signs of life are passed over."""
    name, data = "", None
    async with asyncio.timeout(20):
        async for line in lines:
            if not line and name:
                break
            field, _, value = line.partition(": ")
            name = value if field == "event" else name
            data = json.loads(value) if field == "data" else data
    return name, data
