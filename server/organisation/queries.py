"""Reads of the school's structure."""

from collections.abc import Collection

from server.db.prepared import Prepared
from server.db.sql import rows
from server.kit.errors import NotFound
from server.organisation.models import ApprovalGroup, Department, Gate, GroupMember

_GATE = Prepared(lambda gate_id: Gate.filter(id=gate_id))


async def department(department_id: str) -> Department:
    """An active unit. Raises NotFound."""
    found = await Department.get_or_none(id=department_id, active=True)
    if found is None:
        raise NotFound
    return found


async def departments() -> list[Department]:
    """The whole tree with heads, parents before children; a school has hundreds, not millions."""
    return await Department.all().select_related("head").order_by("path")


async def upwards(unit: Department) -> list[Department]:
    """`unit` and its ancestors with their heads, `unit` first."""
    ids = [part for part in unit.path.split("/") if part]
    by_id = {row.id: row for row in await Department.filter(id__in=ids).select_related("head")}
    return [by_id[unit_id] for unit_id in reversed(ids) if unit_id in by_id]


async def units_headed_by(staff_id: str) -> list[str]:
    """Ids of the units this person heads and of all units below them, in one statement."""
    found = await rows(
        "SELECT DISTINCT d.id FROM department d JOIN department h ON d.path LIKE h.path || '%' WHERE h.head_id = $1",
        staff_id,
    )
    return sorted(row["id"] for row in found)


async def groups() -> list[ApprovalGroup]:
    """All approval groups with their members."""
    return await ApprovalGroup.all().prefetch_related("members__staff").order_by("key")


async def active_members(group_key: str) -> tuple[str | None, dict[str, list[str]]]:
    """The group's id and its active members' ids with their roles, in one statement; (None, empty) without any."""
    members = GroupMember.filter(group__key=group_key, staff__active=True)
    rows = await members.values("group_id", "staff_id", "staff__roles")
    return (rows[0]["group_id"] if rows else None), {row["staff_id"]: row["staff__roles"] for row in rows}


async def groups_of(staff_id: str) -> list[str]:
    """Ids of the groups this person belongs to."""
    rows = await GroupMember.filter(staff_id=staff_id).values("group_id")
    return [row["group_id"] for row in rows]


async def gates() -> list[Gate]:
    """The gates in use, by name."""
    return await Gate.filter(active=True).order_by("name")


async def gate_names(gate_ids: Collection[str]) -> dict[str, str]:
    """Gate id -> name, gates out of use included."""
    rows = await Gate.filter(id__in=list(gate_ids)).values("id", "name") if gate_ids else []
    return {row["id"]: row["name"] for row in rows}


async def gate(gate_id: str) -> Gate:
    """A gate in use. Raises NotFound."""
    found = await _GATE.first(gate_id)
    if found is None or not found.active:
        raise NotFound
    return found
