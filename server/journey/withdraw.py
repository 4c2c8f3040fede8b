"""The visitor takes the application back; the school revokes what it had approved."""

from server.accounts.actor import Actor
from server.approvals import queries as approvals
from server.approvals import service as chain
from server.audit import service as audit
from server.db.transaction import transaction
from server.journey import desks, notices
from server.passes import queries as passes_queries
from server.passes import service as passes
from server.visits import queries, service
from server.visits.errors import InsideNow
from server.visits.models import Visit
from server.visits.states import VisitStatus


@transaction
async def withdraw(actor: Actor, visit_id: str, reason: str) -> Visit:
    """The visitor does not come. Raises VisitMoved, or InsideNow for someone who is already in."""
    visit = await queries.own_visit(actor, visit_id)
    await approvals.locked_tasks_of(visit.id)
    await service.move(visit, VisitStatus.WITHDRAWN)
    desks.todo_changed([await approvals.open_task(visit.id)])
    await chain.close_chain(visit.id)
    await passes.revoke(visit.id)
    if await passes_queries.is_inside(visit.id):  # asked last: from here on no scan can admit
        raise InsideNow
    await service.record(visit, visit.visitor_name, "withdrawn", reason)
    await audit.record("visitor", actor.as_visitor, "visit_withdrawn", "visit", visit.id)
    return visit


@transaction
async def revoke(actor: Actor, visit_id: str, reason: str) -> Visit:
    """The school takes an approval back; the gate says no from the next scan on. Leaving stays possible."""
    visit = await queries.visible_visit(actor, visit_id)
    await service.move(visit, VisitStatus.REVOKED)
    await passes.revoke(visit.id)
    await service.record(visit, actor.name, "revoked", reason)
    await audit.record("staff", actor.id, "visit_revoked", "visit", visit.id)
    await notices.tell_visitor(visit, "visit_revoked", reason)
    return visit
