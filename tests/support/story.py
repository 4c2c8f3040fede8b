"""The steps of the story, as the people in it take them."""

from typing import Any

from tests.support.callers import Caller
from tests.support.school import School

PHONES = {"liuyang": "13800138000", "maimaiti": "13900139000", "jitian": "18600186000"}
NAMES = {"liuyang": "刘洋", "maimaiti": "买买提·艾力", "jitian": "𠮷田花子"}
DOCUMENT = {"kind": "resident_id", "number": "110101190003070010"}


async def invite(
    school: School, visitor: str = "liuyang", by: str = "zhangwei", **over: Any
) -> dict[str, Any]:
    """An invitation, created and sent."""
    inviter = await school.staff(by)
    draft = await inviter.post("staff/invitations", invitation_body(school, visitor, **over))
    sent: dict[str, Any] = await inviter.post(f"staff/invitations/{draft['id']}/send")
    return sent


def invitation_body(school: School, visitor: str = "liuyang", **over: Any) -> dict[str, Any]:
    """What staff type."""
    return {
        "phone": PHONES[visitor],
        "visitor_name": NAMES[visitor],
        "visitor_type": "temporary",
        "purpose": "学术交流",
        "valid_from": school.time.local(0),
        "valid_to": school.time.local(23, 59, days=7),
        **over,
    }


async def visit_body(school: School, visitor: str, invitation: dict[str, Any], **over: Any) -> dict[str, Any]:
    """What the visitor types."""
    form = await (await school.phone(visitor)).get("visitor/form")
    return {
        "invitation_code": invitation["code"],
        "visitor_name": NAMES[visitor],
        "phone": PHONES[visitor],
        "document": DOCUMENT,
        "visit_from": school.time.local(14, days=1),
        "visit_to": school.time.local(16, days=1),
        "purpose": "学术交流",
        "companions": [],
        "vehicle": None,
        "health": {"health_code": {"status": "green"}},
        "consents": [{"notice": form["notice"]["key"], "version": form["notice"]["version"]}],
        **over,
    }


def paper_body(school: School, **over: Any) -> dict[str, Any]:
    """What staff type from the sheet that a visitor without WeChat has signed."""
    return {
        "visitor_name": "王秀英",
        "phone": "13700137000",
        "document": DOCUMENT,
        "visit_from": school.time.local(14),
        "visit_to": school.time.local(16),
        "purpose": "送教材",
        "health": {"health_code": {"status": "green"}},
        "consent_on_paper": True,
        **over,
    }


async def apply(
    school: School, visitor: str = "liuyang", invitation: dict[str, Any] | None = None, **over: Any
) -> dict[str, Any]:
    """A visit in review, of a fresh invitation unless one is given."""
    invitation = invitation or await invite(school, visitor)
    body = await visit_body(school, visitor, invitation, **over)
    visit: dict[str, Any] = await (await school.phone(visitor)).post("visitor/visits", body, status=201)
    return visit


async def task_of(caller: Caller, visit: dict[str, Any]) -> str:
    """The id of this person's open task on the visit."""
    page = await caller.get("staff/approvals", box="todo", limit=100)
    return str(next(row["id"] for row in page["items"] if row["visit"]["id"] == visit["id"]))


async def decide(
    school: School, username: str, visit: dict[str, Any], act: str = "approve", **said: Any
) -> dict[str, Any]:
    """This person acts on the open task of the visit."""
    caller = await school.staff(username)
    task_id = await task_of(caller, visit)
    answer: dict[str, Any] = await caller.post(f"staff/approvals/{task_id}/{act}", said)
    return answer


async def approved(school: School, visitor: str = "liuyang", **over: Any) -> dict[str, Any]:
    """A temporary visit that the whole chain has approved."""
    visit = await apply(school, visitor, **over)
    for username in ("zhangwei", "lina", "wangfang"):
        await decide(school, username, visit)
    phone = await school.phone(visitor)
    return dict(await phone.get(f"visitor/visits/{visit['id']}"))


async def scan(
    school: School, code: str, direction: str = "in", nonce: str = "n1", **over: Any
) -> dict[str, Any]:
    """The guard scans."""
    guard = await school.staff("zhouqiang")
    gates = await guard.get("gate/gates")
    gate_id = next(gate["id"] for gate in gates["items"] if gate["name"] == "东门")
    body = {"code": code, "gate_id": gate_id, "direction": direction, "nonce": nonce, **over}
    answer: dict[str, Any] = await guard.post("gate/scans", body, status=200)
    return answer
