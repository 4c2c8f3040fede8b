"""Reads of approval tasks, always for somebody."""

from collections.abc import Sequence
from itertools import groupby

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from server.accounts.actor import Actor
from server.approvals.models import ApprovalTask, CarbonCopy
from server.approvals.named import NamedTask
from server.approvals.states import TaskStatus
from server.db.keyset import page
from server.db.prepared import Prepared
from server.kit.errors import NotFound
from server.kit.paging import Page
from server.organisation import queries as organisation
from server.visits import queries as visits
from server.visits.models import Visit

_NAMED = (
    "id", "visit_id", "step", "name", "status", "opened_at", "due_at", "decided_at", "comment", "internal_comment",
    "routed_by", "assignee__name", "decided_by__name", "group__members__staff__name", "group__members__staff__active",
)  # fmt: skip
# What deciding looks at, and the part of it that lists show.
_RELATED = ("visit__department", "visit__contact__department", "assignee", "group", "decided_by")
_SHOWN = ("visit__department", "visit__contact")


def _held_or_decided_by(staff_id: str) -> Q:
    return Q(assignee_id=staff_id) | Q(decided_by_id=staff_id) | Q(group__members__staff_id=staff_id)


def _held_or_decided(staff_id: str, task_id: str) -> QuerySet[ApprovalTask]:
    return ApprovalTask.filter(_held_or_decided_by(staff_id), id=task_id).select_related(*_RELATED)


_TASK = Prepared(_held_or_decided)


async def held_by(actor: Actor) -> Q:
    """The tasks this person may decide: theirs by name, or their groups'."""
    return _held(actor.as_staff, await organisation.groups_of(actor.as_staff))


def _held(staff_id: str, groups: list[str]) -> Q:
    mine = Q(assignee_id=staff_id)
    return mine | Q(group_id__in=groups) if groups else mine


async def task_for(actor: Actor, task_id: str) -> ApprovalTask:
    """A task this person holds or has decided, with its visit, in one statement. Raises NotFound."""
    task = await _TASK.first(actor.as_staff, task_id)
    if task is None:
        raise NotFound
    return task


async def task_shown_to(actor: Actor, task_id: str) -> ApprovalTask:
    """The same, or one whose copy this person was sent: to read, not to decide. Raises NotFound."""
    try:
        return await task_for(actor, task_id)
    except NotFound:
        if not await CarbonCopy.exists(task_id=task_id, staff_id=actor.as_staff):
            raise
        return await ApprovalTask.get(id=task_id).select_related(*_RELATED)


async def visit_shown_to(actor: Actor, visit_id: str) -> Visit:
    """A visit this person may see, holds, has decided or was sent a copy of. Raises NotFound."""
    try:
        return await visits.visible_visit(actor, visit_id)
    except NotFound:
        if not await _is_in_chain(actor.as_staff, visit_id):
            raise
        return await visits.of_chain(visit_id)


async def _is_in_chain(staff_id: str, visit_id: str) -> bool:
    return (
        await ApprovalTask.filter(_held_or_decided_by(staff_id), visit_id=visit_id).exists()
        or await CarbonCopy.filter(task__visit_id=visit_id, staff_id=staff_id).exists()
    )


async def waits_for(actor: Actor, visit_id: str) -> bool:
    """Whether the visit waits for this very person, alone or in a group."""
    return await ApprovalTask.filter(await held_by(actor), visit_id=visit_id, status=TaskStatus.OPEN).exists()


async def todo(actor: Actor, limit: int, after: str | None) -> Page[ApprovalTask]:
    """What waits for this person, oldest first."""
    rows = ApprovalTask.filter(await held_by(actor), status=TaskStatus.OPEN).select_related(*_SHOWN)
    return await page(rows, "opened_at", limit, after, latest_first=False)


async def todo_count(actor: Actor) -> int:
    """How much waits for this person."""
    return (await todo_watch(actor))[1]


async def todo_watch(actor: Actor) -> tuple[frozenset[str], int]:
    """Whose tasks are this person's (their own id, their groups'), and how much waits."""
    groups = await organisation.groups_of(actor.as_staff)
    count = await ApprovalTask.filter(_held(actor.as_staff, groups), status=TaskStatus.OPEN).count()
    return frozenset([actor.as_staff, *groups]), count


async def counts(actor: Actor) -> dict[str, int]:
    """How many cases each box holds, one statement a box."""
    me = actor.as_staff
    return {
        "todo": await todo_count(actor),
        "done": await ApprovalTask.filter(decided_by_id=me).count(),
        "started": await ApprovalTask.filter(visit__inviter_id=me, position=0, attempt=0).count(),
        "copied": await CarbonCopy.filter(staff_id=me).count(),
    }


async def done(actor: Actor, limit: int, after: str | None) -> Page[ApprovalTask]:
    """What this person has decided, latest first."""
    rows = ApprovalTask.filter(decided_by_id=actor.as_staff).select_related(*_SHOWN)
    return await page(rows, "decided_at", limit, after)


async def started(actor: Actor, limit: int, after: str | None) -> Page[ApprovalTask]:
    """The first step of every visit this person invited, latest first: one row a visit."""
    rows = ApprovalTask.filter(visit__inviter_id=actor.as_staff, position=0, attempt=0)
    return await page(rows.select_related(*_SHOWN), "created_at", limit, after)


async def copied(actor: Actor, limit: int, after: str | None) -> Page[ApprovalTask]:
    """The last step of every visit this person was shown a copy of, latest first."""
    rows = CarbonCopy.filter(staff_id=actor.as_staff)
    related = (f"task__{name}" for name in _SHOWN)
    copies = await page(rows.select_related(*related), "created_at", limit, after)
    return Page([copy.task for copy in copies.rows], copies.after)


async def tasks_of(visit_id: str) -> list[ApprovalTask]:
    """Every task of one visit in the order of the chain."""
    return await ApprovalTask.filter(visit_id=visit_id).order_by("position", "attempt")


async def locked_tasks_of(visit_id: str) -> list[ApprovalTask]:
    """The same, and whoever else wants to change the chain waits until this transaction has ended.

    Every use case that changes both a chain and its visit begins with this: one order of locks, so no deadlock.
    SQLite has one writer at a time anyway.
    """
    rows = ApprovalTask.filter(visit_id=visit_id).order_by("position", "attempt")
    return await rows.select_for_update(no_key=True)


async def with_names(visit_ids: Sequence[str], *, only_open: bool) -> dict[str, list[NamedTask]]:
    """Visit id -> its tasks in the order of the chain, with everybody's names, in one statement."""
    rows = ApprovalTask.filter(visit_id__in=list(visit_ids))
    if only_open:
        rows = rows.filter(status=TaskStatus.OPEN)
    found = await rows.order_by("visit_id", "position", "attempt").values(*_NAMED)
    tasks: dict[str, list[NamedTask]] = {visit_id: [] for visit_id in visit_ids}
    for _, same in groupby(found, key=lambda row: row["id"]):
        task = NamedTask.from_rows(list(same))
        tasks[task.visit_id].append(task)
    return tasks


async def open_task(visit_id: str) -> ApprovalTask | None:
    """The task that waits now, or None."""
    return await ApprovalTask.get_or_none(visit_id=visit_id, status=TaskStatus.OPEN)
