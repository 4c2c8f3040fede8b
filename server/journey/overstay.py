"""Who ought to be out again and is not: their contact is told, once a stay. Nobody guesses that they have left."""

from server.db.transaction import transaction
from server.journey import notices
from server.journey.one_by_one import one_by_one
from server.kit import clock
from server.passes import queries, service

_BATCH = 200


async def tell_overstays() -> int:
    """Tell the contacts of everybody who has stayed too long and was not told of before; how many."""
    late = await queries.overstays_untold(clock.now(), _BATCH)
    return await one_by_one([row.visit_id for row in late], _tell)


@transaction
async def _tell(visit_id: str) -> None:
    entry_pass, now = await queries.held(visit_id), clock.now()
    if not await service.mark_overstay(entry_pass, now) or entry_pass.leave_by is None:
        return
    since = entry_pass.inside_since or now
    await notices.tell_contact_overstayed(
        entry_pass.visit, entry_pass.leave_by, str(int(since.timestamp() * 1000))
    )
