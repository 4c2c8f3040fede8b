"""All writes to passes; each runs inside a use case's transaction."""

from dataclasses import dataclass
from datetime import datetime

from tortoise.expressions import F

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
    """An entry that the gate would grant. `entries_allowed` 0 means any number; `step` None where no code rotates."""

    gate_id: str
    at: datetime
    leave_by: datetime
    step: int | None
    entries_allowed: int


async def enter(entry_pass: EntryPass, entry: Entry, *, from_outside: bool = True) -> bool:
    """Record that the holder is inside; False when someone else was faster.

    Without `from_outside` also where the record has them inside already: the guard knows that they had left.
    """
    bell.ring_on_commit()
    rows = EntryPass.filter(id=entry_pass.id, revoked_at__isnull=True)
    if from_outside:
        rows = rows.filter(inside=False)
    if entry.entries_allowed:
        rows = rows.filter(entries__lt=entry.entries_allowed)
    if entry.step is not None:
        rows = rows.filter(last_step_in__lt=entry.step)
    values = {"last_step_in": entry.step} if entry.step is not None else {}
    return bool(
        await rows.update(
            inside=True,
            inside_since=entry.at,
            leave_by=entry.leave_by,
            overstay_told_at=None,
            entered_by_gate_id=entry.gate_id,
            entries=F("entries") + 1,
            changed_at=entry.at,
            **values,
        )
    )


async def leave(entry_pass: EntryPass, at: datetime, step: int | None, *, from_inside: bool = True) -> bool:
    """Record that the holder has left; False when someone else was faster.

    Without `from_inside` also where the record has them outside already: they came in unseen.
    """
    bell.ring_on_commit()
    rows = EntryPass.filter(id=entry_pass.id)
    if from_inside:
        rows = rows.filter(inside=True)
    if step is not None:
        rows = rows.filter(last_step_out__lt=step)
    values = {"last_step_out": step} if step is not None else {}
    return bool(
        await rows.update(
            inside=False,
            inside_since=None,
            leave_by=None,
            overstay_told_at=None,
            entered_by_gate_id=None,
            changed_at=at,
            **values,
        )
    )


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
