"""Devices at the gates: enrolled once, let in to little, shut out at once."""

import pytest

from server.devices.models import Device
from server.settings import Settings
from tests.conftest import RING
from tests.support import story
from tests.support.devices import added, device, gate_named, redeemed
from tests.support.school import School, open_school
from tests.support.time import Time


async def test_a_code_enrols_one_device_once(sqlite_school: School) -> None:
    waiting = await added(sqlite_school)
    code = waiting["enrolment"]["code"]
    assert waiting["state"] == "waiting" and len(code) == 12
    tablet = await redeemed(sqlite_school, f"{code[:4].lower()}-{code[4:8]}-{code[8:]}")
    me = await tablet.get("gate/device")
    assert (me["device"]["id"], me["device"]["state"]) == (waiting["id"], "active")
    assert me["school"]["name"] == sqlite_school.settings.school.name and me["notice"]["version"]
    again = await sqlite_school.nobody().post("session/device", {"code": code}, status=422)
    assert again["code"] == "enrolment_code_refused"


@pytest.mark.parametrize("minutes, status", [(9, 201), (10, 422)])
async def test_a_code_lasts_ten_minutes(sqlite_school: School, minutes: int, status: int) -> None:
    code = (await added(sqlite_school))["enrolment"]["code"]
    sqlite_school.time.move(minutes=minutes)
    await sqlite_school.nobody().post("session/device", {"code": code}, status=status)


async def test_neither_code_nor_token_is_kept(sqlite_school: School) -> None:
    code = (await added(sqlite_school))["enrolment"]["code"]
    before = await Device.get().values()
    tablet = await redeemed(sqlite_school, code)
    token = tablet.http.headers["authorization"].split()[1]
    kept = f"{before}{await Device.get().values()}"
    assert code not in kept and token not in kept


async def test_a_revoked_device_is_shut_out_at_once_and_for_good(sqlite_school: School) -> None:
    tablet, admin = await device(sqlite_school), await sqlite_school.staff("admin")
    device_id = (await tablet.get("gate/device"))["device"]["id"]
    revoked = await admin.post(f"admin/devices/{device_id}/revoke", {"reason": "平板丢失"})
    assert (revoked["state"], revoked["revoke_reason"]) == ("revoked", "平板丢失")
    await tablet.get("gate/device", status=401)
    for path in ("enrolment", "revoke"):
        refused = await admin.post(f"admin/devices/{device_id}/{path}", {"reason": "再次"}, status=409)
        assert refused["code"] == "device_revoked"


async def test_a_new_code_replaces_the_tablet_but_not_before_it_is_redeemed(sqlite_school: School) -> None:
    tablet, admin = await device(sqlite_school), await sqlite_school.staff("sunli")
    device_id = (await tablet.get("gate/device"))["device"]["id"]
    renewed = await admin.post(f"admin/devices/{device_id}/enrolment")
    await tablet.get("gate/device")
    replacement = await redeemed(sqlite_school, renewed["code"])
    await replacement.get("gate/device")
    await tablet.get("gate/device", status=401)


async def test_a_device_knows_its_own_gates_only(sqlite_school: School) -> None:
    tablet = await device(sqlite_school, gate="西门")
    assert [gate["name"] for gate in (await tablet.get("gate/gates"))["items"]] == ["西门"]
    taken = await tablet.get("gate/snapshot")
    assert [gate["name"] for gate in taken["gates"]] == ["西门"]
    assert [gate["name"] for gate in taken["all_gates"]] == ["东门", "西门"]


@pytest.mark.parametrize("kind, told", [("desk", "刘洋"), ("turnstile", None)])
async def test_a_turnstile_is_told_the_verdict_and_nobody_s_name(
    sqlite_school: School, kind: str, told: str | None
) -> None:
    window = {"visit_from": sqlite_school.time.local(9), "visit_to": sqlite_school.time.local(11)}
    visit = await story.approved(sqlite_school, **window)
    entry_pass = await (await sqlite_school.phone("liuyang")).get(f"visitor/visits/{visit['id']}/pass")
    body = {"code": entry_pass["qr"], "direction": "in", "nonce": "n1"}
    body["gate_id"] = await gate_named(sqlite_school, "东门")
    answer = await (await device(sqlite_school, kind)).post("gate/scans", body)
    assert (answer["verdict"], answer["inside"]) == ("admit", True)
    assert (answer["visit"] and answer["visit"]["visitor_name"]) == told
    assert ("138" in str(answer)) == (told is not None)


async def test_guessing_one_time_codes_is_limited(sqlite_settings: Settings, time: Time) -> None:
    sessions = sqlite_settings.sessions.model_copy(update={"sign_ins_per_minute": 3})
    async with open_school(sqlite_settings.model_copy(update={"sessions": sessions}), RING, time) as school:
        for status in (422, 422, 422, 429):
            await school.nobody().post("session/device", {"code": "AAAABBBBCCCC"}, status=status)


async def test_when_it_was_seen_last_is_known_to_the_minute(sqlite_school: School) -> None:
    tablet, admin = await device(sqlite_school), await sqlite_school.staff("admin")
    seen = []
    for seconds in (0, 30, 31):
        sqlite_school.time.move(seconds=seconds)
        await tablet.get("gate/device")
        seen.append((await admin.get("admin/devices"))["items"][0]["last_seen_at"])
    assert seen[0] == seen[1] < seen[2]


async def test_a_device_stands_at_gates_that_exist(sqlite_school: School) -> None:
    admin, east = await sqlite_school.staff("admin"), await gate_named(sqlite_school, "东门")
    for gate_ids, code in (([], "too_few_items"), (["z" * 24, east], "gate_unknown")):
        body = {"name": "闸机", "kind": "turnstile", "gate_ids": gate_ids}
        refused = await admin.post("admin/devices", body, status=422)
        assert (refused["errors"][0]["field"], refused["errors"][0]["code"]) == ("gate_ids", code)


async def test_every_step_is_in_the_trail(sqlite_school: School) -> None:
    tablet, admin = await device(sqlite_school), await sqlite_school.staff("admin")
    device_id = (await tablet.get("gate/device"))["device"]["id"]
    await admin.post(f"admin/devices/{device_id}/revoke", {"reason": "更换"})
    trail = await (await sqlite_school.staff("auditor")).get("admin/audit", subject_id=device_id)
    told = [(entry["actor_kind"], entry["action"]) for entry in reversed(trail["items"])]
    assert told == [("staff", "device_added"), ("device", "device_enrolled"), ("staff", "device_revoked")]
