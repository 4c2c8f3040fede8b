"""All writes to approval tasks; each runs inside a use case's transaction."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from server.accounts.models import Staff
from server.approvals.chain import Flow, Routed, Step, decided_already
from server.approvals.errors import AlreadyDecided, NothingToRecall, NotYourTurn
from server.approvals.models import ApprovalTask, CarbonCopy
from server.approvals.routing import holders_of
from server.approvals.states import DECIDED, MOVES, TaskStatus
from server.kit import clock

_UNHELD: Mapping[str, Any] = {
    "assignee_id": None,
    "group_id": None,
    "opened_at": None,
    "due_at": None,
    "decided_by_id": None,
    "decided_at": None,
    "comment": "",
}


@dataclass(frozen=True)
class Opened:
    """A task that has just been opened, and the ids of everyone who may decide it."""

    task: ApprovalTask
    holders: frozenset[str]


async def start_chain(visit_id: str, flow: Flow, steps: Sequence[Step], contact: Staff) -> Opened:
    """Write every one of `steps` and open the first."""
    now = clock.now()
    first = await holders_of(steps[0], flow, contact)
    tasks = [
        ApprovalTask(
            visit_id=visit_id,
            position=position,
            step=step.key,
            name=step.name,
            status=TaskStatus.WAITING,
            created_at=now,
        )
        for position, step in enumerate(steps)
    ]
    _hold(tasks[0], steps[0], first, now)
    await ApprovalTask.bulk_create(tasks)
    return Opened(tasks[0], first.holders)


async def decide(
    task: ApprovalTask, target: TaskStatus, by: str, comment: str, internal_comment: str
) -> None:
    """Record a decision on an open task. Raises AlreadyDecided or NotYourTurn when it is open no longer."""
    now = clock.now()
    await _move(
        task,
        target,
        decided_by_id=by,
        decided_at=now,
        comment=comment,
        internal_comment=internal_comment,
    )


async def open_next(
    tasks: list[ApprovalTask], flow: Flow, contact: Staff, previous_decider: str | None
) -> Opened | None:
    """Open the first waiting task, skipping those whose holder has just decided; None when the chain is done."""
    now = clock.now()
    for task in tasks:
        if task.status is not TaskStatus.WAITING:
            continue
        step = flow.step(task.step)
        routed = await holders_of(step, flow, contact)
        if not decided_already(previous_decider, routed):
            values = _hold(task, step, routed, now)
            await _move(task, TaskStatus.OPEN, **values)
            return Opened(task, routed.holders)
        await _move(
            task,
            TaskStatus.SKIPPED,
            decided_by_id=previous_decider,
            decided_at=now,
            comment="与上一步为同一审批人，自动跳过",
        )
    return None


async def again(task: ApprovalTask, flow: Flow, contact: Staff, to: Staff | None = None) -> Opened:
    """Open the step of `task` once more: for `to`, for whoever held it, or by the rule if that person is disabled."""
    now = clock.now()
    step = flow.step(task.step)
    fresh = ApprovalTask(
        visit_id=task.visit_id,
        position=task.position,
        attempt=task.attempt + 1,
        step=task.step,
        name=task.name,
        status=TaskStatus.OPEN,
        created_at=now,
    )
    routed = await _same_or_rerouted(task, step, flow, contact, to)
    _hold(fresh, step, routed, now)
    await fresh.save(force_create=True)
    return Opened(fresh, routed.holders)


async def recall(task: ApprovalTask, tasks: list[ApprovalTask]) -> None:
    """Take an approval back while the step after it is untouched. Raises NothingToRecall."""
    later = [other for other in tasks if other.position > task.position]
    if any(other.status in DECIDED and _after(other, task) for other in later):
        raise NothingToRecall
    behind = {"visit_id": task.visit_id, "position__gt": task.position}
    if await _set(behind, TaskStatus.WAITING, from_={TaskStatus.OPEN}, **_UNHELD) != 1:
        raise NothingToRecall
    await _set(behind, TaskStatus.WAITING, from_={TaskStatus.SKIPPED}, **_UNHELD)
    if await _set({"id": task.id}, TaskStatus.RECALLED) != 1:
        raise NothingToRecall
    task.update_from_dict({"status": TaskStatus.RECALLED})


async def give_up(task: ApprovalTask, why: str) -> None:
    """Close an open task whose holder cannot decide any more."""
    await _move(task, TaskStatus.CLOSED, internal_comment=why)


async def mark_escalated(task_id: str) -> bool:
    """Note that an overdue task was brought to notice; False when it is open no longer or was already."""
    rows = ApprovalTask.filter(id=task_id, status=TaskStatus.OPEN, escalated_at__isnull=True)
    return bool(await rows.update(escalated_at=clock.now()))


async def close_chain(visit_id: str) -> None:
    """Close what is open or waiting: the visit ended another way."""
    await _set({"visit_id": visit_id}, TaskStatus.CLOSED)


async def copy_to(task: ApprovalTask, staff_ids: set[str]) -> None:
    """Show an approved visit to people who did not decide it."""
    now = clock.now()
    await CarbonCopy.bulk_create(
        [CarbonCopy(task_id=task.id, staff_id=staff_id, created_at=now) for staff_id in sorted(staff_ids)]
    )


async def _set(
    which: Mapping[str, Any], target: TaskStatus, from_: Set[TaskStatus] | None = None, **values: Any
) -> int:
    """The one writer of a task's status: moves what may move, and says how many did."""
    sources = from_ or MOVES.sources(target)
    return await ApprovalTask.filter(**which, status__in=list(sources)).update(status=target, **values)


