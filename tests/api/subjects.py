"""What the calls of the permission matrix are about: everything belongs to 刘洋 (visitor) and 张伟 (contact)."""

import io
from itertools import count
from typing import Any

from PIL import Image

from server.demo.cast import PASSWORD
from server.webhooks.outbox import sweep
from tests.support import story
from tests.support.devices import device, gate_named
from tests.support.school import School

_numbers = count(1)


def png() -> bytes:
    """A small picture."""
    buffer = io.BytesIO()
    Image.new("RGB", (4, 4), "green").save(buffer, "PNG")
    return buffer.getvalue()


class Subjects:
    """Makes a fresh one of what a path or a body names."""

    def __init__(self, school: School) -> None:
        self.school = school
        self._file = ""

    async def make(self, name: str) -> str:
        """The id of a fresh `name`, one of the methods below."""
        made: str = await getattr(self, name)()
        return made

    async def draft(self) -> str:
        """An invitation that was not sent."""
        inviter = await self.school.staff("zhangwei")
        return str((await inviter.post("staff/invitations", story.invitation_body(self.school)))["id"])

    async def visit(self) -> str:
        """A visit in review."""
        return str((await story.apply(self.school))["id"])

    async def returned(self) -> str:
        """A visit for its visitor to repair."""
        visit = await story.apply(self.school)
        await story.decide(self.school, "zhangwei", visit, "return", comment="请补充")
        return str(visit["id"])

    async def approved(self) -> str:
        """A visit with a pass."""
        return str((await story.approved(self.school))["id"])

    async def filed(self) -> str:
        """A visit with an uploaded health code; `file` then is that upload."""
        visitor = await self.school.phone("liuyang")
        self._file = (await visitor.upload("visitor/files", png(), purpose="health_code"))["id"]
        health = {"health_code": {"status": "green", "file_id": self._file}}
        return str((await story.apply(self.school, health=health))["id"])

    async def file(self) -> str:
        """The upload of the visit just `filed`."""
        return self._file

    async def task(self) -> str:
        """张伟's open task."""
        visit = await story.apply(self.school)
        return await story.task_of(await self.school.staff("zhangwei"), visit)

    async def filed_task(self) -> str:
        """张伟's open task on a visit with a file."""
        visit_id = await self.filed()
        return await story.task_of(await self.school.staff("zhangwei"), {"id": visit_id})

    async def decided(self) -> str:
        """张伟's approval, which nobody has followed yet."""
        visit = await story.apply(self.school)
        return str((await story.decide(self.school, "zhangwei", visit))["task"]["id"])

    async def colleague(self) -> str:
        """A member of staff whom nothing depends on."""
        return str((await self._add("staff", await self.staff_body()))["id"])

    async def department(self) -> str:
        """A unit of its own."""
        return str((await self._add("departments", {"name": f"单位{next(_numbers)}"}))["id"])

    async def group(self) -> str:
        """An empty approval group."""
        number = next(_numbers)
        return str((await self._add("groups", {"key": f"g{number}", "name": f"组{number}"}))["id"])

    async def gate(self) -> str:
        """A gate more."""
        return str((await self._add("gates", {"name": f"门{next(_numbers)}"}))["id"])

    async def device(self) -> str:
        """A tablet that waits for its enrolment."""
        return str((await self._add("devices", await self.device_body()))["id"])

    async def code(self) -> str:
        """A one-time code of a tablet of its own."""
        return str((await self._add("devices", await self.device_body()))["enrolment"]["code"])

    async def device_body(self) -> dict[str, Any]:
        """What an administrator types for a tablet at the East gate."""
        return {"name": f"平板{next(_numbers)}", "kind": "desk", "gate_ids": [await self.east_gate()]}

    async def east_gate(self) -> str:
        """东门, which was there before."""
        return await gate_named(self.school, "东门")

    async def block(self) -> str:
        """A plate that is kept out."""
        body = {"kind": "plate", "value": f"沪B{10000 + next(_numbers)}", "reason": "冲卡"}
        return str((await (await self.school.staff("sunli")).post("admin/blocklist", body))["id"])

    async def webhook(self) -> str:
        """A receiver that nobody runs."""
        return str((await self._add("webhooks", self.webhook_body()))["id"])

    async def disabled_webhook(self) -> str:
        """A receiver that is told nothing at present."""
        webhook_id = await self.webhook()
        await self._add(f"webhooks/{webhook_id}/disable", {})
        return webhook_id

    async def delivery(self) -> str:
        """A telling that is on its way."""
        webhook_id = await self.webhook()
        desk = await device(self.school)
        body = {"code": "NOSUCH", "gate_id": await self.east_gate(), "direction": "in", "nonce": webhook_id}
        await desk.post("gate/scans", body)
        await sweep(1)
        admin = await self.school.staff("admin")
        return str((await admin.get(f"admin/webhooks/{webhook_id}/deliveries"))["items"][0]["id"])

    def webhook_body(self) -> dict[str, Any]:
        """What an administrator types for a barrier."""
        events = ["passage.admitted", "passage.refused"]
        return {"name": f"道闸{next(_numbers)}", "url": "https://barrier.example/told", "events": events}

    async def roll_call(self) -> str:
        """A drill that goes on."""
        guard = await self.school.staff("zhouqiang")
        return str((await guard.post("gate/roll-calls", {"drill": True}))["id"])

    async def upload(self) -> dict[str, Any]:
        """What a desk let in without asking, by a pass that nobody knows."""
        return {
            "nonce": f"told-{next(_numbers)}",
            "pass_number": "NOSUCHPASS",
            "gate_id": await self.east_gate(),
            "direction": "in",
            "scanned_at": self.school.time.now().isoformat(),
            "verdict": "admit",
        }

    async def conflict(self) -> str:
        """The case that comes of it."""
        return str((await self._told())["conflict"]["id"])

    async def passage(self) -> str:
        """The passage it is about."""
        return str((await self._told())["passage_id"])

    async def _told(self) -> dict[str, Any]:
        guard = await self.school.staff("zhouqiang")
        answer = await guard.post("gate/uploads", {"items": [await self.upload()]})
        return dict(answer["items"][0])

    async def message(self) -> str:
        """A message that is on its way."""
        await story.apply(self.school)
        told = await (await self.school.staff("admin")).get("admin/messages")
        return str(told["items"][0]["id"])

    async def staff_body(self) -> dict[str, Any]:
        """What an administrator types for a new colleague."""
        unit = await self.department()
        return {
            "username": f"staff{next(_numbers)}",
            "name": "周敏",
            "department_id": unit,
            "roles": ["staff"],
            "password": PASSWORD,
        }

    async def _add(self, what: str, body: dict[str, Any]) -> dict[str, Any]:
        added: dict[str, Any] = await (await self.school.staff("admin")).post(f"admin/{what}", body)
        return added
