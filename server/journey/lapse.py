"""Time passes: what was not decided, not repaired or not used in time lapses. Run by the worker."""

from server.approvals import queries as approvals
from server.approvals import service as chain
from server.audit import service as audit
from server.db.transaction import transaction
from server.invitations import service as invitations
from server.journey import desks, notices
from server.journey.one_by_one import one_by_one
from server.kit import clock
from server.passes import queries as passes
from server.visits import queries, service
from server.visits.models import Visit
from server.visits.states import VisitStatus

_BATCH = 200


async def lapse_overdue() -> int:
    """Close visits whose time has passed, each in its own transaction; how many there were."""
    await _expire_invitations()
    return await one_by_one([visit.id for visit in await passes.overdue(clock.now(), _BATCH)], _lapse)


@transaction
async def _lapse(visit_id: str) -> None:
    await approvals.locked_tasks_of(visit_id)
    visit = await Visit.get(id=visit_id).select_related(*queries.RELATED)
    was_pending = visit.status is not VisitStatus.APPROVED
    target = await _end_of(visit)
    if target is None:
        return
    await service.move(visit, target)
    desks.todo_changed([await approvals.open_task(visit.id)] if was_pending else [])
    await chain.close_chain(visit.id)
    await service.record(visit, "系统", target.value)
    await audit.record("system", "worker", f"visit_{target.value}", "visit", visit.id)
    if was_pending:
        await notices.tell_visitor(visit, "visit_expired", "来访时间已过，未完成审批")


async def _end_of(visit: Visit) -> VisitStatus | None:
    """Expired if nobody ever came, finished if the visitor came and left, None while someone is still inside."""
    if visit.status is not VisitStatus.APPROVED:
        return VisitStatus.EXPIRED
    entry_pass = await passes.pass_of(visit.id)
    if entry_pass.inside:
        return None
    return VisitStatus.FINISHED if entry_pass.entries else VisitStatus.EXPIRED


@transaction
async def _expire_invitations() -> None:
    await invitations.expire(clock.now())
