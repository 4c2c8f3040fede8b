"""What an invitation looks like on its way in."""

from typing import Annotated, Literal

from pydantic import Field

from server.kit.incoming import Incoming, Line, Moment, Name, OpaqueId, OptionalParagraph, Raw


class InvitationIn(Incoming):
    """The contact defaults to the inviter, the unit to the contact's, the gates to all of them."""

    phone: Raw
    visitor_name: Name
    visitor_type: Literal["temporary", "long_term"]
    department_id: OpaqueId | None = None
    department_open: bool = False
    contact_id: OpaqueId | None = None
    gate_ids: Annotated[list[OpaqueId], Field(min_length=1, max_length=50)] | None = None
    purpose: Line
    valid_from: Moment
    valid_to: Moment
    max_uses: Annotated[int, Field(ge=1, le=1000)] = 1
    note: OptionalParagraph = ""
