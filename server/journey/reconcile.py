"""The security office decides what happened where a desk's account and ours differ."""

from server.accounts.actor import Actor
from server.audit import service as audit
from server.db.transaction import transaction
from server.gate import queries
from server.gate import service as gate
from server.gate.models import PassageConflict
from server.gate.schemas import ResolveIn
from server.journey.presence import retold
from server.kit import clock
from server.passes import queries as passes


@transaction
async def resolve(actor: Actor, conflict_id: str, body: ResolveIn) -> PassageConflict:
    """Close the case; what was found not to be true counts no longer. Raises NotFound or ConflictResolved."""
    conflict, now = await queries.conflict(conflict_id), clock.now()
    visit_id: str | None = conflict.passage.visit_id
    entry_pass = await passes.held(visit_id) if visit_id else None
    await gate.resolve_conflict(conflict.id, body.resolution, body.comment, actor.as_staff, now)
    untrue = conflict.passage_id if body.resolution == "keep_record" else conflict.against_id
    if untrue:
        await gate.void(untrue, now, actor.as_staff)
    if untrue and entry_pass:
        await retold(entry_pass)
    detail = {"resolution": body.resolution, "kind": conflict.kind}
    await audit.record("staff", actor.id, "passage_conflict_resolved", "passage", conflict.passage_id, detail)
    return await queries.conflict(conflict_id)
