"""The security office keeps somebody out, and lets them in again. Both are in the trail, without the value."""

from server.accounts.actor import Actor
from server.audit import service as audit
from server.db.transaction import transaction
from server.gate.blocklist import queries, service
from server.gate.blocklist.models import BlockEntry
from server.gate.blocklist.schemas import BlockIn
from server.gate.blocklist.values import read_value
from server.kit import clock
from server.kit.errors import invalid
from server.settings import current


@transaction
async def block(actor: Actor, body: BlockIn) -> BlockEntry:
    """A new entry, in force at the next scan. Raises InvalidInput or AlreadyBlocked."""
    now = clock.now()
    if body.until and body.until <= now:
        raise invalid("until", "in_the_past", "截止时间必须晚于现在。")
    value = read_value(body, now.astimezone(current().zone).date())
    entry = await service.add(body, value, actor.as_staff)
    await audit.record(actor.kind, actor.id, "blocked", "block_entry", entry.id, {"kind": body.kind})
    return await queries.entry(entry.id)


@transaction
async def lift(actor: Actor, entry_id: str, reason: str) -> BlockEntry:
    """The entry counts no more. Raises NotFound or AlreadyLifted."""
    entry = await queries.entry(entry_id)
    await service.lift(entry.id, reason, actor.as_staff, clock.now())
    await audit.record(actor.kind, actor.id, "unblocked", "block_entry", entry.id, {"kind": entry.kind})
    return await queries.entry(entry_id)
