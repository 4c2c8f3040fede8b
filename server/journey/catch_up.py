"""Step 4, told later: what desks decided while they could not ask. It happened, so it is stored, whatever we think."""

import hashlib
from dataclasses import dataclass, replace
from typing import Literal

from tortoise.exceptions import IntegrityError

from server.accounts.actor import Actor
from server.audit import service as audit
from server.db.transaction import transaction
from server.gate import history, late, queries
from server.gate import service as gate
from server.gate.blocklist import queries as blocklist
from server.gate.credentials import told_later
from server.gate.facts import holder_of, policy_of
from server.gate.models import Passage, PassageConflict
from server.gate.schemas import UploadsIn
from server.gate.verdict import Credential, Direction, Reason
from server.journey.notices import ARRIVAL_IS_NEWS
from server.journey.presence import retold
from server.journey.told import Told, check, read_all
from server.journey.turn_away import turned_away
from server.kit import clock
from server.passes import queries as passes
from server.passes.models import EntryPass
from server.settings import current
from server.visits.models import Visit


@dataclass(frozen=True)
class Taken:
    """What became of one upload."""

    passage: Passage
    stored: Literal["new", "repeat"]
    conflict: PassageConflict | None


async def take(actor: Actor, body: UploadsIn) -> list[Taken]:
    """Store each, once. Raises InvalidInput, before anything is stored, for what cannot be a passage."""
    await check(actor, body.items)
    return [await _take(actor, one) for one in read_all(actor, body, clock.now())]


async def _take(actor: Actor, told: Told, against: Passage | None = None) -> Taken:
    """What is stored already, or what it adds. Our own other answer to the same scan is contradicted, not lost."""
    stored = await queries.passage_of(told.claim.device_id, told.claim.nonce)
    if stored is None:
        try:
            return await _store(actor, told, against)
        except IntegrityError:  # the same upload came twice at once
            stored = await queries.passage_of(told.claim.device_id, told.claim.nonce)
            if stored is None:
                raise
    passage = stored[0]
    if passage.uploaded_at or passage.verdict == ("refuse" if told.reason else "admit"):
        if told.turned_away and passage.verdict == "admit":
            await turned_away(actor, passage, told.turned_away)
        return Taken(passage, "repeat", await queries.conflict_of(passage.id))
    return await _take(actor, replace(told, claim=replace(told.claim, nonce=_other(passage.nonce))), passage)


def _other(nonce: str) -> str:
    """The name of the device's own account of a scan that we had answered differently."""
    return f"fact-{hashlib.sha256(nonce.encode()).hexdigest()[:40]}"


@transaction
async def _store(actor: Actor, told: Told, against: Passage | None) -> Taken:
    found = await _find(told)
    entry_pass = await passes.held(found.visit_id) if found else None
    shown = told_later(told.read, entry_pass, told.claim.recorded_at, current()) if entry_pass else None
    kind = await _kind(told, entry_pass, shown, against)
    step = shown.step if shown and told.reason is None else None
    admitted = told.reason is None and entry_pass is not None
    inside = told.claim.asked.direction == "in" if admitted else bool(entry_pass and entry_pass.inside)
    news = admitted and _is_news(told)
    passage = gate.passage(told.claim, entry_pass, told.reason, step=step, inside=inside, news=news)
    if entry_pass is None:
        passage.shown = told.number or (told.read.short_code if told.read else None)
    await passage.save(force_create=True)
    if told.claim.device_id != actor.id:
        detail = {"device": told.claim.device_id}
        await audit.record(actor.kind, actor.id, "passage_brought", "passage", passage.id, detail)
    if told.turned_away:
        await turned_away(actor, passage, told.turned_away)
    if entry_pass and admitted:
        await retold(entry_pass, told.claim.asked.direction, step)
    if kind is None:
        return Taken(passage, "new", None)
    conflict = await gate.open_conflict(passage, kind, against, clock.now())
    await audit.record(actor.kind, actor.id, "passage_conflict_opened", "passage", passage.id, {"kind": kind})
    return Taken(passage, "new", conflict)


async def _find(told: Told) -> EntryPass | None:
    if told.number:
        return await passes.behind(passes.Sought("number", told.number))
    return await passes.behind(passes.named_by(told.read)) if told.read else None


async def _kind(
    told: Told, entry_pass: EntryPass | None, shown: Credential | None, against: Passage | None
) -> str | None:
    """How it contradicts what we know, or None. Whom a device sent away did not come in: nothing to contradict."""
    if told.turned_away:
        return None
    if told.reason:
        return late.REFUSED_THERE if against else None
    if entry_pass is None or shown is None:
        return Reason.UNKNOWN
    if told.ahead:
        return late.CLOCK
    reason = await _contradiction(told.claim, entry_pass, shown)
    return reason or (against.reason if against else None)


async def _contradiction(claim: gate.Claim, entry_pass: EntryPass, shown: Credential) -> Reason | None:
    visit: Visit = entry_pass.visit
    moment, asked, step = claim.recorded_at, claim.asked, shown.step or 0
    past = await history.at(visit.id, moment)
    holder = late.as_of(
        moment,
        holder_of(visit, entry_pass, await blocklist.was_blocked(visit, moment)),
        entry_pass.revoked_at,
        inside=past.inside,
        entries=past.entries,
        used=bool(step) and await history.step_taken(visit.id, asked.direction, step),
        step=step,
    )
    after = past.following
    going: Direction | None = None
    if after and not after.overridden:
        going = "in" if after.direction == "in" else "out"
    return late.contradiction(shown, holder, asked, moment, policy_of(current()), going)


def _is_news(told: Told) -> bool:
    """Whether somebody has come in whom the contact may still go and meet."""
    claim = told.claim
    came_in = claim.asked.direction == "in" and not told.turned_away
    return came_in and clock.now() - claim.recorded_at < ARRIVAL_IS_NEWS
