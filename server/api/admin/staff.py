"""Staff accounts; and, for choosing a colleague, names and units only."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field

from server.accounts import queries
from server.accounts.models import Staff
from server.accounts.permissions import Permission
from server.api.endpoints import Call, Routes
from server.api.pages import ListQuery
from server.journey import administer, handover
from server.journey.admin_schemas import PasswordResetIn, StaffIn, StaffPatch
from server.reporting.visit_answers import Ref

routes = Routes("/api/v1", "admin")
_MANAGE = Permission.STAFF_MANAGE


class StaffQuery(ListQuery):
    q: Annotated[str, Field(max_length=100)] = ""


class StaffOut(BaseModel):
    id: str
    username: str
    name: str
    department: Ref
    roles: list[str]
    active: bool
    locked_until: datetime | None
    created_at: datetime


class StaffDetail(StaffOut):
    """`open_tasks`: what waits for this person alone, and would go to someone else with the account disabled."""

    open_tasks: int


class StaffPage(BaseModel):
    items: list[StaffOut]
    next: str | None


class Colleague(BaseModel):
    id: str
    name: str
    department: Ref


class ColleaguePage(BaseModel):
    items: list[Colleague]
    next: str | None


@routes.get("/admin/staff", _MANAGE, "人员列表", query=StaffQuery, answer=StaffPage)
async def listing(call: Call[None, StaffQuery]) -> StaffPage:
    page = await queries.staff_page(call.query.q.strip(), call.query.limit, call.query.after)
    return StaffPage(items=[_staff(row) for row in page.rows], next=page.after)


@routes.get("/admin/staff/{id}", _MANAGE, "人员详情", answer=StaffDetail)
async def show(call: Call[None, None]) -> StaffDetail:
    person = _staff(await queries.staff(call.id))
    return StaffDetail(**person.model_dump(), open_tasks=await handover.waiting_alone_for(call.id))


@routes.post("/admin/staff", _MANAGE, "新增人员", body=StaffIn, answer=StaffOut, status=201)
async def add(call: Call[StaffIn, None]) -> StaffOut:
    return _staff(await administer.add_staff(call.actor, call.body))


@routes.patch("/admin/staff/{id}", _MANAGE, "修改人员", body=StaffPatch, answer=StaffOut)
async def change(call: Call[StaffPatch, None]) -> StaffOut:
    return _staff(await administer.change_staff(call.actor, call.id, call.body))


@routes.post("/admin/staff/{id}/disable", _MANAGE, "停用人员并移交待办", answer=StaffOut, refuses=(409,))
async def disable(call: Call[None, None]) -> StaffOut:
    await handover.disable(call.actor, call.id)
    return _staff(await queries.staff(call.id))


@routes.post("/admin/staff/{id}/password", _MANAGE, "重置密码", body=PasswordResetIn, remembers=False)
async def reset_password(call: Call[PasswordResetIn, None]) -> None:
    await administer.reset_password(call.actor, call.id, call.body.password)


@routes.get(
    "/staff/colleagues", Permission.ORGANISATION_READ, "选择同事", query=StaffQuery, answer=ColleaguePage
)
async def colleagues(call: Call[None, StaffQuery]) -> ColleaguePage:
    page = await queries.staff_page(
        call.query.q.strip(), call.query.limit, call.query.after, only_active=True
    )
    return ColleaguePage(items=[_colleague(row) for row in page.rows], next=page.after)


def _staff(staff: Staff) -> StaffOut:
    return StaffOut(
        id=staff.id,
        username=staff.username,
        name=staff.name,
        department=Ref(id=staff.department.id, name=staff.department.name),
        roles=staff.roles,
        active=staff.active,
        locked_until=staff.locked_until,
        created_at=staff.created_at,
    )


def _colleague(staff: Staff) -> Colleague:
    return Colleague(
        id=staff.id, name=staff.name, department=Ref(id=staff.department.id, name=staff.department.name)
    )
