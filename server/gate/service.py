"""Storing what happened at the gate; runs inside the scan's transaction."""

from dataclasses import dataclass
from datetime import datetime

from server.gate.models import Passage
from server.gate.verdict import Direction, Reason
from server.kit import clock
from server.kit.ids import new_id
from server.passes.models import EntryPass


@dataclass(frozen=True)
class Claim:
    """What a device says happened."""

    device_id: str
    nonce: str
    gate_id: str
    direction: Direction
    companions_present: int | None
    scanned_at: datetime


async def store(
    claim: Claim, entry_pass: EntryPass | None, reason: Reason | None, by_short_code: bool = False
) -> Passage:
    """The passage, admitted when `reason` is None. Raises IntegrityError when (device, nonce) is stored already."""
    return await Passage.create(
        id=new_id(),
        device_id=claim.device_id,
        nonce=claim.nonce,
        gate_id=claim.gate_id,
        entry_pass_id=entry_pass.id if entry_pass else None,
        visit_id=entry_pass.visit_id if entry_pass else None,
        direction=claim.direction,
        verdict="refuse" if reason else "admit",
        reason=reason.value if reason else None,
        inside_after=_inside_after(claim, entry_pass, reason),
        by_short_code=by_short_code,
        companions_present=claim.companions_present,
        scanned_at=claim.scanned_at,
        recorded_at=clock.now(),
    )


def _inside_after(claim: Claim, entry_pass: EntryPass | None, reason: Reason | None) -> bool:
    if reason is None:
        return claim.direction == "in"
    return reason is Reason.ALREADY_INSIDE or bool(entry_pass and entry_pass.inside)
