"""Step 1 for many visitors at once: every good row an invitation, every bad one told what is wrong with it."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from server.accounts.actor import Actor
from server.audit import service as audit
from server.db.transaction import transaction
from server.invitations import service
from server.invitations.sheet import Row, Terms, Typed, read_rows
from server.journey.invite import contact_named, unit_named
from server.kit import clock
from server.settings import current


@dataclass(frozen=True)
class Outcome:
    """What became of a row."""

    row: Row
    invitation_id: str | None


async def check(rows: Sequence[Typed]) -> list[Row]:
    """What each row would become; nothing is written."""
    settings = current()
    terms = Terms(clock.now(), settings.zone, settings.invitations.max_days)
    return await asyncio.to_thread(read_rows, rows, terms)


async def create(actor: Actor, typed: Sequence[Typed], *, send: bool) -> list[Outcome]:
    """An invitation of the actor's for every good row, sent if asked; all of them or none. Raises InvalidInput."""
    return await _create(actor, await check(typed), send=send)


@transaction
async def _create(actor: Actor, rows: list[Row], *, send: bool) -> list[Outcome]:
    drafts = [row.draft for row in rows if row.draft]
    contact = await contact_named(actor.as_staff)
    unit = await unit_named(contact.department_id)
    invitations = await service.create_many(drafts, contact, unit, actor.as_staff)
    ids = [invitation.id for invitation in invitations]
    await audit.record_each("staff", actor.id, "invitation_created", "invitation", ids)
    if send and invitations:
        await service.send_many(invitations, clock.now())
        await audit.record_each("staff", actor.id, "invitation_sent", "invitation", ids)
    created = iter(ids)
    return [Outcome(row, next(created) if row.draft else None) for row in rows]
