"""身份待核实: how the lists of who is inside show those of whom nobody knows who they are."""

from collections.abc import Collection
from datetime import datetime

from pydantic import BaseModel

from server.gate import unidentified
from server.gate.models import PassageConflict
from server.reporting.visit_answers import Ref


class UnidentifiedOut(BaseModel):
    """`shown`: the pass number or short code that the device took; `conflict_id`: the case that has to be settled."""

    conflict_id: str
    passage_id: str
    shown: str | None
    gate: Ref
    since: datetime


async def unidentified_inside(gate_ids: Collection[str] | None) -> list[UnidentifiedOut]:
    """Those let in at these gates (None: all) and not known to have left."""
    return [unidentified_out(case) for case in await unidentified.inside(gate_ids)]


def unidentified_out(case: PassageConflict) -> UnidentifiedOut:
    """All that is known of somebody whom nobody knows."""
    passage = case.passage
    return UnidentifiedOut(
        conflict_id=case.id,
        passage_id=passage.id,
        shown=passage.shown,
        gate=Ref(id=passage.gate.id, name=passage.gate.name),
        since=passage.recorded_at,
    )
