"""Step 4, told later: what desks decided while they could not ask. It happened, so it is stored, whatever we think."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from tortoise.exceptions import IntegrityError

from server.accounts.actor import Actor
from server.audit import service as audit
from server.db.transaction import transaction
from server.devices import queries as devices
from server.devices.models import Device
from server.gate import history, late, queries
from server.gate import service as gate
from server.gate.blocklist import queries as blocklist
from server.gate.credentials import told_later
from server.gate.facts import holder_of, policy_of
from server.gate.models import Passage, PassageConflict
from server.gate.rules import CLOCKS_DIFFER, TURN_AWAY
from server.gate.schemas import TurnedAwayIn, UploadIn, UploadsIn
from server.gate.verdict import Asked, Credential, Direction, Reason
from server.journey import notices
from server.journey.presence import retold
from server.journey.turn_away import turned_away
from server.kit import clock
from server.kit.errors import FieldProblem, InvalidInput
from server.organisation import queries as organisation
from server.passes import code
from server.passes import queries as passes
from server.passes.models import EntryPass
from server.settings import current
from server.visits.models import Visit

# Who came in longer ago need not be met at the gate any more.
_NEWS = timedelta(hours=2)


@dataclass(frozen=True)
class Taken:
    """What became of one upload."""

    passage: Passage
    stored: Literal["new", "repeat"]
    conflict: PassageConflict | None


@dataclass(frozen=True)
class _Told:
    """One upload, read: the claim about the past, what the device answered, and what it had read."""

    claim: gate.Claim
    reason: Reason | None
    read: code.Read | None
    number: str | None
    ahead: bool
    turned_away: str | None


async def take(actor: Actor, body: UploadsIn) -> list[Taken]:
    """Store each, once. Raises InvalidInput, before anything is stored, for what cannot be a passage."""
    await _check(actor, body.items)
    now = clock.now()
    slow = now - body.sent_at if body.sent_at else timedelta(0)
    # What a fast clock puts into the future happened before now, and in the order it is told in.
    ends = [now - timedelta(microseconds=left) for left in range(len(body.items), 0, -1)]
    told = [_read(actor, item, slow, now, end) for item, end in zip(body.items, ends, strict=True)]
    return [await _take(actor, one) for one in told]


async def _check(actor: Actor, items: Sequence[UploadIn]) -> None:
    """A gate that was closed since, or a tablet enrolled as another, is no reason to forget who went through."""
    known = await organisation.gate_names({item.gate_id for item in items})
    others = await _recorders(actor, items)
    problems = []
    for place, item in enumerate(items):
        recorder = others.get(item.recorded_by or "")
        if item.recorded_by not in (None, actor.id) and recorder is None:
            problems.append(FieldProblem(f"items.{place}.recorded_by", "device_unknown", "没有这台设备。"))
            continue
        serves = item.gate_id in recorder.gate_ids if recorder else actor.serves(item.gate_id)
        if item.gate_id not in known or not serves:
            problems.append(FieldProblem(f"items.{place}.gate_id", "gate_unknown", "这个校门不存在。"))
        if (item.reason is None) is (item.verdict == "refuse"):
            message = "拒绝放行要写明原因，放行则不写原因。"
            problems.append(FieldProblem(f"items.{place}.reason", "reason_mismatch", message))
        if item.turned_away and (item.verdict == "refuse" or _long_after(item, item.turned_away)):
            message = "只有刚刚放行的记录才能改为不放行。"
            problems.append(FieldProblem(f"items.{place}.turned_away", "turned_away_mismatch", message))
    if problems:
        raise InvalidInput(*problems)


async def _recorders(actor: Actor, items: Sequence[UploadIn]) -> dict[str, Device]:
    """The other devices for which a device speaks. People speak for themselves only."""
    named = {item.recorded_by for item in items if item.recorded_by} - {actor.id}
    return {row.id: row for row in await devices.devices(named)} if actor.device_id and named else {}


def _long_after(item: UploadIn, end: TurnedAwayIn) -> bool:
    """The device's clock may have been put right in between."""
    return end.at - item.scanned_at > TURN_AWAY + CLOCKS_DIFFER


def _read(actor: Actor, item: UploadIn, slow: timedelta, now: datetime, end: datetime) -> _Told:
    read = code.read(item.code) if item.code else None
    by_short_code = item.short or bool(read and read.short_code)
    happened = item.scanned_at + slow
    claim = gate.Claim(
        device_id=item.recorded_by or actor.id,
        nonce=item.nonce,
        asked=Asked(
            item.direction,
            item.gate_id,
            item.companions_present,
            item.companions,
            override=item.override is not None,
        ),
        method="manual" if item.manual else "short" if by_short_code else "code",
        scanned_at=item.scanned_at,
        recorded_at=min(happened, end),
        guard_reason=item.override.reason if item.override else item.manual_reason,
        uploaded_at=now,
    )
    number = item.pass_number or (read.number if read else None)
    return _Told(
        claim,
        item.reason,
        read,
        number,
        ahead=happened > now + CLOCKS_DIFFER,
        turned_away=item.turned_away.reason if item.turned_away else None,
    )


async def _take(actor: Actor, told: _Told, against: Passage | None = None) -> Taken:
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
async def _store(actor: Actor, told: _Told, against: Passage | None) -> Taken:
    found = await _find(told)
    entry_pass = await passes.held(found.visit_id) if found else None
    shown = told_later(told.read, entry_pass, told.claim.recorded_at, current()) if entry_pass else None
    kind = await _kind(told, entry_pass, shown, against)
    step = shown.step if shown and told.reason is None else None
    admitted = told.reason is None and entry_pass is not None
    inside = told.claim.asked.direction == "in" if admitted else bool(entry_pass and entry_pass.inside)
    passage = gate.passage(told.claim, entry_pass, told.reason, step=step, inside=inside)
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
        await _tell(told, entry_pass.visit, passage)
    if kind is None:
        return Taken(passage, "new", None)
    conflict = await gate.open_conflict(passage, kind, against, clock.now())
    await audit.record(actor.kind, actor.id, "passage_conflict_opened", "passage", passage.id, {"kind": kind})
    return Taken(passage, "new", conflict)


async def _find(told: _Told) -> EntryPass | None:
    if told.number:
        return await passes.behind(code.Read(told.number, None, None))
    return await passes.behind(told.read) if told.read else None


async def _kind(
    told: _Told, entry_pass: EntryPass | None, shown: Credential | None, against: Passage | None
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


async def _tell(told: _Told, visit: Visit, passage: Passage) -> None:
    claim = told.claim
    if told.turned_away:
        return
    if claim.asked.direction == "in" and clock.now() - claim.recorded_at < _NEWS:
        names = await organisation.gate_names({claim.asked.gate_id})
        gate_name = names[claim.asked.gate_id]
        await notices.tell_contact_arrived(visit, gate_name, claim.recorded_at, passage.id)
