"""Who is inside, told from the history: for passages that come to be known, or to be doubted, after others."""

from server.gate import history
from server.gate.rules import leave_by
from server.passes import service as passes
from server.passes.models import EntryPass
from server.passes.service import Entry
from server.settings import current
from server.visits.models import Visit


async def retold(entry_pass: EntryPass, direction: str = "", step: int | None = None) -> None:
    """Set presence to what the history says, and note the code just learnt of as used. The pass is held."""
    visit: Visit = entry_pass.visit
    last = await history.latest(visit.id)
    entry = None
    if last and last.direction == "in":
        until = leave_by(visit.visitor_type, visit.visit_to, visit.daily_to, last.recorded_at, current().zone)
        entry = Entry(last.gate_id, last.recorded_at, until)
    used = step or 0
    await passes.place(
        entry_pass,
        entry,
        await history.entries(visit.id),
        max(entry_pass.last_step_in, used if direction == "in" else 0),
        max(entry_pass.last_step_out, used if direction == "out" else 0),
    )
