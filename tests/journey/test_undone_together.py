"""What a use case writes together is undone together: its last write fails, and nothing of the others remains.

Each test walks through a piece of the story, and every step is tried with a broken database first.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from server.journey.announce import tell_arrivals
from server.journey.lapse import lapse_overdue
from server.journey.remind import escalate_overdue, remind_visitors
from tests.support import people, seen, story
from tests.support.school import School
from tests.support.undone import broken, fails_then_works, photograph

AUDIT, MESSAGES = "audit_entry", "outgoing_message"


async def fails_then_decides(
    school: School, username: str, visit: dict[str, Any], act: str, last: str, **said: Any
) -> None:
    """Decide the open task of this visit, with a fault first."""
    caller = await school.staff(username)
    task = await story.task_of(caller, visit)
    await fails_then_works(caller, f"staff/approvals/{task}/{act}", said, last=last)


async def test_from_the_invitation_to_the_gate(school: School) -> None:
    zhangwei, liuyang = await school.staff("zhangwei"), await school.phone("liuyang")
    body = story.invitation_body(school)
    draft = await fails_then_works(zhangwei, "staff/invitations", body, last=AUDIT)
    sent = await fails_then_works(zhangwei, f"staff/invitations/{draft['id']}/send", last=AUDIT)
    application = await story.visit_body(school, "liuyang", sent)
    visit = await fails_then_works(liuyang, "visitor/visits", application, last=AUDIT)
    await fails_then_works(liuyang, f"visitor/visits/{visit['id']}/urge", last=AUDIT)
    for username in ("zhangwei", "lina", "wangfang"):
        await fails_then_decides(school, username, visit, "approve", MESSAGES)
    sunli = await school.staff("sunli")
    ask = {"fields": ["phone"], "reason": "核对来访登记"}
    await fails_then_works(sunli, f"staff/visits/{visit['id']}/unmask", ask, last=AUDIT)

    school.time.move(days=1, hours=6)
    code = (await liuyang.get(f"visitor/visits/{visit['id']}/pass"))["qr"]
    guard = await school.staff("zhouqiang")
    gate = (await guard.get("gate/gates"))["items"][0]["id"]
    scan = {"code": code, "gate_id": gate}
    await fails_then_works(guard, "gate/scans", {**scan, "direction": "in", "nonce": "1"}, last="passage")
    await chore_fails_then_works(tell_arrivals)
    await fails_then_works(guard, "gate/scans", {**scan, "direction": "out", "nonce": "2"}, last="passage")


async def test_returned_and_recalled_and_handed_on(school: School) -> None:
    visit = await story.apply(school)
    zhangwei, liuyang = await school.staff("zhangwei"), await school.phone("liuyang")
    await fails_then_decides(school, "zhangwei", visit, "return", MESSAGES, comment="请写明事由")
    path = f"visitor/visits/{visit['id']}"
    await fails_then_works(liuyang, path, {"purpose": "校庆"}, last=AUDIT, method="PATCH")
    school.time.move(minutes=1)
    await fails_then_works(liuyang, f"{path}/resubmit", last=AUDIT)
    task = await story.task_of(zhangwei, visit)
    await story.decide(school, "zhangwei", visit)
    await fails_then_works(zhangwei, f"staff/approvals/{task}/recall", last=AUDIT)
    to = await people.staff_id(school, "heyu")
    await fails_then_decides(school, "zhangwei", visit, "transfer", MESSAGES, to_staff_id=to)
    admin = await school.staff("admin")
    rerouted = "NEW.action = 'task_rerouted'"
    await fails_then_works(admin, f"admin/staff/{to}/disable", last=AUDIT, only=rerouted)
    await fails_then_decides(school, "zhangwei", visit, "reject", MESSAGES, comment="不便接待")


async def test_taken_back(school: School) -> None:
    liuyang, sunli = await school.phone("liuyang"), await school.staff("sunli")
    visit = await story.approved(school)
    said = {"reason": "校园封闭"}
    await fails_then_works(sunli, f"staff/visits/{visit['id']}/revoke", said, last=MESSAGES)
    visit = await story.approved(school)
    await fails_then_works(liuyang, f"visitor/visits/{visit['id']}/withdraw", last=AUDIT)
    invitation = await story.invite(school)
    zhangwei = await school.staff("zhangwei")
    await fails_then_works(zhangwei, f"staff/invitations/{invitation['id']}/revoke", last=AUDIT)


async def test_administration(school: School) -> None:
    admin = await school.staff("admin")

    async def post(path: str, **body: Any) -> str:
        return str(((await fails_then_works(admin, path, body, last=AUDIT)) or {"id": ""})["id"])

    async def patch(path: str, **body: Any) -> None:
        await fails_then_works(admin, path, body, last=AUDIT, method="PATCH")

    zhangwei = await people.staff_id(school, "zhangwei")
    unit = await post("admin/departments", name="体育部", head_id=zhangwei)
    below = await people.unit_id(school, "外国语学院")
    await patch(f"admin/departments/{below}", parent_id=unit, name="外国语学部")
    account = {"username": "newcomer", "name": "新人", "roles": ["staff"], "password": "Welcome-2026"}
    staff = await post("admin/staff", department_id=unit, phone="13700137000", **account)
    await patch(f"admin/staff/{staff}", name="老人", roles=["guard"])
    await post(f"admin/staff/{staff}/password", password="Again-2026!")
    group = await post("admin/groups", key="visitors_office", name="访客办", member_ids=[zhangwei])
    await patch(f"admin/groups/{group}", name="访客中心", member_ids=[])
    gate = await post("admin/gates", name="南门")
    await patch(f"admin/gates/{gate}", name="正南门", active=False)


async def test_signing_in(school: School) -> None:
    account = {"username": "zhangwei", "password": "Demo-2026!"}
    await fails_then_works(school.nobody(), "session/password", account, last=AUDIT)
    zhangwei = await school.staff("zhangwei")
    change = {"current": "Demo-2026!", "new": "Another-2026"}
    await fails_then_works(zhangwei, "session/password/change", change, last=AUDIT)


async def chore_fails_then_works(chore: Callable[[], Awaitable[int]]) -> None:
    """Do the worker's chore while its message cannot be written: nothing remains. Then again: it works."""
    before = await photograph()
    async with broken(MESSAGES):
        with pytest.raises(Exception, match="broken on purpose"):
            await chore()
    assert await photograph() == before
    assert await chore() == 1


async def test_what_the_worker_does(school: School) -> None:
    pending = await story.apply(school)
    school.time.move(hours=25)
    await chore_fails_then_works(escalate_overdue)
    school.time.move(days=1)
    await chore_fails_then_works(lapse_overdue)
    assert (await seen.by_visitor(school, pending))["status"] == "expired"

    coming = await story.approved(school, "maimaiti")
    school.time.move_to(datetime.fromisoformat(coming["visit_from"]) - timedelta(hours=1))
    await chore_fails_then_works(remind_visitors)
