"""催办: the visitor, or the staff who expect the visitor, remind whoever holds the case."""

from datetime import timedelta

from server.accounts.actor import Actor
from server.approvals import queries as approvals
from server.approvals.errors import YourOwnTurn
from server.audit import service as audit
from server.db.transaction import transaction
from server.journey import notices
from server.kit import clock
from server.settings import current
from server.visits import queries, service
from server.visits.errors import UrgedRecently, VisitMoved
from server.visits.models import Visit
from server.visits.states import VisitStatus


@transaction
async def by_visitor(actor: Actor, visit_id: str) -> Visit:
    """The visitor urges. Raises VisitMoved, or UrgedRecently within the time the school set."""
    visit = await queries.own_visit(actor, visit_id)
    await _urge(visit, visit.visitor_name)
    await audit.record("visitor", actor.as_visitor, "visit_urged", "visit", visit.id)
    return visit


@transaction
async def by_host(actor: Actor, visit_id: str, reason: str) -> Visit:
    """The contact, or who started the case, urges; the pause is shared with the visitor. Raises YourOwnTurn too.

    The reason is for colleagues: the visitor does not read it.
    """
    visit = await queries.hosted_visit(actor, visit_id)
    if await approvals.waits_for(actor, visit.id):
        raise YourOwnTurn
    await _urge(visit, actor.name, reason)
    await audit.record("staff", actor.as_staff, "visit_urged", "visit", visit.id)
    return visit


async def offered_to(actor: Actor, visit: Visit) -> bool:
    """Whether this member of staff may urge whoever holds the visit."""
    mine = visit.status is VisitStatus.IN_REVIEW and actor.as_staff in (visit.contact_id, visit.inviter_id)
    return mine and not await approvals.waits_for(actor, visit.id)


async def _urge(visit: Visit, by: str, reason: str = "") -> None:
    if visit.status is not VisitStatus.IN_REVIEW:
        raise VisitMoved(status=visit.status.value)
    pause = timedelta(minutes=current().visits.urge_minutes)
    if not await service.urge(visit, since=clock.now() - pause):
        raise UrgedRecently(retry_after=_seconds_left(visit, pause))
    task = await approvals.open_task(visit.id)
    if task is None:
        raise VisitMoved(status=visit.status.value)
    await service.record(visit, by, "urged", internal_comment=reason)
    await notices.tell_urged(visit, task)


def _seconds_left(visit: Visit, pause: timedelta) -> int:
    since = visit.last_urged_at or clock.now()
    return max(1, int((since + pause - clock.now()).total_seconds()))
