"""Where personal data must not be: in a log line, in a column, in an answer that nobody asked to unmask."""

import json
import logging
from pathlib import Path

import pytest

from server.audit.models import AuditEntry
from server.runtime import JsonLines
from tests.api.subjects import png
from tests.support import story
from tests.support.school import School

NUMBERS = {
    "the visitor's phone": "13800138000",
    "the visitor's document": "110101190003070010",
    "a companion's document": "E87654321",
}


_OURS = ("httpx", "httpcore")  # the test's own telephone, not the product


async def test_a_whole_story_leaves_nobody_in_the_log(
    sqlite_school: School, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.INFO)
    visit = await _story(sqlite_school)
    await _mistakes(sqlite_school)
    lines = [JsonLines().format(record) for record in caplog.records if not record.name.startswith(_OURS)]
    requests = capfd.readouterr().err.splitlines()
    assert {"at", "level", "logger", "message", "endpoint", "status", "request_id"} < set(
        json.loads(requests[0])
    )
    tokens = [caller.http.headers["authorization"] for caller in sqlite_school.signed_in]
    secrets = {
        **NUMBERS,
        "names": "刘洋",
        "a companion": "陈晨",
        "an approver": "张伟",
        "the visit's number": visit["number"],
        "an invitation's code": visit["code"],
        **{f"token {i}": token.removeprefix("Bearer ") for i, token in enumerate(tokens)},
    }
    written = "\n".join([*lines, *requests])
    assert [what for what, secret in secrets.items() if secret in written] == []


async def test_the_database_file_holds_no_number_in_clear(sqlite_school: School) -> None:
    await _story(sqlite_school)
    content = b"".join(path.read_bytes() for path in _database_files(sqlite_school))
    assert "刘洋".encode() in content  # the file is the one written to; names are searched for, so stay
    assert [what for what, number in NUMBERS.items() if number.encode() in content] == []
    assert b"green" not in content  # the health declaration


async def test_the_trail_names_fields_and_ids_but_no_values(sqlite_school: School) -> None:
    await _story(sqlite_school)
    office = await sqlite_school.staff("sunli")
    visits = await office.get("staff/visits")
    path = f"staff/visits/{visits['items'][0]['id']}/unmask"
    shown = await office.post(path, {"fields": ["phone", "document", "companions"], "reason": "核对"})
    assert (shown["phone"], shown["document"]) == ("+8613800138000", NUMBERS["the visitor's document"])
    assert shown["companions"] == ["陈晨 E87654321"]
    entries = json.dumps(await AuditEntry.all().values("action", "detail"), ensure_ascii=False)
    assert "visit_unmasked" in entries
    assert [what for what, number in NUMBERS.items() if number in entries] == []


async def test_whoever_looks_sees_masks(sqlite_school: School) -> None:
    visit = await _story(sqlite_school)
    for username, path in (
        ("zhangwei", "staff/visits"),
        ("sunli", "staff/visits"),
        ("zhouqiang", "gate/expected"),
    ):
        seen = json.dumps(await (await sqlite_school.staff(username)).get(path), ensure_ascii=False)
        assert "1101**********0010" in seen and "138****8000" in seen
        assert [what for what, number in NUMBERS.items() if number in seen] == []
    own = await (await sqlite_school.phone("liuyang")).get(f"visitor/visits/{visit['id']}")
    assert [what for what, number in NUMBERS.items() if number in json.dumps(own)] == []


async def _story(school: School) -> dict[str, str]:
    """From the invitation to the way out, with everything a person can enter."""
    visitor = await school.phone("liuyang")
    await visitor.post("visitor/phone", {"code": school.phone_code("liuyang")})
    file_id = (await visitor.upload("visitor/files", png(), purpose="health_code"))["id"]
    invitation = await story.invite(school)
    await visitor.get("visitor/invitations", phone=NUMBERS["the visitor's phone"])
    visit = await story.approved(
        school,
        invitation=invitation,
        companions=[{"name": "陈晨", "document": {"kind": "passport", "number": "E87654321"}}],
        vehicle={"plate": "京AD12345"},
        health={"health_code": {"status": "green", "file_id": file_id}},
        visit_from=school.time.local(10),
        visit_to=school.time.local(16),
    )
    await school.deliver()
    school.time.move(hours=2)
    entry_pass = await visitor.get(f"visitor/visits/{visit['id']}/pass")
    for direction in ("in", "out"):
        assert (await story.scan(school, entry_pass["qr"], direction, nonce=direction))["verdict"] == "admit"
    await school.deliver()
    return {"id": visit["id"], "number": visit["number"], "code": invitation["code"]}


async def _mistakes(school: School) -> None:
    """Refusals are logged too."""
    visitor, nobody = await school.phone("liuyang"), school.nobody()
    await visitor.get("visitor/invitations", phone="1380013800000", status=422)
    body = await story.visit_body(school, "liuyang", {"code": "NOSUCHCODE22"})
    await visitor.post("visitor/visits", body, status=422)
    await visitor.post("visitor/visits", {**body, "visitor_name": "1"}, status=422)
    await nobody.post("session/password", {"username": "刘洋", "password": "13800138000"}, status=401)


def _database_files(school: School) -> list[Path]:
    """The database, its journal, and the uploads beside it."""
    folder = school.settings.storage.data_dir
    return [path for path in folder.rglob("*") if path.is_file() and path.name != "keys.json"]
