"""All writes to the school's structure; each runs inside a use case's transaction."""

from typing import Any

from tortoise.exceptions import IntegrityError

from server.kit import clock
from server.kit.ids import new_id
from server.organisation.errors import NameTaken, WouldLoop
from server.organisation.models import ApprovalGroup, Department, Gate, GroupMember


async def add_department(name: str, parent: Department | None, head_id: str | None) -> Department:
    """A new unit below `parent`. Raises NameTaken."""
    await _refuse_same_name(name, parent.id if parent else None, None)
    department_id = new_id()
    return await Department.create(
        id=department_id,
        name=name,
        parent_id=parent.id if parent else None,
        head_id=head_id,
        path=f"{parent.path if parent else ''}{department_id}/",
        created_at=clock.now(),
    )


async def change_department(unit: Department, values: dict[str, Any]) -> None:
    """Rename, give a head, switch on or off. Raises NameTaken."""
    if "name" in values:
        await _refuse_same_name(values["name"], unit.parent_id, unit.id)
    if values:
        await Department.filter(id=unit.id).update(**values)


async def move_department(unit: Department, parent: Department | None) -> None:
    """Hang the unit and all below it under `parent`. Raises WouldLoop or NameTaken."""
    if parent and parent.path.startswith(unit.path):
        raise WouldLoop
    await _refuse_same_name(unit.name, parent.id if parent else None, unit.id)
    new_path = f"{parent.path if parent else ''}{unit.id}/"
    for below in await Department.filter(path__startswith=unit.path):
        await Department.filter(id=below.id).update(path=new_path + below.path[len(unit.path) :])
    await Department.filter(id=unit.id).update(parent_id=parent.id if parent else None)


async def _refuse_same_name(name: str, parent_id: str | None, but: str | None) -> None:
    siblings = Department.filter(name=name, parent_id=parent_id, active=True)
    if await (siblings.exclude(id=but) if but else siblings).exists():
        raise NameTaken


async def add_group(key: str, name: str) -> ApprovalGroup:
    """A new, empty approval group. Raises NameTaken when the key exists."""
    if await ApprovalGroup.exists(key=key):
        raise NameTaken
    return await ApprovalGroup.create(id=new_id(), key=key, name=name, created_at=clock.now())


async def set_members(group: ApprovalGroup, staff_ids: set[str]) -> None:
    """Exactly these people belong to the group from now on."""
    present = {row.staff_id for row in await GroupMember.filter(group_id=group.id)}
    await GroupMember.filter(group_id=group.id, staff_id__in=list(present - staff_ids)).delete()
    fresh = [
        GroupMember(id=new_id(), group_id=group.id, staff_id=staff_id) for staff_id in staff_ids - present
    ]
    await GroupMember.bulk_create(fresh)


async def add_gate(name: str, directions: str) -> Gate:
    """A new gate. Raises NameTaken."""
    if await Gate.exists(name=name):
        raise NameTaken
    return await Gate.create(id=new_id(), name=name, directions=directions, created_at=clock.now())


async def change_gate(gate: Gate, values: dict[str, Any]) -> None:
    """Rename, give directions, switch on or off. Raises NameTaken."""
    if not values:
        return
    try:
        await Gate.filter(id=gate.id).update(**values)
    except IntegrityError as error:
        raise NameTaken from error
