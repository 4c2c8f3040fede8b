"""Departments, approval groups, gates."""

from pydantic import BaseModel

from server.accounts.permissions import Permission
from server.api.endpoints import Call, Routes
from server.journey import administer
from server.journey.admin_schemas import DepartmentIn, DepartmentPatch, GateIn, GatePatch, GroupIn, GroupPatch
from server.organisation import queries
from server.organisation.models import ApprovalGroup, Department, Gate
from server.reporting.visit_answers import Ref

routes = Routes("/api/v1/admin", "admin")
_READ, _MANAGE = Permission.ORGANISATION_READ, Permission.ORGANISATION_MANAGE


class DepartmentOut(BaseModel):
    id: str
    name: str
    parent_id: str | None
    head: Ref | None
    active: bool


class DepartmentsOut(BaseModel):
    items: list[DepartmentOut]


class MemberOut(Ref):
    active: bool


class GroupOut(BaseModel):
    id: str
    key: str
    name: str
    members: list[MemberOut]


class GroupsOut(BaseModel):
    items: list[GroupOut]


class GateOut(BaseModel):
    id: str
    name: str
    directions: str
    active: bool


class GateListOut(BaseModel):
    items: list[GateOut]


@routes.get("/departments", _READ, "单位列表", answer=DepartmentsOut)
async def departments(call: Call[None, None]) -> DepartmentsOut:
    return DepartmentsOut(items=[_department(unit) for unit in await queries.departments()])


@routes.post(
    "/departments", _MANAGE, "新增单位", body=DepartmentIn, answer=DepartmentOut, status=201, refuses=(409,)
)
async def add_department(call: Call[DepartmentIn, None]) -> DepartmentOut:
    return _department(await administer.add_department(call.actor, call.body))


@routes.patch(
    "/departments/{id}", _MANAGE, "修改单位", body=DepartmentPatch, answer=DepartmentOut, refuses=(409,)
)
async def change_department(call: Call[DepartmentPatch, None]) -> DepartmentOut:
    return _department(await administer.change_department(call.actor, call.id, call.body))


@routes.get("/groups", _READ, "审批组列表", answer=GroupsOut)
async def groups(call: Call[None, None]) -> GroupsOut:
    return GroupsOut(items=[_group(group) for group in await queries.groups()])


@routes.post("/groups", _MANAGE, "新增审批组", body=GroupIn, answer=GroupOut, status=201, refuses=(409,))
async def add_group(call: Call[GroupIn, None]) -> GroupOut:
    return _group(await administer.add_group(call.actor, call.body))


@routes.patch("/groups/{id}", _MANAGE, "修改审批组", body=GroupPatch, answer=GroupOut, refuses=(409,))
async def change_group(call: Call[GroupPatch, None]) -> GroupOut:
    return _group(await administer.change_group(call.actor, call.id, call.body))


@routes.get("/gates", _READ, "校门列表（含停用）", answer=GateListOut)
async def gates(call: Call[None, None]) -> GateListOut:
    return GateListOut(items=[_gate(gate) for gate in await Gate.all().order_by("name")])


@routes.post(
    "/gates", Permission.GATES_MANAGE, "新增校门", body=GateIn, answer=GateOut, status=201, refuses=(409,)
)
async def add_gate(call: Call[GateIn, None]) -> GateOut:
    return _gate(await administer.add_gate(call.actor, call.body))


@routes.patch(
    "/gates/{id}", Permission.GATES_MANAGE, "修改校门", body=GatePatch, answer=GateOut, refuses=(409,)
)
async def change_gate(call: Call[GatePatch, None]) -> GateOut:
    return _gate(await administer.change_gate(call.actor, call.id, call.body))


def _department(unit: Department) -> DepartmentOut:
    head = unit.head
    return DepartmentOut(
        id=unit.id,
        name=unit.name,
        parent_id=unit.parent_id,
        head=Ref(id=head.id, name=head.name) if head else None,
        active=unit.active,
    )


def _group(group: ApprovalGroup) -> GroupOut:
    people = [member.staff for member in group.members]
    members = [MemberOut(id=person.id, name=person.name, active=person.active) for person in people]
    return GroupOut(id=group.id, key=group.key, name=group.name, members=members)


def _gate(gate: Gate) -> GateOut:
    return GateOut(id=gate.id, name=gate.name, directions=gate.directions, active=gate.active)
