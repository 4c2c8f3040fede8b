"""Step 4: the gate. Every scan is stored, also a refused one; the verdict itself is pure."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tortoise import Model
from tortoise.exceptions import IntegrityError

from server.accounts.actor import Actor
from server.audit import service as audit
from server.db.along import Along
from server.db.together import Update, together
from server.gate import queries
from server.gate import service as gate
from server.gate.blocklist import queries as blocklist
from server.gate.credentials import credential
from server.gate.facts import holder_of, policy_of
from server.gate.models import Passage
from server.gate.rules import believed, leave_by
from server.gate.schemas import ManualScanIn, PassingIn, PlateIn, ScanIn
from server.gate.verdict import Asked, Credential, Policy, Reason, refusal
from server.kit import clock
from server.kit.errors import invalid
from server.kit.formats import plate
from server.passes import bell, code
from server.passes import queries as passes
from server.passes import service as pass_service
from server.passes.models import EntryPass
from server.passes.plates import behind_plate
from server.passes.queries import Sought
from server.settings import current
from server.visits.models import Visit

Answer = tuple[Passage, Visit | None]
Find = Callable[[], Awaitable[EntryPass | None]]
Check = Callable[[EntryPass], Credential]


@dataclass(frozen=True)
class _Quest:
    """How the pass is found, how what was shown is held against it, and what it is called where there is none.

    `sought` is looked up along with everything else; without it, and once more after a race, `find` finds the pass.
    """

    sought: Sought | None
    find: Find
    check: Check
    missing: Reason = Reason.UNKNOWN


def asks(body: ScanIn) -> Along:
    """What a scan is decided by, to be read along with who is asking."""
    read = code.read(body.code)
    return queries.question(body.gate_id, body.nonce, passes.named_by(read) if read else None)


async def scan(actor: Actor, body: ScanIn, asked: Any) -> Answer:
    """The stored verdict on one scan, and the visit behind it. A repeat of (device, nonce) finds the first answer.

    `asked` is the row with what the scan `asks`.
    """
    read, settings, now = code.read(body.code), current(), clock.now()
    claim = _claim(actor, body, "short" if read and read.short_code else "code", now)
    found = queries.doorstep(asked)
    if read is None:
        return await _once(actor, claim, found, _MALFORMED)

    def check(entry_pass: EntryPass) -> Credential:
        return credential(read, body.phone_tail, entry_pass, now, settings)

    return await _once(actor, claim, found, _one(passes.named_by(read), check))


async def by_hand(actor: Actor, body: ManualScanIn) -> Answer:
    """The same for a visitor whom the guard found by searching, and whose document the guard has checked."""
    claim = _claim(actor, body, "manual", clock.now(), body.reason)
    return await _look_and_decide(actor, claim, _one(Sought("visit_id", body.visit_id), _seen))


async def by_plate(actor: Actor, body: PlateIn) -> Answer:
    """The same for a car whose plate a camera has read."""
    now, settings = clock.now(), current()
    passing = PassingIn(
        gate_id=body.gate_id, direction=body.direction, nonce=body.nonce, scanned_at=body.captured_at
    )
    early = policy_of(settings).early

    async def find() -> EntryPass | None:
        return await behind_plate(plate.match_key(body.plate), body.direction, now, early)

    return await _look_and_decide(actor, _claim(actor, passing, "plate", now), _Quest(None, find, _seen))


async def _look_and_decide(actor: Actor, claim: gate.Claim, quest: _Quest) -> Answer:
    gate_id, now = claim.asked.gate_id, claim.recorded_at
    found = await queries.look_up(gate_id, claim.device_id, claim.nonce, now, quest.sought)
    return await _once(actor, claim, found, quest)


def _one(sought: Sought, check: Check) -> _Quest:
    return _Quest(sought, lambda: passes.behind(sought), check)


def _seen(entry_pass: EntryPass) -> Credential:
    """Whoever asks has seen the visitor's document or the car itself."""
    return Credential(matched=True)


async def _nothing() -> None:
    return None


_MALFORMED = _Quest(None, _nothing, _seen, Reason.MALFORMED)


def _claim(
    actor: Actor, body: PassingIn, method: gate.Method, now: datetime, reason: str | None = None
) -> gate.Claim:
    return gate.Claim(
        device_id=actor.id,
        nonce=body.nonce,
        asked=Asked(
            body.direction,
            body.gate_id,
            body.companions_present,
            body.companions,
            override=body.override is not None,
        ),
        method=method,
        scanned_at=believed(body.scanned_at, now),
        recorded_at=now,
        guard_reason=body.override.reason if body.override else reason,
    )


