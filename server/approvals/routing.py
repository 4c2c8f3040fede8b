"""Gathers what routing looks at, and asks the pure rule."""

from server.accounts.models import Staff
from server.accounts.permissions import may_decide
from server.approvals.chain import (
    CONTACT,
    HEAD_OF_CONTACT,
    Facts,
    Flow,
    Person,
    Routed,
    Step,
    UnitHead,
    route,
)
from server.approvals.errors import NoApprover
from server.organisation import queries as organisation


async def holders_of(step: Step, flow: Flow, contact: Staff) -> Routed:
    """Who decides `step` of a case with this contact (loaded with its department). Raises NoApprover."""
    heads = await _heads(contact) if _needs_heads(step, contact) else []
    group_id, members = None, frozenset[str]()
    if step.group_key:
        group_id, roles_of = await organisation.active_members(step.group_key)
        members = frozenset(staff_id for staff_id, roles in roles_of.items() if may_decide(roles))
    fallback = await _fallback(flow) if _needs_fallback(step, contact, heads, members) else _person(contact)
    return route(step, Facts(_person(contact), heads, group_id, members, fallback))


def _needs_heads(step: Step, contact: Staff) -> bool:
    return step.assignee == HEAD_OF_CONTACT or (step.assignee == CONTACT and not contact.may_decide)


def _needs_fallback(step: Step, contact: Staff, heads: list[UnitHead], members: frozenset[str]) -> bool:
    """Only then is the statement spent that finds the fallback person."""
    if step.group_key:
        return not members
    if _needs_heads(step, contact):
        return not any(unit.head and unit.head.active for unit in heads)
    return False


async def _heads(contact: Staff) -> list[UnitHead]:
    units = await organisation.upwards(contact.department)
    return [UnitHead(unit.name, _person(unit.head) if unit.head else None) for unit in units]


async def _fallback(flow: Flow) -> Person:
    """The fallback person, or while that one cannot decide any member of the security office who can."""
    named = await Staff.get_or_none(username=flow.fallback)
    if named and named.may_decide:
        return _person(named)
    for staff in await Staff.filter(active=True).order_by("created_at"):
        if "security_office" in staff.roles and staff.may_decide:
            return _person(staff)
    raise NoApprover


def _person(staff: Staff) -> Person:
    return Person(staff.id, staff.may_decide)
