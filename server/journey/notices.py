"""Who is told what after each step. Everything the school sends to a phone starts here."""

from collections.abc import Collection
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from server.accounts import queries as accounts
from server.accounts.models import Staff
from server.approvals.models import ApprovalTask
from server.approvals.service import Opened
from server.journey import desks
from server.kit import clock
from server.notifications.outbox import Notice, Recipient, enqueue
from server.notifications.withdrawal import withdraw
from server.organisation.models import GroupMember
from server.settings import current
from server.visits.models import Visit

# Who came in longer ago need not be met at the gate any more.
ARRIVAL_IS_NEWS = timedelta(hours=2)


async def tell_approvers(visit: Visit, opened: Opened) -> None:
    """It is their turn: every holder of the task just opened."""
    task = opened.task
    desks.todo_changed([task])
    about = f"{task.id}:{_stamp(task.opened_at)}"
    await _tell_staff("review_requested", visit, task, opened.holders, about)


async def tell_urged(visit: Visit, task: ApprovalTask) -> None:
    """The visitor asks the holders to decide."""
    about = f"{task.id}:{_stamp(clock.now())}"
    await _tell_staff("review_urged", visit, task, await _holders_of(task), about)


async def tell_overdue(visit: Visit, task: ApprovalTask, also: set[str]) -> None:
    """The deadline has passed: the holders once more, and whoever else should see to it."""
    people = {*await _holders_of(task), *also}
    await _tell_staff("review_overdue", visit, task, people, task.id)


async def tell_visitor(visit: Visit, kind: str, note: str) -> None:
    """The outcome, or a reminder: `visit_approved` and the other kinds that begin with `visit_`."""
    if visit.visitor_id is None:
        return
    values = {**_values(visit), "note": note or "请在小程序查看详情"}
    await enqueue(
        [
            Notice(
                kind=kind,
                recipient=Recipient(visit.visitor_id),
                about=f"{visit.id}:{_stamp(visit.updated_at)}",
                values=values,
                useful_until=_useful_until(visit),
                page_values={"visit_id": visit.id},
                visit_id=visit.id,
            )
        ]
    )


async def tell_contact_arrived(visit: Visit, gate_name: str, at: datetime, passage_id: str) -> None:
    """The visitor has come in: the contact may go and meet them."""
    identities = await accounts.identities_of([visit.contact_id])
    await enqueue(
        [
            Notice(
                kind="visitor_arrived",
                recipient=Recipient(identities.get(visit.contact_id), visit.contact_id),
                about=passage_id,
                values={**_values(visit), "gate": gate_name, "arrived_at": spoken(at)},
                useful_until=at + ARRIVAL_IS_NEWS,
                page_values={"visit_id": visit.id},
                visit_id=visit.id,
            )
        ]
    )


async def tell_contact_turned_away(visit: Visit, passage_id: str) -> None:
    """The guard has sent the visitor away; where the contact has not learnt of the arrival yet, they never do."""
    if not await withdraw("visitor_arrived", passage_id, visit.contact_id):
        return
    identities = await accounts.identities_of([visit.contact_id])
    await enqueue(
        [
            Notice(
                kind="visitor_turned_away",
                recipient=Recipient(identities.get(visit.contact_id), visit.contact_id),
                about=passage_id,
                values={**_values(visit), "when": spoken(clock.now())},
                useful_until=clock.now() + timedelta(hours=2),
                page_values={"visit_id": visit.id},
                visit_id=visit.id,
            )
        ]
    )


async def tell_contact_overstayed(visit: Visit, leave_by: datetime, stay: str) -> None:
    """The visitor ought to be out again; `when` says since when. `stay` names this stay among the visit's."""
    identities = await accounts.identities_of([visit.contact_id])
    await enqueue(
        [
            Notice(
                kind="visitor_overstayed",
                recipient=Recipient(identities.get(visit.contact_id), visit.contact_id),
                about=f"{visit.id}:{stay}",
                values={**_values(visit), "when": spoken(leave_by)},
                useful_until=clock.now() + timedelta(hours=current().notifications.give_up_hours),
                page_values={"visit_id": visit.id},
                visit_id=visit.id,
            )
        ]
    )


async def _holders_of(task: ApprovalTask) -> list[str]:
    """Ids of the active people who may decide this task."""
    if task.group_id:
        rows = await GroupMember.filter(group_id=task.group_id, staff__active=True).values("staff_id")
        return [row["staff_id"] for row in rows]
    return [task.assignee_id] if task.assignee_id else []


async def _tell_staff(
    kind: str, visit: Visit, task: ApprovalTask, staff_ids: Collection[str], about: str
) -> None:
    identities = await accounts.identities_of(list(staff_ids))
    await enqueue(
        [
            Notice(
                kind=kind,
                recipient=Recipient(identities.get(staff_id), staff_id),
                about=about,
                values=_values(visit),
                useful_until=_useful_until(visit),
                page_values={"task_id": task.id},
                visit_id=visit.id,
            )
            for staff_id in staff_ids
        ]
    )


def _values(visit: Visit) -> dict[str, str]:
    """The words by meaning; needs the visit's department and contact loaded."""
    contact: Staff = visit.contact
    return {
        "visitor": visit.visitor_name,
        "department": visit.department.name,
        "contact": contact.name,
        "when": spoken(visit.visit_from),
        "purpose": visit.purpose,
    }


def spoken(moment: datetime, zone: ZoneInfo | None = None) -> str:
    """A moment as WeChat's `time` keywords take it, in the school's zone: 2026-11-23 09:00."""
    return moment.astimezone(zone or current().zone).strftime("%Y-%m-%d %H:%M")


def _useful_until(visit: Visit) -> datetime:
    """News about a visit is worth nothing after it, but the rejection of one just over still is for a while."""
    return max(visit.visit_to, clock.now() + timedelta(hours=current().notifications.give_up_hours))


def _stamp(moment: datetime | None) -> str:
    return str(int((moment or clock.now()).timestamp() * 1000))
