"""All writes to passes; each runs inside a use case's transaction."""

from dataclasses import dataclass
from datetime import datetime

from server.db.together import Update
from server.kit import clock
from server.kit.ids import new_id, readable_code
from server.passes import bell
from server.passes.models import EntryPass

_NUMBER_LENGTH = 10
_SHORT_LENGTH = 8


async def issue(visit_id: str) -> EntryPass:
    """The pass of a visit that has just been approved."""
    now = clock.now()
    bell.ring_on_commit()
    return await EntryPass.create(
        id=new_id(),
        visit_id=visit_id,
        number=readable_code(_NUMBER_LENGTH),
        short_code=readable_code(_SHORT_LENGTH),
        created_at=now,
        changed_at=now,
    )


async def revoke(visit_id: str) -> None:
    """From now on the gate says no to entering; leaving stays possible."""
    now = clock.now()
    bell.ring_on_commit()
    rows = EntryPass.filter(visit_id=visit_id, revoked_at__isnull=True)
    await rows.update(revoked_at=now, changed_at=now)


@dataclass(frozen=True)
class Entry:
    """An entry that the gate would grant. `entries_allowed` 0 means any number; `step` 0 where no code rotates."""

    gate_id: str
    at: datetime
    leave_by: datetime
    step: int = 0
    entries_allowed: int = 0


# Only what fits the state found decides: of two scans of the same moment the second one finds no row.
_ENTER = """UPDATE entry_pass SET inside = true, inside_since = $2, changed_at = $2, leave_by = $3,
    overstay_told_at = NULL, entered_by_gate_id = $4, entries = entries + 1,
    last_step_in = CASE WHEN last_step_in < $5 THEN $5 ELSE last_step_in END
    WHERE id = $1 AND revoked_at IS NULL AND (last_step_in < $5 OR $5 = 0)
    AND (entries < $6 OR $6 = 0) AND (NOT inside OR $7) RETURNING id"""
_LEAVE = """UPDATE entry_pass SET inside = false, inside_since = NULL, changed_at = $2, leave_by = NULL,
    overstay_told_at = NULL, entered_by_gate_id = NULL,
    last_step_out = CASE WHEN last_step_out < $3 THEN $3 ELSE last_step_out END
    WHERE id = $1 AND (last_step_out < $3 OR $3 = 0) AND (inside OR $4) RETURNING id"""


def entering(entry_pass: EntryPass, entry: Entry, *, even_inside: bool = False) -> Update:
    """Records that the holder is inside, unless someone else was faster.

    `even_inside`: also where the record has them inside already, for the guard knows that they had left.
    """
    return Update(
        _ENTER,
        (
            entry_pass.id,
            entry.at,
            entry.leave_by,
            entry.gate_id,
            entry.step,
            entry.entries_allowed,
            even_inside,
        ),
    )


def leaving(entry_pass: EntryPass, at: datetime, step: int, *, even_outside: bool = False) -> Update:
    """Records that the holder has left, unless someone else was faster.

    `even_outside`: also where the record has them outside already, for they came in unseen.
    """
    return Update(_LEAVE, (entry_pass.id, at, step, even_outside))


async def place(
    entry_pass: EntryPass, entry: Entry | None, entries: int, step_in: int, step_out: int
) -> None:
    """Set presence as the history has it: inside since `entry`, or outside. The pass is held (`queries.held`)."""
    bell.ring_on_commit()
    await EntryPass.filter(id=entry_pass.id).update(
        inside=entry is not None,
        inside_since=entry.at if entry else None,
        leave_by=entry.leave_by if entry else None,
        entered_by_gate_id=entry.gate_id if entry else None,
        overstay_told_at=None,
        entries=entries,
        last_step_in=step_in,
        last_step_out=step_out,
        changed_at=clock.now(),
    )


async def mark_overstay(entry_pass: EntryPass, now: datetime) -> bool:
    """Note that the contact is being told now; False where the holder has left, or somebody else did."""
    rows = EntryPass.filter(id=entry_pass.id, inside=True, leave_by__lt=now, overstay_told_at__isnull=True)
    return bool(await rows.update(overstay_told_at=now))
