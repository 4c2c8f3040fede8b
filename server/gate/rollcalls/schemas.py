"""What a roll-call is told."""

from typing import Annotated

from pydantic import Field

from server.gate.rollcalls.states import Mark
from server.kit.incoming import Incoming, OpaqueId, Paragraph


class RollCallIn(Incoming):
    """Without gates and unit the whole school; a device always counts its own gates only."""

    drill: bool
    gate_ids: Annotated[list[OpaqueId], Field(min_length=1, max_length=50)] | None = None
    department_id: OpaqueId | None = None


class MarkIn(Incoming):
    """Of a visit, or of somebody whom nobody knows: then the passage by which they were let in.

    `was` is the state on the caller's screen: with it a mark somebody else made meanwhile is not overwritten.
    """

    visit_id: OpaqueId | None = None
    passage_id: OpaqueId | None = None
    state: Mark
    was: Mark | None = None
    note: Paragraph | None = None
