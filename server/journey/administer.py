"""The administrator's use cases: departments, staff, groups, gates. Every one leaves an entry in the trail."""

from typing import Any

from server.accounts import passwords, staff_service
from server.accounts import queries as accounts
from server.accounts.actor import Actor
from server.accounts.models import Staff
from server.accounts.service import check_new_password
from server.audit import service as audit
from server.db.transaction import transaction
from server.journey import handover
from server.journey.admin_schemas import (
    DepartmentIn,
    DepartmentPatch,
    GateIn,
    GatePatch,
    GroupIn,
    GroupPatch,
    StaffIn,
    StaffPatch,
)
from server.kit.errors import NotFound, invalid
from server.kit.formats import phone
from server.kit.formats.errors import FormatError
from server.organisation import queries, service
from server.organisation.errors import StillInUse
from server.organisation.models import ApprovalGroup, Department, Gate
from server.settings import current


@transaction
async def add_department(actor: Actor, body: DepartmentIn) -> Department:
    """A unit below another one. Raises InvalidInput or NameTaken."""
    parent = await _unit("parent_id", body.parent_id) if body.parent_id else None
    head = await _person("head_id", body.head_id) if body.head_id else None
    unit = await service.add_department(body.name, parent, head.id if head else None)
    await _note(actor, "department_added", "department", unit.id)
    return await _loaded_unit(unit.id)


@transaction
async def change_department(actor: Actor, unit_id: str, body: DepartmentPatch) -> Department:
    """Rename, move, give another head, switch on or off."""
    unit = await _loaded_unit(unit_id)
    given = body.model_dump(exclude_unset=True)
    if given.get("head_id"):
        await _person("head_id", given["head_id"])
    if given.get("active") is False:
        await _refuse_in_use(unit)
    if "parent_id" in given:
        parent_id = given.pop("parent_id")
        await service.move_department(unit, await _unit("parent_id", parent_id) if parent_id else None)
    await service.change_department(unit, _without_nulls(given, keep={"head_id"}))
    await _note(actor, "department_changed", "department", unit.id, fields=sorted(body.model_fields_set))
    return await _loaded_unit(unit_id)


@transaction
async def add_staff(actor: Actor, body: StaffIn) -> Staff:
    """An account with a first password, to be changed at the first sign-in unless the school says otherwise."""
    limits = current().sessions
    _check_password(body.password, body.username)
    unit = await _unit("department_id", body.department_id)
    staff = await staff_service.create(
        body.username,
        body.name,
        unit.id,
        body.roles,
        await passwords.hash_password(body.password),
        limits.must_change_first_password,
        _phone(body.phone),
    )
    await _note(actor, "staff_added", "staff", staff.id)
    return await accounts.staff(staff.id)


@transaction
async def change_staff(actor: Actor, staff_id: str, body: StaffPatch) -> Staff:
    """Name, unit, roles, phone; switching an account back on. Disabling is a step of its own."""
    staff = await accounts.staff(staff_id)
    given = _without_nulls(body.model_dump(exclude_unset=True), keep=set())
    if given.get("active") is False:
        raise invalid("active", "disable_instead", "停用账号请使用“停用”，以便移交待办。")
    if "department_id" in given:
        await _unit("department_id", given["department_id"])
    if "roles" in given:
        given["roles"] = staff_service.check_roles(given["roles"])
    if "phone" in given:
        given |= staff_service.phone_columns(_phone(given.pop("phone")))
    await staff_service.change(staff, given)
    if "roles" in given:
        await handover.changed_roles(staff)
    await _note(actor, "staff_changed", "staff", staff.id, fields=sorted(body.model_fields_set))
    return await accounts.staff(staff_id)


@transaction
async def reset_password(actor: Actor, staff_id: str, password: str) -> None:
    """A new first password; the account is unlocked and signed out everywhere."""
    staff = await accounts.staff(staff_id)
    _check_password(password, staff.username)
    values: dict[str, Any] = {
        "password_hash": await passwords.hash_password(password),
        "must_change_password": current().sessions.must_change_first_password,
        "failed_sign_ins": 0,
        "locked_until": None,
    }
    await staff_service.change(staff, values)
    await staff_service.sign_out_everywhere(staff.id)
    await _note(actor, "password_reset", "staff", staff.id)


