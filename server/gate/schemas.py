"""What a scan looks like on its way in."""

from typing import Annotated, Literal

from pydantic import Field

from server.kit.incoming import Incoming, Line, Moment, OpaqueId, Raw

Nonce = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[\x21-\x7e]+$")]
PhoneTail = Annotated[str, Field(pattern=r"^[0-9]{4}$")]
Heads = Annotated[int, Field(ge=0, le=100)]
Ticked = Annotated[list[Heads], Field(max_length=100)]


class OverrideIn(Incoming):
    """The guard knows better than the record who is inside, and says why."""

    reason: Line


class PassingIn(Incoming):
    """Someone wants through; `nonce` is the device's own name for this. `companions` are places on the visit's list."""

    gate_id: OpaqueId
    direction: Literal["in", "out"]
    nonce: Nonce
    scanned_at: Moment | None = None
    companions_present: Heads | None = None
    companions: Ticked | None = None
    override: OverrideIn | None = None


class ScanIn(PassingIn):
    """`code` is what a scanner read or a person typed; a short code counts only with the end of the visitor's phone."""

    code: Raw
    phone_tail: PhoneTail | None = None


class PlateIn(Incoming):
    """What a camera read; where it is sure of nothing else it says so by leaving `captured_at` out."""

    plate: Raw
    gate_id: OpaqueId
    direction: Literal["in", "out"]
    nonce: Nonce
    captured_at: Moment | None = None


class ManualScanIn(PassingIn):
    """The guard found the visit by searching and has checked the document; `reason` says why no code was shown."""

    visit_id: OpaqueId
    reason: Line
