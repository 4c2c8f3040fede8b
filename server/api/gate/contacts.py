"""Whom a visitor without an appointment asks for."""

from typing import Annotated

from pydantic import BaseModel, Field

from server.accounts.contacts import contacts
from server.accounts.permissions import Permission
from server.api.endpoints import Call, Routes
from server.api.throttle import throttle
from server.reporting.visit_answers import NameOnly, Ref

routes = Routes("/api/v1/gate/contacts", "gate")


class ContactQuery(BaseModel):
    """`q` is at least two characters of the name, or a whole phone number."""

    q: Annotated[str, Field(min_length=2, max_length=32)]


class ContactHit(Ref):
    department: NameOnly


class ContactsOut(BaseModel):
    items: list[ContactHit]


@routes.get(
    "",
    Permission.GATE_DESK,
    "按姓名或完整手机号查对接人",
    query=ContactQuery,
    answer=ContactsOut,
    refuses=(429,),
)
async def listing(call: Call[None, ContactQuery]) -> ContactsOut:
    limit = call.services.settings.gate.contact_lookups_per_minute
    await throttle(call.services.store, "contacts", call.actor.id, limit)
    text = call.query.q.strip()
    found = await contacts(text) if len(text) >= 2 else []
    return ContactsOut(
        items=[
            ContactHit(id=one.id, name=one.name, department=NameOnly(name=one.department.name))
            for one in found
        ]
    )
