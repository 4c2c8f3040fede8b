"""Requests that are wrong before any rule of the school is asked: bytes, JSON, paths, methods."""

import json
from typing import Any

from tests.api.raw import send_raw
from tests.support import story
from tests.support.callers import Caller
from tests.support.rows import row_counts
from tests.support.school import School

JSON = {"Content-Type": "application/json"}

BODIES: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "bad_json"),
    "half a document": (b'{"purpose": "', "bad_json"),
    "not UTF-8": (b'{"purpose": "\xff\xfe"}', "bad_json"),
    "a lone surrogate": (b'{"purpose": "\\ud800 alone"}', "bad_json"),
    "NUL bytes": (b"\x00" * 64, "bad_json"),
    "very deep": (b"[" * 100_000, "bad_json"),
    "deep and closed": (b'{"note":' * 5000 + b"1" + b"}" * 5000, "bad_json"),
    "a list": (b"[]", "bad_value"),
    "null": (b"null", "bad_value"),
    "a number": (b"1e400", "bad_value"),
    "NaN": (b"NaN", "bad_value"),
    "a huge number": (b'{"max_uses": 1' + b"0" * 5000 + b"}", "bad_json"),
    "true for a number": (b'{"max_uses": true}', "bad_value"),
    "text for a number": (b'{"max_uses": "5"}', "bad_value"),
    "a number for text": (b'{"purpose": 5}', "bad_value"),
    "an unknown key": (b'{"secret-key-4711": 1}', "unknown_field"),
}


async def test_a_body_that_is_none(sqlite_school: School) -> None:
    teacher, before = await sqlite_school.staff("zhangwei"), await row_counts()
    for what, (content, code) in BODIES.items():
        answer = await teacher.http.post("staff/invitations", content=content, headers=JSON)
        said = _problem(answer, 422)
        assert code in {problem["code"] for problem in said["errors"]}, what
        assert "4711" not in answer.text, what
    assert await row_counts() == before


async def test_what_is_not_called_json_is_415(sqlite_school: School) -> None:
    teacher = await sqlite_school.staff("zhangwei")
    body = json.dumps(story.invitation_body(sqlite_school)).encode()
    for content_type in (
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/jsonp",
        "text/json",
        "",
    ):
        headers = {"Content-Type": content_type}
        answer = await teacher.http.post("staff/invitations", content=body, headers=headers)
        assert _problem(answer, 415)["code"] == "not_json", content_type


QUERIES = {
    "limit=0": ("limit", "too_small"),
    "limit=101": ("limit", "too_large"),
    "limit=ten": ("limit", "bad_value"),
    "limit=1.5": ("limit", "bad_value"),
    "limit=99999999999999999999999999": ("limit", "too_large"),
    "after=garbage": ("after", "bad_cursor"),
    "after=WyJub3QgYSB0aW1lIiwgMV0": ("after", "bad_cursor"),
    "status=gone": ("status", "not_a_choice"),
    "department_id=x": ("department_id", "bad_format"),
    "from=yesterday": ("from", "bad_time"),
    "q=%00": ("query", "control_character"),
    "q=" + "a" * 101: ("q", "too_long"),
}


async def test_every_wrong_query_names_its_field(sqlite_school: School) -> None:
    office = await sqlite_school.staff("sunli")
    for query, expected in QUERIES.items():
        answer = await office.http.get(f"staff/visits?{query}")
        assert answer.status_code == 422, query
        said = _problem(answer, 422)
        assert [(e["field"], e["code"]) for e in said["errors"]] == [expected], query


NO_IDS = ("x", "Z" * 24, "z" * 25, "%00" * 24, "..%2f..%2fetc%2fpasswd", "%F0%A0%AE%B7" * 6, "'%20OR%201=1")


async def test_an_id_that_is_none_is_not_there(sqlite_school: School) -> None:
    office = await sqlite_school.staff("sunli")
    for path in NO_IDS:
        answer = await office.http.get(f"staff/visits/{path}")
        assert _problem(answer, 404)["code"] in {"not_found", "no_such_path"}, path


async def test_every_other_method_is_405_and_says_which_are_not(sqlite_school: School) -> None:
    office = await sqlite_school.staff("sunli")
    described = await office.get("openapi.json")
    for path, item in described["paths"].items():
        allowed = {method.upper() for method in item}
        for method in {"GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "HEAD"} - allowed:
            answer = await send_raw(
                office, f"{method} {path.replace('{id}', 'z' * 24)} HTTP/1.1", "Content-Length: 0"
            )
            assert answer.status_code == 405, (method, path, answer.text)
            assert set(answer.headers["allow"].split(", ")) == allowed, (method, path)
            assert method == "HEAD" or answer.json()["code"] == "method_not_allowed"


async def test_an_address_that_is_none_is_a_problem_document_too(sqlite_school: School) -> None:
    nobody = sqlite_school.nobody()
    assert _problem(await nobody.http.get("nowhere"), 404)["code"] == "no_such_path"
    elsewhere = f"{sqlite_school.url}/config/default.toml"
    assert _problem(await nobody.http.get(elsewhere), 404)["code"] == "no_such_path"


HARDLY_HTTP: list[tuple[str, ...]] = [
    ("GET /api/v1/session",),
    ("GET /api/v1/session HTTP/9.9",),
    ("BREW /api/v1/session HTTP/1.1",),
    ("POST /api/v1/session/password HTTP/1.1", "Content-Length: -1"),
    ("POST /api/v1/session/password HTTP/1.1", "Content-Length: x"),
    ("POST /api/v1/session/password HTTP/1.1", "Content-Length: 5", "Transfer-Encoding: chunked"),
    ("GET /api/v1/session HTTP/1.1", "X-Long: " + "x" * 20_000),
    ("GET /api/v1/session?" + "x" * 20_000 + " HTTP/1.1",),
]


async def test_what_is_hardly_http_is_refused_and_nothing_breaks(sqlite_school: School) -> None:
    nobody = sqlite_school.nobody()
    for lines in HARDLY_HTTP:
        answer = await send_raw(nobody, *lines)
        assert 400 <= answer.status_code < 500, lines
        assert answer.headers["content-type"] == "application/problem+json", lines
    await nobody.get(f"{sqlite_school.url}/health/ready")


async def test_every_answer_carries_its_request_id(sqlite_school: School) -> None:
    caller: Caller = await sqlite_school.staff("zhangwei")
    fine = await caller.http.get("session", headers={"X-Request-ID": "chosen-by-caller"})
    refused = await caller.http.get("admin/audit")
    lost = await caller.http.get("nowhere")
    ids = {answer.headers["x-request-id"] for answer in (fine, refused, lost)}
    assert len(ids) == 3 and "chosen-by-caller" not in ids
    assert refused.json()["request_id"] == refused.headers["x-request-id"]


def _problem(answer: Any, status: int) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    said: dict[str, Any] = answer.json()
    assert said["status"] == status and said["title"] and said["detail"]
    return said
