"""Every screen of the admin web: its address, and who looks at it here."""

import re
from pathlib import Path

from server.settings import ROOT
from server.webhooks.outbox import sweep
from tests.support import devices, story
from tests.support.school import School

_ROUTES = ROOT / "admin_web" / "src" / "app"

# Address as routes.ts and office.ts declare it -> whose desk it is seen at.
SCREENS = {
    "/dashboard": "zhangwei",
    "/invitations": "zhangwei",
    "/invitations/bulk": "zhangwei",
    "/invitations/:id": "zhangwei",
    "/visits": "zhangwei",
    "/visits/new": "zhangwei",
    "/visits/:id": "sunli",
    "/approvals": "zhangwei",
    "/account": "zhangwei",
    "/gate": "zhouqiang",
    "/conflicts": "sunli",
    "/blocklist": "sunli",
    "/devices": "admin",
    "/webhooks": "admin",
    "/webhooks/:id": "admin",
    "/departments": "admin",
    "/staff": "admin",
    "/groups": "admin",
    "/gates": "admin",
    "/flow": "admin",
    "/form": "admin",
    "/messages": "admin",
    "/settings": "admin",
    "/audit": "auditor",
}


def declared() -> set[str]:
    """The addresses that the admin web itself declares."""
    text = "".join(
        path.read_text(encoding="utf-8") for path in sorted(_ROUTES.glob("*.ts")) if _is_table(path)
    )
    return set(re.findall(r"^    path: '(/[^']*)'", text, re.MULTILINE))


def _is_table(path: Path) -> bool:
    return path.name in ("routes.ts", "office.ts")


async def furnish(school: School) -> dict[str, str]:
    """Something on every screen; the ids that stand in addresses, by the beginning of the address."""
    visit = await story.approved(
        school,
        visit_from=school.time.local(9),
        visit_to=school.time.local(18),
        vehicle={"plate": "京AD12345"},
        companions=[{"name": "陈晨", "document": {"kind": "passport", "number": "E12345678"}}],
    )
    entry_pass = await (await school.phone("liuyang")).get(f"visitor/visits/{visit['id']}/pass")
    await story.scan(school, entry_pass["qr"])
    await story.scan(school, entry_pass["qr"], nonce="again")
    await story.apply(school, "jitian")
    rejected = await story.apply(school, "maimaiti")
    await story.decide(school, "zhangwei", rejected, "reject", comment="来访时间不合适，请改约")
    invitation = await story.invite(school)
    await school.deliver()
    webhook_id = await _equip(school)
    return {"/visits": visit["id"], "/invitations": invitation["id"], "/webhooks": webhook_id}


async def _equip(school: School) -> str:
    """A tablet that waits, a tablet in use, a car kept out, and a barrier that is told, whose id this is."""
    await devices.added(school, gate="西门")
    desk = await devices.device(school)
    office, admin = await school.staff("sunli"), await school.staff("admin")
    await office.post("admin/blocklist", {"kind": "plate", "value": "沪B12345", "reason": "冲卡"})
    body = {"name": "东门道闸", "url": "https://barrier.example/told", "events": ["passage.refused"]}
    webhook = await admin.post("admin/webhooks", body)
    gate_id = await devices.gate_named(school, "东门")
    late = {"nonce": "late", "verdict": "admit", "reason": None, "scanned_at": school.time.local(9)}
    late |= {"code": "V1NOSUCHPASS12345678", "gate_id": gate_id, "direction": "in"}
    await desk.post("gate/uploads", {"items": [late]})
    refused = {"code": "NOSUCH", "gate_id": gate_id, "direction": "in", "nonce": "refused"}
    await desk.post("gate/scans", refused)
    await sweep(1)
    return str(webhook["id"])
