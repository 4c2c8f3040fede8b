"""What stands at the gates, enrolled as an administrator and a guard would."""

from typing import Any

from tests.support import story
from tests.support.callers import Caller
from tests.support.school import School


async def gate_named(school: School, name: str) -> str:
    """The id of this gate."""
    gates = await (await school.staff("zhouqiang")).get("gate/gates")
    return str(next(gate["id"] for gate in gates["items"] if gate["name"] == name))


async def added(school: School, kind: str = "desk", gate: str = "东门") -> dict[str, Any]:
    """A device that waits for its enrolment, as the administration answers it."""
    body = {"name": f"{gate}{kind}", "kind": kind, "gate_ids": [await gate_named(school, gate)]}
    answer: dict[str, Any] = await (await school.staff("admin")).post("admin/devices", body, status=201)
    return answer


async def redeemed(school: School, code: str) -> Caller:
    """The device that shows this code."""
    caller = school.nobody()
    answer = await caller.post("session/device", {"code": code}, status=201)
    caller.http.headers["Authorization"] = f"Bearer {answer['token']}"
    return caller


async def device(school: School, kind: str = "desk", gate: str = "东门") -> Caller:
    """An enrolled device of this kind at this gate."""
    return await redeemed(school, (await added(school, kind, gate))["enrolment"]["code"])


async def walk_in_body(school: School, **over: Any) -> dict[str, Any]:
    """What a guard types for 王秀英, who asks for 张伟."""
    guard = await school.staff("zhouqiang")
    contacts = await guard.get("gate/contacts", q="张伟")
    notice = (await guard.get("gate/device"))["notice"]
    return {
        "contact_id": contacts["items"][0]["id"],
        "gate_id": await gate_named(school, "东门"),
        "visitor_name": "王秀英",
        "phone": "13700137000",
        "document": story.DOCUMENT,
        "visit_to": school.time.local(17),
        "purpose": "送教材",
        "consents": [{"notice": notice["key"], "version": notice["version"]}],
        **over,
    }
