"""Step 4, told on: the contact learns who has come in.

The passage is the row that was written with its cause, and says that it is still to be told. So a scan waits for no
message, none is lost, and none goes out for an admission that was taken back before.
"""

from server.db.transaction import transaction
from server.gate import queries, service
from server.journey import notices
from server.journey.one_by_one import one_by_one

_BATCH = 200


async def tell_arrivals() -> int:
    """Write the messages about everybody who came in since the last time; how many passages that were."""
    return await one_by_one(await queries.untold(_BATCH), _tell)


@transaction
async def _tell(passage_id: str) -> None:
    if not await service.mark_told(passage_id):
        return
    passage = await queries.arrival(passage_id)
    await notices.tell_contact_arrived(
        passage.entry_pass.visit, passage.gate.name, passage.recorded_at, passage.id
    )
