"""Step 4, taken back: after the green answer the guard sends somebody away. The admission counts no longer."""

from server.accounts.actor import Actor
from server.audit import service as audit
from server.db.transaction import transaction
from server.gate import queries
from server.gate import service as gate
from server.gate.errors import PassageStands
from server.gate.models import Passage
from server.gate.rules import TURN_AWAY
from server.journey import notices
from server.journey.presence import retold
from server.kit import clock
from server.kit.errors import NotFound
from server.passes import queries as passes
from server.passes.models import EntryPass


@transaction
async def turn_away(actor: Actor, passage_id: str, reason: str) -> Passage:
    """Who was outside before is outside again, and has not used up an entry. A repeat finds it done.

    Raises NotFound, or PassageStands unless it is the last that is known of the visitor, and just happened.
    """
    passage = await queries.passage(passage_id)
    if not actor.serves(passage.gate_id):
        raise NotFound
    if passage.entry_pass_id is None or passage.visit_id is None:
        raise PassageStands
    entry_pass = await passes.held(passage.visit_id)
    passage = await queries.passage(passage_id)
    if not passage.voided_at:
        if not _is_last(passage, entry_pass) or clock.now() - passage.recorded_at > TURN_AWAY:
            raise PassageStands
        await _take_back(actor, passage, entry_pass, reason)
    return await queries.passage(passage_id)


@transaction
async def turned_away(actor: Actor, passage: Passage, reason: str) -> None:
    """The same, told later: it happened, whatever came after it. A repeat changes nothing."""
    entry_pass = await passes.held(passage.visit_id) if passage.visit_id else None
    await _take_back(actor, passage, entry_pass, reason)


def _is_last(passage: Passage, entry_pass: EntryPass) -> bool:
    """Whether presence is as this entry has left it."""
    return passage.verdict == "admit" and entry_pass.inside and entry_pass.inside_since == passage.recorded_at


async def _take_back(actor: Actor, passage: Passage, entry_pass: EntryPass | None, reason: str) -> None:
    if not await gate.void(passage.id, clock.now(), actor.id, reason):
        return
    detail = {"visit": passage.visit_id}
    await audit.record(actor.kind, actor.id, "passage_turned_away", "passage", passage.id, detail)
    if entry_pass:
        await retold(entry_pass)
        await notices.tell_contact_turned_away(entry_pass.visit, passage.id)
