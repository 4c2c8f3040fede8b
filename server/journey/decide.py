"""Step 3: contact, head of unit and responsible group decide in turn."""

from server.accounts import queries as accounts
from server.accounts.actor import Actor
from server.accounts.models import Staff
from server.accounts.permissions import Permission, permissions_of
from server.approvals import flows
from server.approvals import queries as approvals
from server.approvals import service as chain
from server.approvals.chain import Flow
from server.approvals.errors import CannotTransfer, NothingToRecall
from server.approvals.models import ApprovalTask
from server.approvals.states import TaskStatus
from server.audit import service as audit
from server.db.transaction import transaction
from server.journey import desks, notices
from server.kit import clock
from server.kit.errors import NotFound
from server.organisation import queries as organisation
from server.passes import service as passes
from server.visits import service as visits
from server.visits.errors import NobodyToRepair, VisitOver
from server.visits.models import Visit
from server.visits.states import VisitStatus


@transaction
async def approve(actor: Actor, task_id: str, comment: str, internal_comment: str) -> ApprovalTask:
    """Pass the case on to the next step, or finish it: the visit is approved and has a pass."""
    task, visit, tasks = await _open_task(actor, task_id)
    await chain.decide(task, TaskStatus.APPROVED, actor.as_staff, comment, internal_comment)
    flow = await flows.flow(visit.flow_version)
    following = await chain.open_next(tasks, flow, visit.contact, actor.as_staff)
    if following is None:
        await _approved(actor, visit, task, flow)
    await visits.record(visit, actor.name, "approved", comment, internal_comment)
    await _note(actor, "task_approved", task)
    if following is None:
        await notices.tell_visitor(visit, "visit_approved", comment)
    else:
        await notices.tell_approvers(visit, following)
    return task


@transaction
async def reject(actor: Actor, task_id: str, comment: str, internal_comment: str) -> ApprovalTask:
    """End the case; the visitor is told why."""
    task, visit, _ = await _open_task(actor, task_id)
    await chain.decide(task, TaskStatus.REJECTED, actor.as_staff, comment, internal_comment)
    await visits.move(visit, VisitStatus.REJECTED)
    await chain.close_chain(visit.id)
    await visits.record(visit, actor.name, "rejected", comment, internal_comment)
    await _note(actor, "task_rejected", task)
    await notices.tell_visitor(visit, "visit_rejected", comment)
    return task


@transaction
async def return_for_repair(
    actor: Actor, task_id: str, comment: str, internal_comment: str, fields: list[str]
) -> ApprovalTask:
    """Ask the visitor to mend something; the chain goes on from this very step afterwards.

    Raises NobodyToRepair for a visit that staff filled in.
    """
    task, visit, _ = await _open_task(actor, task_id)
    if visit.visitor_id is None:
        raise NobodyToRepair
    await chain.decide(task, TaskStatus.RETURNED, actor.as_staff, comment, internal_comment)
    await visits.move(visit, VisitStatus.RETURNED, fields_to_repair=fields)
    await visits.record(visit, actor.name, "returned", comment, internal_comment)
    await _note(actor, "task_returned", task)
    await notices.tell_visitor(visit, "visit_returned", comment)
    return task


@transaction
async def transfer(actor: Actor, task_id: str, to_staff_id: str, comment: str) -> ApprovalTask:
    """Hand the step to a colleague. Raises CannotTransfer."""
    task, visit, _ = await _open_task(actor, task_id)
    colleague = await _colleague(actor, to_staff_id)
    await chain.decide(task, TaskStatus.TRANSFERRED, actor.as_staff, "", comment)
    flow = await flows.flow(visit.flow_version)
    opened = await chain.again(task, flow, visit.contact, colleague)
    await visits.record(visit, actor.name, "transferred", internal_comment=comment)
    await _note(actor, "task_transferred", task, {"to": colleague.id})
    await notices.tell_approvers(visit, opened)
    return task


@transaction
async def recall(actor: Actor, task_id: str, comment: str) -> ApprovalTask:
    """Take one's own approval back and decide again. Raises NothingToRecall."""
    task = await approvals.task_for(actor, task_id)
    visit: Visit = task.visit
    mine = task.decided_by_id == actor.as_staff and task.status is TaskStatus.APPROVED
    if not mine or visit.status is not VisitStatus.IN_REVIEW:
        raise NothingToRecall
    tasks = await approvals.locked_tasks_of(visit.id)
    desks.todo_changed(tasks)
    await chain.recall(task, tasks)
    await chain.again(task, await flows.flow(visit.flow_version), visit.contact)
    await visits.record(visit, actor.name, "recalled", internal_comment=comment)
    await _note(actor, "task_recalled", task)
    return task


async def _open_task(actor: Actor, task_id: str) -> tuple[ApprovalTask, Visit, list[ApprovalTask]]:
    """The task, if this person holds it, it is open, and the visit's time has not passed; its visit and chain."""
    task = await approvals.task_for(actor, task_id)
    await chain.refuse_unless_open(task)
    visit: Visit = task.visit
    if visit.visit_to <= clock.now():
        raise VisitOver
    desks.todo_changed([task])
    return task, visit, await approvals.locked_tasks_of(visit.id)


async def _approved(actor: Actor, visit: Visit, task: ApprovalTask, flow: Flow) -> None:
    await visits.move(visit, VisitStatus.APPROVED)
    await passes.issue(visit.id)
    copied = await _copied(visit, flow) - {actor.as_staff, visit.contact_id}
    if copied:
        await chain.copy_to(task, copied)


async def _copied(visit: Visit, flow: Flow) -> set[str]:
    found: set[str] = set()
    for who in flow.copy_to:
        if who == "inviter":
            found |= {visit.inviter_id} if visit.inviter_id else set()
        else:
            found |= (await organisation.active_members(who.removeprefix("group:")))[1].keys()
    return found


async def _colleague(actor: Actor, staff_id: str) -> Staff:
    try:
        colleague = await accounts.staff(staff_id)
    except NotFound as error:
        raise CannotTransfer from error
    may_decide = Permission.APPROVALS_DECIDE in permissions_of(colleague.roles)
    if not colleague.active or colleague.id == actor.as_staff or not may_decide:
        raise CannotTransfer
    return colleague


async def _note(actor: Actor, action: str, task: ApprovalTask, detail: dict[str, str] | None = None) -> None:
    await audit.record(
        "staff", actor.id, action, "approval_task", task.id, {"visit": task.visit_id, **(detail or {})}
    )
