"""What an administrator types."""

from typing import Annotated

from pydantic import Field

from server.kit.incoming import Incoming, OpaqueId, Short
from server.webhooks.states import GateEvent


class WebhookIn(Incoming):
    """Without `gate_ids` the receiver is told of every gate."""

    name: Short
    url: Annotated[str, Field(min_length=8, max_length=500)]
    events: Annotated[list[GateEvent], Field(min_length=1, max_length=2)]
    gate_ids: Annotated[list[OpaqueId], Field(min_length=1, max_length=50)] | None = None
