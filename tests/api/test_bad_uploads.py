"""Uploads: by content, by size, by owner."""

import gzip
from pathlib import Path
from typing import Any

from server.settings import Settings
from tests.api.raw import send_raw
from tests.api.subjects import png
from tests.conftest import RING
from tests.support import story
from tests.support.rows import row_counts
from tests.support.school import School, open_school
from tests.support.time import Time

HTML = b"<!doctype html><script>alert(1)</script>"
REFUSED = {
    "a page": HTML,
    "a page behind a picture's first bytes": b"\x89PNG\r\n\x1a\n" + HTML,
    "a drawing with a script": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "an archive": gzip.compress(b"x"),
    "a program": b"MZ\x90\x00" + bytes(64),
    "a GIF": b"GIF89a" + bytes(64),
    "text": "健康码".encode(),
}


async def test_what_it_is_counts_not_what_it_is_called(sqlite_school: School) -> None:
    visitor, before = await sqlite_school.phone("liuyang"), await row_counts()
    for what, content in REFUSED.items():
        claimed = {"file": ("code.png", content, "image/png")}
        answer = await visitor.http.post("visitor/files", files=claimed, data={"purpose": "health_code"})
        assert (answer.status_code, answer.json()["code"]) == (422, "file_type_refused"), what
        assert answer.json()["errors"][0]["field"] == "file"
        assert "code.png" not in answer.text
    assert await row_counts() == before and not _stored(sqlite_school)


async def test_a_picture_is_a_picture_under_any_name(sqlite_school: School) -> None:
    visitor = await sqlite_school.phone("liuyang")
    claimed = {"file": ("../../evil.html", png(), "text/html")}
    answer = await visitor.http.post("visitor/files", files=claimed, data={"purpose": "health_code"})
    assert answer.status_code == 201 and answer.json()["content_type"] == "image/png"
    (stored,) = _stored(sqlite_school)
    assert stored.read_bytes() == png() and stored.stat().st_mode & 0o777 == 0o600
    assert "evil" not in stored.name and not stored.suffix


async def test_it_is_served_as_what_it_is_and_never_run(sqlite_school: School) -> None:
    visitor = await sqlite_school.phone("liuyang")
    file_id = (await visitor.upload("visitor/files", png(), purpose="health_code"))["id"]
    health = {"health_code": {"status": "green", "file_id": file_id}}
    visit = await story.apply(sqlite_school, health=health)
    answer = await visitor.http.get(f"visitor/visits/{visit['id']}/files/{file_id}")
    assert answer.content == png() and answer.headers["content-type"] == "image/png"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]


PURPOSE = {"purpose": "health_code"}
BROKEN = {"Content-Type": "multipart/form-data; boundary=x"}
LACKING: list[tuple[dict[str, Any], str, str]] = [
    ({"data": PURPOSE}, "file_missing", "file"),
    ({"files": {"file": b""}, "data": PURPOSE}, "file_empty", "file"),
    ({"files": {"file": b"x"}, "data": {"purpose": "selfie"}}, "not_a_choice", "purpose"),
    ({"files": {"file": b"x"}}, "not_a_choice", "purpose"),
    ({"json": PURPOSE}, "not_a_choice", "purpose"),
    ({"content": b"--x\r\nbroken", "headers": BROKEN}, "not_a_choice", "purpose"),
]


async def test_a_form_that_lacks_something(sqlite_school: School) -> None:
    visitor = await sqlite_school.phone("liuyang")
    for form, code, field in LACKING:
        answer = await visitor.http.post("visitor/files", **form)
        assert answer.status_code == 422, form
        assert [(e["field"], e["code"]) for e in answer.json()["errors"]] == [(field, code)], form


async def test_too_large_is_413_with_a_sentence(sqlite_settings: Settings, time: Time) -> None:
    storage = sqlite_settings.storage.model_copy(update={"upload_max_bytes": 1024})
    small = sqlite_settings.model_copy(update={"storage": storage})
    async with open_school(small, RING, time) as school:
        visitor = await school.phone("liuyang")
        too_large = png() + bytes(1024)
        said = await visitor.upload("visitor/files", too_large, status=413, purpose="health_code")
        assert (said["code"], said["errors"][0]["field"]) == ("file_too_large", "file")
        assert not _stored(school)


async def test_what_announces_itself_as_far_too_large_is_not_even_read(sqlite_school: School) -> None:
    visitor = await sqlite_school.phone("liuyang")
    beyond = sqlite_school.settings.http.request_max_bytes + 1
    answer = await send_raw(
        visitor, f"POST {visitor.http.base_url.path}visitor/files HTTP/1.1", f"Content-Length: {beyond}"
    )
    assert answer.status_code == 413
    assert answer.json()["code"] == "too_large"


async def test_nobody_attaches_or_reads_what_someone_else_uploaded(sqlite_school: School) -> None:
    owner, other = await sqlite_school.phone("liuyang"), await sqlite_school.phone("maimaiti")
    file_id = (await owner.upload("visitor/files", png(), purpose="health_code"))["id"]
    health = {"health_code": {"status": "green", "file_id": file_id}}
    body = await story.visit_body(
        sqlite_school, "maimaiti", await story.invite(sqlite_school, "maimaiti"), health=health
    )
    before = await row_counts()
    said = await other.post("visitor/visits", body, status=422)
    assert said["errors"][0]["field"] == "health.health_code.file_id"
    assert await row_counts() == before  # and the invitation can still be used
    mine = await story.apply(sqlite_school, "maimaiti", {"code": body["invitation_code"]})
    await other.get(f"visitor/visits/{mine['id']}/files/{file_id}", status=404)


async def test_one_purpose_is_not_another(sqlite_school: School) -> None:
    visitor = await sqlite_school.phone("liuyang")
    file_id = (await visitor.upload("visitor/files", png(), purpose="travel_code"))["id"]
    body = await story.visit_body(sqlite_school, "liuyang", await story.invite(sqlite_school))
    body["health"] = {"health_code": {"status": "green", "file_id": file_id}}
    said = await visitor.post("visitor/visits", body, status=422)
    assert said["errors"][0]["code"] == "file_unknown"


async def test_a_day_has_its_number_of_uploads(sqlite_settings: Settings, time: Time) -> None:
    storage = sqlite_settings.storage.model_copy(update={"uploads_per_day": 2})
    async with open_school(sqlite_settings.model_copy(update={"storage": storage}), RING, time) as school:
        visitor = await school.phone("liuyang")
        for _ in range(2):
            await visitor.upload("visitor/files", png(), purpose="health_code")
        answer = await visitor.http.post(
            "visitor/files", files={"file": png()}, data={"purpose": "health_code"}
        )
        assert answer.status_code == 429 and int(answer.headers["retry-after"]) > 0
        time.move(days=1, seconds=1)
        await (await school.phone("liuyang")).upload("visitor/files", png(), purpose="health_code")


def _stored(school: School) -> list[Path]:
    return [path for path in (school.settings.storage.data_dir / "attachments").rglob("*") if path.is_file()]