@transaction
async def add_group(actor: Actor, body: GroupIn) -> ApprovalGroup:
    """A group the flow may name. Raises NameTaken."""
    group = await service.add_group(body.key, body.name)
    await service.set_members(group, await _people(body.member_ids))
    await _note(actor, "group_added", "group", group.id)
    return await _loaded_group(group.id)


@transaction
async def change_group(actor: Actor, group_id: str, body: GroupPatch) -> ApprovalGroup:
    """Rename, or say who belongs to it; tasks of a group left without anyone go to the fallback person."""
    group = await _loaded_group(group_id)
    if body.name is not None:
        await ApprovalGroup.filter(id=group.id).update(name=body.name)
    if body.member_ids is not None:
        await service.set_members(group, await _people(body.member_ids))
        await handover.hand_over_group(group.id)
    await _note(actor, "group_changed", "group", group.id, fields=sorted(body.model_fields_set))
    return await _loaded_group(group_id)


@transaction
async def add_gate(actor: Actor, body: GateIn) -> Gate:
    """A gate. Raises NameTaken."""
    gate = await service.add_gate(body.name, body.directions)
    await _note(actor, "gate_added", "gate", gate.id)
    return gate


@transaction
async def change_gate(actor: Actor, gate_id: str, body: GatePatch) -> Gate:
    """Rename, switch on or off."""
    gate = await Gate.get_or_none(id=gate_id)
    if gate is None:
        raise NotFound
    await service.change_gate(gate, _without_nulls(body.model_dump(exclude_unset=True), keep=set()))
    await _note(actor, "gate_changed", "gate", gate.id, fields=sorted(body.model_fields_set))
    return await Gate.get(id=gate_id)


def _check_password(password: str, username: str) -> None:
    check_new_password(password, username, current().sessions, field="password")


def _phone(text: str | None) -> str | None:
    try:
        return phone.normalise(text) if text else None
    except FormatError as error:
        raise invalid("phone", error.code, error.message) from error


def _without_nulls(given: dict[str, Any], keep: set[str]) -> dict[str, Any]:
    """A null means "unchanged", but for the keys where it takes something away."""
    return {key: value for key, value in given.items() if value is not None or key in keep}


async def _unit(field: str, unit_id: str) -> Department:
    try:
        return await queries.department(unit_id)
    except NotFound as error:
        raise invalid(field, "department_unknown", "这个单位不存在或已停用，请重新选择。") from error


async def _person(field: str, staff_id: str) -> Staff:
    found = await accounts.active_staff(staff_id)
    if found is None:
        raise invalid(field, "staff_unknown", "这个人不存在或已停用，请重新选择。")
    return found


async def _people(staff_ids: list[str]) -> set[str]:
    wanted = set(staff_ids)
    if await Staff.filter(id__in=list(wanted), active=True).count() != len(wanted):
        raise invalid("member_ids", "staff_unknown", "有成员不存在或已停用，请重新选择。")
    return wanted


async def _refuse_in_use(unit: Department) -> None:
    below = await Department.exists(parent_id=unit.id, active=True)
    if below or await Staff.exists(department_id=unit.id, active=True):
        raise StillInUse


async def _loaded_unit(unit_id: str) -> Department:
    unit = await Department.get_or_none(id=unit_id).select_related("head")
    if unit is None:
        raise NotFound
    return unit


async def _loaded_group(group_id: str) -> ApprovalGroup:
    group = await ApprovalGroup.get_or_none(id=group_id).prefetch_related("members__staff")
    if group is None:
        raise NotFound
    return group


async def _note(actor: Actor, action: str, kind: str, subject_id: str, **detail: Any) -> None:
    await audit.record("staff", actor.id, action, kind, subject_id, detail)
