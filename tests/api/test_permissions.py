"""Every endpoint answers every kind of caller as the matrix says."""

import re
from itertools import count
from typing import Any

import httpx

from server.demo.cast import PASSWORD
from tests.api.matrix import CALLERS, DEVICES, device_rows, rows
from tests.api.people import caller_of, shape
from tests.api.subjects import Subjects, png
from tests.support import story
from tests.support.callers import Caller
from tests.support.devices import device, walk_in_body
from tests.support.school import School

_numbers = count(1)


async def test_the_matrix_has_every_endpoint(sqlite_school: School) -> None:
    described = await sqlite_school.nobody().get("openapi.json")
    served = {f"{method.upper()} {path}" for path, item in described["paths"].items() for method in item}
    assert {shape(row) for row in rows()} == {shape(row) for row in served} | {"GET openapi.json"}


async def test_every_caller_gets_what_the_matrix_says(roomy_school: School) -> None:
    subjects = Subjects(roomy_school)
    people = {name: await caller_of(roomy_school, who) for name, who in CALLERS.items()}
    assert not await _wrong(people, rows(), subjects)


async def test_every_device_gets_what_the_matrix_says(roomy_school: School) -> None:
    subjects = Subjects(roomy_school)
    devices = {kind: await device(roomy_school, kind) for kind in DEVICES}
    assert not await _wrong(devices, device_rows(), subjects)


async def _wrong(
    people: dict[str, Caller], expected_of: dict[str, dict[str, int]], subjects: Subjects
) -> list[str]:
    wrong = []
    for row, expected in expected_of.items():
        for name, status in expected.items():
            let_in = status not in (401, 403)
            answer = await _call(people[name], row, subjects if let_in else None)
            people[name].http.cookies.clear()  # or a sign-in would make somebody of nobody
            if answer.status_code != status:
                wrong.append(f"{row} by {name}: {answer.status_code}, not {status}: {answer.text[:200]}")
    return wrong


async def test_what_is_not_yours_looks_like_what_is_not_there(roomy_school: School) -> None:
    visit, nowhere = await story.apply(roomy_school), "z" * 24
    other, member = await roomy_school.phone("maimaiti"), await roomy_school.staff("wangfang")
    for caller, path in ((other, "visitor/visits"), (member, "staff/visits")):
        foreign = await caller.get(f"{path}/{visit['id']}", status=404)
        missing = await caller.get(f"{path}/{nowhere}", status=404)
        assert {**foreign, "request_id": ""} == {**missing, "request_id": ""}


async def _call(caller: Caller, row: str, subjects: Subjects | None) -> httpx.Response:
    """The call of this row; who may not make it is told so before anything is looked at, so needs no subjects."""
    method, path = row.split()
    for name in re.findall(r"{(\w+)}", path):
        path = path.replace(f"{{{name}}}", await subjects.make(name) if subjects else "z" * 24)
    if path.startswith("/"):
        path = str(caller.http.base_url.join(path))
    body = await _body(row, subjects) if subjects else None
    if row in ("POST visitor/files", "POST staff/files"):
        return await caller.http.post(path, files={"file": png()}, data={"purpose": "health_code"})
    if row in ("GET staff/events", "GET gate/events"):
        async with caller.http.stream(method, path) as answer:
            return answer
    if row == "GET admin/flows/dry-run":
        return await caller.http.get(path, params=body)
    return await caller.http.request(method, path, json=body)


async def _body(row: str, subjects: Subjects) -> dict[str, Any] | None:
    """What a caller with every right would send."""
    school, number = subjects.school, next(_numbers)
    if row == "POST visitor/visits":
        return await story.visit_body(school, "liuyang", await story.invite(school))
    if row == "POST admin/staff":
        return await subjects.staff_body()
    if row in GATE_ROWS:
        return await _gate_body(row, subjects, f"n{number}")
    colleague = await school.staff("chenjing")
    bodies: dict[str, dict[str, Any]] = {
        "POST session/password": {"username": "heyu", "password": PASSWORD},
        "POST session/wechat": {"code": school.login_code("jitian")},
        "POST session/wechat/binding": {"username": "nobody", "password": PASSWORD},
        "POST session/password/change": {"current": "not the one", "new": "Another-2026!"},
        "POST visitor/phone": {"code": school.phone_code("liuyang")},
        "PATCH visitor/visits/{returned}": {"purpose": "讲座"},
        "POST visitor/subscriptions": {"results": {}},
        "POST staff/invitations": story.invitation_body(school),
        "POST staff/invitations/check": {"rows": [{"phone": "1"}]},
        "POST staff/invitations/bulk": {"rows": [{"phone": "1"}]},
        "POST staff/approvals/{task}/reject": {"comment": "不同意"},
        "POST staff/approvals/{task}/return": {"comment": "请补充"},
        "POST staff/approvals/{task}/transfer": {"to_staff_id": colleague.id},
        "POST staff/visits": story.paper_body(school),
        "POST staff/visits/{approved}/revoke": {"reason": "计划有变"},
        "POST staff/visits/{visit}/unmask": {"fields": ["phone"], "reason": "核对"},
        "POST admin/departments": {"name": f"新单位{number}"},
        "PATCH admin/departments/{department}": {"name": f"旧单位{number}"},
        "POST admin/groups": {"key": f"new{number}", "name": f"新组{number}"},
        "PATCH admin/groups/{group}": {"name": f"旧组{number}"},
        "POST admin/gates": {"name": f"新门{number}"},
        "PATCH admin/gates/{gate}": {"name": f"旧门{number}"},
        "PATCH admin/staff/{colleague}": {"name": "周敏敏"},
        "POST admin/staff/{colleague}/password": {"password": PASSWORD},
        "POST admin/devices/{device}/revoke": {"reason": "丢失"},
        "POST admin/webhooks": subjects.webhook_body(),
        "POST gate/passages/{passage}/refuse": {"reason": "不是本人"},
        "POST gate/conflicts/{conflict}/resolve": {"resolution": "keep_record"},
        "POST gate/roll-calls": {"drill": True},
        "POST gate/roll-calls/{roll_call}/marks": {"visit_id": "z" * 24, "state": "safe"},
        "POST admin/blocklist": {"kind": "plate", "value": f"京A{10000 + number}", "reason": "冲卡"},
        "POST admin/blocklist/{block}/lift": {"reason": "已核实"},
        "GET admin/flows/dry-run": {"contact_id": colleague.id, "visitor_type": "temporary"},
    }
    return bodies.get(row)


# What a body needs something for that must be made first.
GATE_ROWS = {
    "POST session/device",
    "POST admin/devices",
    "POST gate/walk-ins",
    "POST gate/uploads",
    "POST gate/plates",
    "POST gate/scans",
    "POST gate/manual-scans",
}


async def _gate_body(row: str, subjects: Subjects, nonce: str) -> dict[str, Any]:
    if row == "POST session/device":
        return {"code": await subjects.code()}
    if row == "POST admin/devices":
        return await subjects.device_body()
    if row == "POST gate/walk-ins":
        return await walk_in_body(subjects.school)
    if row == "POST gate/uploads":
        return {"items": [await subjects.upload()]}
    passing = {"gate_id": await subjects.east_gate(), "direction": "in", "nonce": nonce}
    if row == "POST gate/plates":
        return {"plate": "京A12345", **passing}
    if row == "POST gate/scans":
        return {"code": "V1NOSUCHPASS12345678", **passing}
    return {"visit_id": await subjects.approved(), "reason": "证件已核对", **passing}
