"""What a guard finds: who is expected today or tomorrow, who is inside, and who was registered at the gate."""

from datetime import datetime

from server.db.keyset import page
from server.kit.paging import Page
from server.passes.models import EntryPass
from server.visits.models import Visit
from server.visits.queries import text_is
from server.visits.states import VisitStatus

MOST = 20
_VISIT = ("visit__department", "visit__contact")


async def found(text: str, start: datetime, end: datetime) -> list[EntryPass]:
    """At most twenty passes whose visit is approved for the time from `start` to `end`, or whose holder is inside.

    `text` is the end of the phone number, the beginning of the name, the plate or the visit's number.
    """
    rows = (
        EntryPass.filter(text_is(text, "visit__")).select_related(*_VISIT).order_by("visit__visit_from", "id")
    )
    # Two reads, each of an index that holds the present only: one condition for both reads the history.
    inside = await rows.filter(inside=True).limit(MOST)
    coming = rows.filter(inside=False, visit__status=VisitStatus.APPROVED)
    coming = coming.filter(visit__visit_to__gte=start, visit__visit_from__lt=end)
    return [*inside, *await coming.limit(MOST)][:MOST]


async def walk_ins(gate_ids: list[str], since: datetime, limit: int, after: str | None) -> Page[Visit]:
    """Visits registered at these gates since `since`, the latest first."""
    rows = Visit.filter(walk_in_gate_id__in=gate_ids, created_at__gte=since)
    return await page(rows.select_related("department", "contact"), "created_at", limit, after)


async def passes_of(visit_ids: list[str]) -> dict[str, EntryPass]:
    """Visit id -> its pass, where there is one."""
    rows = await EntryPass.filter(visit_id__in=visit_ids) if visit_ids else []
    return {row.visit_id: row for row in rows}
