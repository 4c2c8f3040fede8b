"""Time draws near: the visitor is reminded before the visit, and overdue approvals are brought to someone's notice."""

from datetime import timedelta

from server.accounts.models import Staff
from server.approvals import flows
from server.approvals import service as chain
from server.approvals.models import ApprovalTask
from server.approvals.states import TaskStatus
from server.db.transaction import transaction
from server.journey import notices
from server.journey.one_by_one import one_by_one
from server.kit import clock
from server.settings import current
from server.visits import queries, service
from server.visits.models import Visit

_BATCH = 200


async def remind_visitors() -> int:
    """Remind everyone whose approved visit begins soon, once; how many were."""
    soon = clock.now() + timedelta(hours=current().visits.remind_hours)
    beginning = await queries.beginning(clock.now(), soon, _BATCH)
    return await one_by_one([visit.id for visit in beginning], _remind)


@transaction
async def _remind(visit_id: str) -> None:
    if not await service.mark_reminded(visit_id):
        return
    visit = await Visit.get(id=visit_id).select_related(*queries.RELATED)
    await notices.tell_visitor(visit, "visit_reminder", "请携带证件，入校时出示访客码")


async def escalate_overdue() -> int:
    """Tell the holders of overdue tasks, and the flow's fallback person, once a task; how many tasks."""
    overdue = await ApprovalTask.filter(
        status=TaskStatus.OPEN, due_at__lt=clock.now(), escalated_at__isnull=True
    ).limit(_BATCH)
    return await one_by_one([task.id for task in overdue], _escalate)


@transaction
async def _escalate(task_id: str) -> None:
    if not await chain.mark_escalated(task_id):
        return
    task = await ApprovalTask.get(id=task_id)
    visit = await Visit.get(id=task.visit_id).select_related(*queries.RELATED)
    flow = await flows.flow(visit.flow_version)
    fallback = await Staff.get_or_none(username=flow.fallback, active=True)
    await notices.tell_overdue(visit, task, {fallback.id} if fallback else set())
