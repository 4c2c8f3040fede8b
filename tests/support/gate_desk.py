"""A guard's desk: what it scans, and what it tells later of what it decided alone."""

from datetime import datetime, timedelta
from typing import Any

from server.kit.ids import new_id
from tests.support import story
from tests.support.school import School


class Desk:
    """A guard's desk and a visit whose time has come."""

    def __init__(self, school: School, visit: dict[str, Any], gate_id: str) -> None:
        self.school = school
        self.visit = visit
        self.gate_id = gate_id
        self.number = ""

    @classmethod
    async def open(cls, school: School, **over: Any) -> "Desk":
        """At the East gate, when the approved visit begins."""
        visit = await story.approved(school, **over)
        school.time.move_to(datetime.fromisoformat(visit["visit_from"]))
        gates = (await (await school.staff("zhouqiang")).get("gate/gates"))["items"]
        desk = cls(school, visit, next(gate["id"] for gate in gates if gate["name"] == "东门"))
        desk.number = (await desk.shown())["number"]
        return desk

    async def shown(self) -> dict[str, Any]:
        """The pass on the visitor's phone."""
        phone = await self.school.phone("liuyang")
        return dict(await phone.get(f"visitor/visits/{self.visit['id']}/pass"))

    def fact(self, direction: str = "in", minutes: float = 0, **over: Any) -> dict[str, Any]:
        """Let through, `minutes` ago."""
        at = self.school.time.now() - timedelta(minutes=minutes)
        return {
            "nonce": new_id(),
            "pass_number": self.number,
            "gate_id": self.gate_id,
            "direction": direction,
            "scanned_at": at.isoformat(),
            "verdict": "admit",
            **over,
        }

    async def tell(self, *facts: dict[str, Any], **over: Any) -> list[dict[str, Any]]:
        """Bring the facts."""
        guard = await self.school.staff("zhouqiang")
        return list((await guard.post("gate/uploads", {"items": facts, **over}))["items"])

    async def kinds(self, *facts: dict[str, Any]) -> list[str | None]:
        """Bring the facts: what cases come of them."""
        told = await self.tell(*facts)
        return [one["conflict"] and one["conflict"]["kind"] for one in told]

    async def scan(self, direction: str = "in", **over: Any) -> dict[str, Any]:
        """Scan what the phone shows."""
        code = (await self.shown())["qr"]
        return await story.scan(self.school, code, direction, **{"nonce": new_id(), **over})

    async def inside(self) -> bool:
        """Whether anybody is."""
        guard = await self.school.staff("zhouqiang")
        return bool((await guard.get("gate/present"))["items"])
