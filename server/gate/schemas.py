"""What a scan looks like on its way in."""

from typing import Annotated, Literal

from pydantic import Field

from server.gate.verdict import Reason
from server.kit.incoming import Incoming, Line, Moment, OpaqueId, OptionalParagraph, Raw

Nonce = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[\x21-\x7e]+$")]
PhoneTail = Annotated[str, Field(pattern=r"^[0-9]{4}$")]
Heads = Annotated[int, Field(ge=0, le=100)]
Ticked = Annotated[list[Heads], Field(max_length=100)]


class OverrideIn(Incoming):
    """The guard knows better than the record who is inside, and says why."""

    reason: Line


class RefuseIn(Incoming):
    """Why the guard sends away whom the rules let in."""

    reason: Line


class TurnedAwayIn(RefuseIn):
    """The same, told later; `at` by the device's clock."""

    at: Moment


Resolution = Literal["keep_record", "accept_fact"]


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


class UploadIn(Incoming):
    """What a device decided while it could not ask us. It knows the pass by the code it read or by its number.

    `manual`: the guard had found the visit by searching; `manual_reason` is why no code was shown. `turned_away`: after
    the green answer the guard sent them away; it may also come later, with the scan told once more. `recorded_by`: the
    device that decided, where the tablet has been enrolled anew since.
    """

    nonce: Nonce
    code: Raw | None = None
    pass_number: Annotated[str, Field(pattern=r"^[0-9A-Z]{10}$")] | None = None
    short: bool = False
    gate_id: OpaqueId
    direction: Literal["in", "out"]
    scanned_at: Moment
    verdict: Literal["admit", "refuse"]
    reason: Annotated[Reason, Field(strict=False)] | None = None
    companions_present: Heads | None = None
    companions: Ticked | None = None
    manual: bool = False
    manual_reason: Line | None = None
    override: OverrideIn | None = None
    turned_away: TurnedAwayIn | None = None
    recorded_by: OpaqueId | None = None


class UploadsIn(Incoming):
    """In the order they happened. `sent_at`: what the device's clock says now; how far it is off is made up for."""

    items: Annotated[list[UploadIn], Field(min_length=1, max_length=100)]
    sent_at: Moment | None = None


class ResolveIn(Incoming):
    """`keep_record`: what was told did not happen so; `accept_fact`: it did."""

    resolution: Resolution
    comment: OptionalParagraph = ""