async def _once(actor: Actor, claim: gate.Claim, found: queries.Doorstep, quest: _Quest) -> Answer:
    """What is stored of this scan, before anything else is looked at; else what becomes of it now."""
    asked = claim.asked
    if found.known:
        return await _stored(claim)
    if not actor.serves(asked.gate_id):
        raise invalid("gate_id", "gate_foreign", "这台设备没有登记在这个校门，请重新选择。")
    if found.gate_name is None:
        raise invalid("gate_id", "gate_unknown", "这个校门不存在或已停用，请重新选择。")
    try:
        return await _decide(actor, claim, found, quest)
    except IntegrityError:  # stored meanwhile, so what was just done once more was undone
        return await _stored(claim)


async def _stored(claim: gate.Claim) -> Answer:
    stored = await queries.passage_of(claim.device_id, claim.nonce)
    if stored is None:
        raise AssertionError("a passage is never removed")
    return stored


async def _decide(actor: Actor, claim: gate.Claim, found: queries.Doorstep, quest: _Quest) -> Answer:
    entry_pass = found.entry_pass if quest.sought else await quest.find()
    if entry_pass is None:
        return await _refuse(claim, None, quest.missing)
    visit: Visit = entry_pass.visit
    asked, now, policy = claim.asked, claim.recorded_at, policy_of(current())
    shown = quest.check(entry_pass)
    blocked = asked.direction == "in" and await _blocked(visit, found, now)
    reason = refusal(shown, holder_of(visit, entry_pass, blocked), asked, now, policy)
    if reason:
        return await _refuse(claim, entry_pass, reason, inside=entry_pass.inside)
    coming = asked.direction == "in"
    passage = gate.passage(claim, entry_pass, None, step=shown.step, inside=coming, news=coming)
    noted = _noted(actor, claim, visit, passage)
    if await together([passage, *noted], _move(entry_pass, visit, claim, shown, policy)):
        bell.ring()
        return passage, visit
    reason, inside = await _overtaken(quest.find, shown, asked, now, policy)
    return await _refuse(claim, entry_pass, reason, inside=inside)


async def _blocked(visit: Visit, found: queries.Doorstep, now: datetime) -> bool:
    if found.blocklist is None:
        return await blocklist.blocked(visit, now)
    return bool(found.blocklist) and not found.blocklist.isdisjoint(blocklist.keys_of(visit))


async def _refuse(
    claim: gate.Claim, entry_pass: EntryPass | None, reason: Reason, *, inside: bool = False
) -> Answer:
    passage = gate.passage(claim, entry_pass, reason, inside=inside)
    await together([passage])
    return passage, entry_pass.visit if entry_pass else None


def _move(
    entry_pass: EntryPass, visit: Visit, claim: gate.Claim, shown: Credential, policy: Policy
) -> Update:
    """The change of presence; being conditional, it decides between scans of the same moment."""
    asked, now, step = claim.asked, claim.recorded_at, shown.step or 0
    if asked.direction == "out":
        loosely = asked.override or policy.exit_without_entry == "record"
        return pass_service.leaving(entry_pass, now, step, even_outside=loosely)
    until = leave_by(visit.visitor_type, visit.visit_to, visit.daily_to, now, policy.zone)
    allowed = policy.entries_allowed(visit.visitor_type)
    entry = pass_service.Entry(asked.gate_id, now, until, step, allowed)
    return pass_service.entering(entry_pass, entry, even_inside=asked.override)


def _noted(actor: Actor, claim: gate.Claim, visit: Visit, passage: Passage) -> Iterator[Model]:
    """The trail, where a guard went by more than a code."""
    if claim.guard_reason:
        act = "passage_overridden" if claim.asked.override else "passage_by_hand"
        yield audit.entry(actor.kind, actor.id, act, "passage", passage.id, {"visit": visit.id})


async def _overtaken(
    find: Find, shown: Credential, asked: Asked, now: datetime, policy: Policy
) -> tuple[Reason, bool]:
    """Someone else was faster: why the gate stays shut and who is inside, from a fresh look."""
    fresh = await find()
    if fresh is None:
        return Reason.UNKNOWN, False
    reason = refusal(shown, holder_of(fresh.visit, fresh, blocked=False), asked, now, policy)
    otherwise = Reason.ALREADY_INSIDE if asked.direction == "in" else Reason.NOT_INSIDE
    return reason or otherwise, fresh.inside
