"""All writes to the blocklist; each runs inside a use case's transaction."""

from datetime import datetime

from server.gate.blocklist.errors import AlreadyBlocked, AlreadyLifted
from server.gate.blocklist.models import BlockEntry
from server.gate.blocklist.queries import in_force
from server.gate.blocklist.schemas import BlockIn
from server.gate.blocklist.states import BlockKind
from server.gate.blocklist.values import Value
from server.kit import clock
from server.kit.ids import new_id
from server.kit.sealing import vault

SEALED_VALUE = "block.value"
SEALED_REASON = "block.reason"


async def add(body: BlockIn, value: Value, by: str) -> BlockEntry:
    """Put a value on the list. Raises AlreadyBlocked while an entry for it is in force."""
    if await in_force(clock.now()).filter(value_index=value.index).exists():
        raise AlreadyBlocked
    return await BlockEntry.create(
        id=new_id(),
        kind=body.kind,
        document_kind=body.document_kind if body.kind is BlockKind.DOCUMENT else None,
        value_sealed=vault().seal(SEALED_VALUE, value.text),
        value_index=value.index,
        value_masked=value.masked,
        reason_sealed=vault().seal(SEALED_REASON, body.reason),
        until=body.until,
        created_by_id=by,
        created_at=clock.now(),
    )


async def lift(entry_id: str, reason: str, by: str, at: datetime) -> None:
    """Take an entry out of force. Raises AlreadyLifted."""
    standing = BlockEntry.filter(id=entry_id, lifted_at__isnull=True)
    sealed = vault().seal(SEALED_REASON, reason)
    if not await standing.update(lifted_at=at, lifted_by_id=by, lift_reason_sealed=sealed):
        raise AlreadyLifted


def reason_of(sealed: str | None) -> str | None:
    """A reason in clear, or None."""
    return vault().open(SEALED_REASON, sealed) if sealed else None
