"""Someone leaves a post: what waited for them is given to whoever the rules name now."""

from tortoise.expressions import Q

from server.accounts import queries as accounts
from server.accounts import staff_service
from server.accounts.actor import Actor
from server.accounts.errors import StillNeeded
from server.accounts.models import Staff
from server.approvals import flows
from server.approvals import queries as approvals
from server.approvals import service as chain
from server.approvals.models import ApprovalTask
from server.approvals.states import TaskStatus
from server.audit import service as audit
from server.db.transaction import transaction
from server.journey import notices
from server.journey.one_by_one import one_by_one
from server.organisation.models import ApprovalGroup, GroupMember
from server.visits import queries as visits
from server.visits.models import Visit

_BATCH = 200


@transaction
async def disable(actor: Actor, staff_id: str) -> Staff:
    """Close an account: signed out everywhere, and every task it alone could decide is opened for someone else.

    Raises StillNeeded for the flow's fallback person and for oneself.
    """
    staff = await accounts.staff(staff_id)
    await _refuse_if_needed(actor, staff)
    await staff_service.change(staff, {"active": False})
    await staff_service.sign_out_everywhere(staff.id)
    await audit.record("staff", actor.id, "staff_disabled", "staff", staff.id)
    await hand_over(staff.id)
    return staff


async def changed_roles(staff: Staff) -> None:
    """Without a role that decides, nothing may wait for this person. Raises StillNeeded for the fallback person."""
    if not staff.may_decide:
        await _refuse_fallback(staff)
        await hand_over(staff.id)


async def hand_over(staff_id: str) -> int:
    """Reopen by the rules what waits for this person alone; how many tasks that were."""
    tasks = await ApprovalTask.filter(assignee_id=staff_id, status=TaskStatus.OPEN).order_by("visit_id")
    for task in tasks:
        await _reopen(task)
    groups = await ApprovalGroup.filter(members__staff_id=staff_id)
    return len(tasks) + sum([await hand_over_group(group.id) for group in groups])


async def waiting_alone_for(staff_id: str) -> int:
    """How many tasks `hand_over` would open for someone else."""
    groups = await ApprovalGroup.filter(members__staff_id=staff_id)
    left = [group.id for group in groups if not await _decides(group.id, without=staff_id)]
    alone = Q(assignee_id=staff_id) | Q(group_id__in=left) if left else Q(assignee_id=staff_id)
    return await ApprovalTask.filter(alone, status=TaskStatus.OPEN).count()


async def hand_over_group(group_id: str) -> int:
    """Reopen by the rules what waits for a group in which nobody can decide any more; how many tasks that were."""
    if await _decides(group_id):
        return 0
    tasks = await ApprovalTask.filter(group_id=group_id, status=TaskStatus.OPEN).order_by("visit_id")
    for task in tasks:
        await _reopen(task)
    return len(tasks)


async def _decides(group_id: str, without: str | None = None) -> bool:
    """Whether anybody in the group, beside `without`, can decide."""
    members = await GroupMember.filter(group_id=group_id).select_related("staff")
    return any(member.staff.may_decide for member in members if member.staff_id != without)


async def reopen_abandoned() -> int:
    """Reopen what waits for a disabled person: it was opened while they were being disabled. Run by the worker."""
    abandoned = ApprovalTask.filter(status=TaskStatus.OPEN, assignee__active=False)
    return await one_by_one([task.id for task in await abandoned.limit(_BATCH)], _reopen_by_id)


@transaction
async def _reopen_by_id(task_id: str) -> None:
    await _reopen(await ApprovalTask.get(id=task_id))


async def _reopen(task: ApprovalTask) -> None:
    await approvals.locked_tasks_of(task.visit_id)
    if not await ApprovalTask.exists(id=task.id, status=TaskStatus.OPEN):
        return  # decided while we waited
    visit = await Visit.get(id=task.visit_id).select_related(*visits.RELATED)
    await chain.give_up(task, "审批人已停用，自动改派")
    opened = await chain.again(task, await flows.flow(visit.flow_version), visit.contact)
    await notices.tell_approvers(visit, opened)
    await audit.record("system", "handover", "task_rerouted", "approval_task", task.id, {"visit": visit.id})


async def _refuse_if_needed(actor: Actor, staff: Staff) -> None:
    if staff.id == actor.as_staff:
        raise StillNeeded("不能停用自己的账号。")
    await _refuse_fallback(staff)


async def _refuse_fallback(staff: Staff) -> None:
    flow = await flows.flow(flows.current_version())
    if staff.username == flow.fallback:
        raise StillNeeded(f"该人员是“{flow.name}”的兜底审批人，请先在审批流程配置中更换。")
