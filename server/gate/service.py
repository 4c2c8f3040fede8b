"""Storing what happened at the gate; runs inside the scan's transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from server.db.hydrate import fresh
from server.gate.errors import ConflictResolved
from server.gate.models import Passage, PassageConflict
from server.gate.schemas import Resolution
from server.gate.verdict import Asked, Reason
from server.kit.ids import new_id
from server.passes.models import EntryPass

Method = Literal["code", "short", "plate", "manual"]


@dataclass(frozen=True)
class Claim:
    """What a device says happened. `guard_reason` is why the guard overrode the record, or let someone in by hand."""

    device_id: str
    nonce: str
    asked: Asked
    method: Method
    scanned_at: datetime
    recorded_at: datetime
    guard_reason: str | None = None
    uploaded_at: datetime | None = None


def passage(
    claim: Claim,
    entry_pass: EntryPass | None,
    reason: Reason | None,
    *,
    step: int | None = None,
    inside: bool = False,
    news: bool = False,
) -> Passage:
    """The row of a passage, admitted when `reason` is None, with `inside` as it is afterwards.

    `news`: the contact is to be told that the visitor has come in.
    Inserting it raises IntegrityError when (device, nonce) is stored already.
    """
    asked = claim.asked
    return fresh(
        Passage,
        id=new_id(),
        device_id=claim.device_id,
        nonce=claim.nonce,
        gate_id=asked.gate_id,
        entry_pass_id=entry_pass.id if entry_pass else None,
        visit_id=entry_pass.visit_id if entry_pass else None,
        direction=asked.direction,
        verdict="refuse" if reason else "admit",
        reason=reason.value if reason else None,
        inside_after=inside,
        method=claim.method,
        step=step,
        companions_present=asked.companions_present,
        companions=_listed(asked.companions),
        overridden=asked.override,
        guard_reason=claim.guard_reason,
        scanned_at=claim.scanned_at,
        recorded_at=claim.recorded_at,
        uploaded_at=claim.uploaded_at,
        untold_since=claim.recorded_at if news else None,
    )


async def open_conflict(
    passage: Passage, kind: str, against: Passage | None, now: datetime
) -> PassageConflict:
    """A case for the security office."""
    return await PassageConflict.create(
        id=new_id(), passage=passage, kind=kind, against=against, opened_at=now
    )


async def resolve_conflict(
    conflict_id: str, resolution: Resolution, comment: str, by: str, now: datetime
) -> None:
    """Close the case. Raises ConflictResolved when somebody else has."""
    still_open = PassageConflict.filter(id=conflict_id, resolved_at__isnull=True)
    closed = await still_open.update(
        resolved_at=now, resolution=resolution, comment=comment, resolved_by_id=by
    )
    if not closed:
        raise ConflictResolved


async def void(passage_id: str, now: datetime, by: str, reason: str | None = None) -> bool:
    """From now on it counts for nothing: untrue, or taken back by the guard with a reason. False if so before."""
    standing = Passage.filter(id=passage_id, voided_at__isnull=True)
    changes = {"voided_at": now, "voided_by": by, "void_reason": reason, "untold_since": None}
    return bool(await standing.update(**changes))


async def mark_told(passage_id: str) -> bool:
    """Note that the contact is being told; False where somebody else did, or there is nothing to tell any more."""
    untold = Passage.filter(id=passage_id, untold_since__isnull=False)
    return bool(await untold.update(untold_since=None))


def _listed(places: Sequence[int] | None) -> list[int] | None:
    return None if places is None else sorted(set(places))