async def _move(task: ApprovalTask, target: TaskStatus, **values: Any) -> None:
    if await _set({"id": task.id}, target, **values) != 1:
        raise await _refusal(task.id)
    task.update_from_dict({"status": target, **values})


async def _refusal(task_id: str) -> AlreadyDecided | NotYourTurn:
    """Why a task cannot be decided now, from a fresh look."""
    task = await ApprovalTask.get(id=task_id).select_related("decided_by")
    if task.status not in DECIDED or task.decided_by is None or task.decided_at is None:
        return NotYourTurn()
    return AlreadyDecided(
        f"这一步已由{task.decided_by.name}处理，请刷新查看结果。",
        decided_by=task.decided_by.name,
        decision=task.status.value,
        decided_at=task.decided_at.isoformat(),
    )


async def refuse_unless_open(task: ApprovalTask) -> None:
    """Raise AlreadyDecided or NotYourTurn for a task that is not open."""
    if task.status is not TaskStatus.OPEN:
        raise await _refusal(task.id)


def _hold(task: ApprovalTask, step: Step, routed: Routed, now: datetime) -> dict[str, Any]:
    """Open `task` in memory for its holders; the columns that changed."""
    values = {
        "assignee_id": routed.assignee_id,
        "group_id": routed.group_id,
        "routed_by": routed.why,
        "opened_at": now,
        "due_at": now + timedelta(hours=step.due_hours),
    }
    task.update_from_dict({"status": TaskStatus.OPEN, **values})
    return values


async def _same_or_rerouted(
    task: ApprovalTask, step: Step, flow: Flow, contact: Staff, to: Staff | None
) -> Routed:
    if to is not None:
        return Routed(to.id, None, frozenset({to.id}), "转办")
    if task.group_id:
        return await holders_of(step, flow, contact)
    held_by = await Staff.get_or_none(id=task.assignee_id) if task.assignee_id else None
    if held_by and held_by.may_decide:
        return Routed(held_by.id, None, frozenset({held_by.id}), task.routed_by)
    return await holders_of(step, flow, contact)


def _after(other: ApprovalTask, task: ApprovalTask) -> bool:
    return bool(other.decided_at and task.decided_at and other.decided_at >= task.decided_at)
