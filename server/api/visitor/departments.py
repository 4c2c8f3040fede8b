"""The units an application may name where the invitation leaves the unit open."""

from pydantic import BaseModel

from server.accounts.permissions import Permission
from server.api.endpoints import Call, Routes
from server.organisation import queries
from server.reporting.visit_answers import Ref

routes = Routes("/api/v1/visitor", "visitor")


class UnitsOut(BaseModel):
    items: list[Ref]


@routes.get("/departments", Permission.VISITOR_SELF, "可选择的到访单位", answer=UnitsOut)
async def show(call: Call[None, None]) -> UnitsOut:
    units = [unit for unit in await queries.departments() if unit.active]
    return UnitsOut(items=[Ref(id=unit.id, name=unit.name) for unit in units])
