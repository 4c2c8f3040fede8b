"""All writes to passes; each runs inside a use case's transaction."""

from datetime import datetime

from tortoise.expressions import F

from server.kit import clock
from server.kit.ids import new_id, readable_code
from server.passes.models import EntryPass

_NUMBER_LENGTH = 10
_SHORT_LENGTH = 8


async def issue(visit_id: str) -> EntryPass:
    """The pass of a visit that has just been approved."""
    return await EntryPass.create(
        id=new_id(),
        visit_id=visit_id,
        number=readable_code(_NUMBER_LENGTH),
        short_code=readable_code(_SHORT_LENGTH),
        created_at=clock.now(),
    )


async def revoke(visit_id: str) -> None:
    """From now on the gate says no to entering; leaving stays possible."""
    await EntryPass.filter(visit_id=visit_id, revoked_at__isnull=True).update(revoked_at=clock.now())


async def enter(
    entry_pass: EntryPass, gate_id: str, at: datetime, step: int | None, entries_allowed: int
) -> bool:
    """Record that the holder is inside; False when someone else was faster. `entries_allowed` 0 means any number."""
    rows = EntryPass.filter(id=entry_pass.id, inside=False, revoked_at__isnull=True)
    if entries_allowed:
        rows = rows.filter(entries__lt=entries_allowed)
    if step is not None:
        rows = rows.filter(last_step_in__lt=step)
    values = {"last_step_in": step} if step is not None else {}
    return bool(
        await rows.update(
            inside=True, inside_since=at, entered_by_gate_id=gate_id, entries=F("entries") + 1, **values
        )
    )


async def leave(entry_pass: EntryPass, step: int | None) -> bool:
    """Record that the holder has left; False when someone else was faster."""
    rows = EntryPass.filter(id=entry_pass.id, inside=True)
    if step is not None:
        rows = rows.filter(last_step_out__lt=step)
    values = {"last_step_out": step} if step is not None else {}
    return bool(await rows.update(inside=False, inside_since=None, entered_by_gate_id=None, **values))
