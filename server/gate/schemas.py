"""What a scan looks like on its way in."""

from typing import Annotated, Literal

from pydantic import Field

from server.kit.incoming import Incoming, Moment, OpaqueId, Raw


class ScanIn(Incoming):
    """`code` is what a scanner read or a person typed; `nonce` is the device's own name for this scan."""

    code: Raw
    gate_id: OpaqueId
    direction: Literal["in", "out"]
    nonce: Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[\x21-\x7e]+$")]
    scanned_at: Moment | None = None
    companions_present: Annotated[int, Field(ge=0, le=100)] | None = None
