"""Step 4: the gate. Every scan is stored, also a refused one; the verdict itself is pure."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from tortoise.exceptions import IntegrityError

from server.accounts.actor import Actor
from server.audit import service as audit
from server.db.transaction import transaction
from server.gate import queries
from server.gate import service as gate
from server.gate.blocklist import queries as blocklist
from server.gate.credentials import credential
from server.gate.facts import holder_of, policy_of
from server.gate.models import Passage
from server.gate.rules import believed, leave_by
from server.gate.schemas import ManualScanIn, PassingIn, PlateIn, ScanIn
from server.gate.verdict import Asked, Credential, Policy, Reason, refusal
from server.journey import notices
from server.kit import clock
from server.kit.errors import NotFound, invalid
from server.kit.formats import plate
from server.organisation import queries as organisation
from server.organisation.models import Gate
from server.passes import code
from server.passes import queries as passes
from server.passes import service as pass_service
from server.passes.models import EntryPass
from server.passes.plates import behind_plate
from server.settings import Settings, current
from server.visits.models import Visit

Answer = tuple[Passage, Visit | None]
Find = Callable[[], Awaitable[EntryPass | None]]
Check = Callable[[EntryPass], Credential]


async def scan(actor: Actor, body: ScanIn) -> Answer:
    """The stored verdict on one scan, and the visit behind it. A repeat of (device, nonce) finds the first answer."""
    read, settings, now = code.read(body.code), current(), clock.now()
    claim = _claim(actor, body, "short" if read and read.short_code else "code", now)

    async def find() -> EntryPass | None:
        return await passes.behind(read) if read else None

    def check(entry_pass: EntryPass) -> Credential:
        if read is None:
            raise AssertionError("nothing was found without a code")
        return credential(read, body.phone_tail, entry_pass, now, settings)

    return await _once(actor, claim, find, check, Reason.UNKNOWN if read else Reason.MALFORMED)


async def by_hand(actor: Actor, body: ManualScanIn) -> Answer:
    """The same for a visitor whom the guard found by searching, and whose document the guard has checked."""
    claim = _claim(actor, body, "manual", clock.now(), body.reason)
    return await _once(
        actor, claim, lambda: passes.with_visit(body.visit_id), lambda _: Credential(True), Reason.UNKNOWN
    )


async def by_plate(actor: Actor, body: PlateIn) -> Answer:
    """The same for a car whose plate a camera has read."""
    now, settings = clock.now(), current()
    passing = PassingIn(
        gate_id=body.gate_id, direction=body.direction, nonce=body.nonce, scanned_at=body.captured_at
    )
    early = policy_of(settings).early

    async def find() -> EntryPass | None:
        return await behind_plate(plate.match_key(body.plate), body.direction, now, early)

    claim = _claim(actor, passing, "plate", now)
    return await _once(actor, claim, find, lambda _: Credential(True), Reason.UNKNOWN)


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


async def _once(actor: Actor, claim: gate.Claim, find: Find, check: Check, missing: Reason) -> Answer:
    """What is stored of this scan, before anything else is looked at; else what becomes of it now."""
    if stored := await queries.passage_of(claim.device_id, claim.nonce):
        return stored
    place = await _gate(actor, claim.asked.gate_id)
    try:
        return await _decide(actor, claim, place, find, check, missing)
    except IntegrityError:  # stored meanwhile, so what was just done once more was undone
        stored = await queries.passage_of(claim.device_id, claim.nonce)
        if stored is None:
            raise
        return stored


async def _gate(actor: Actor, gate_id: str) -> Gate:
    if not actor.serves(gate_id):
        raise invalid("gate_id", "gate_foreign", "这台设备没有登记在这个校门，请重新选择。")
    try:
        return await organisation.gate(gate_id)
    except NotFound as error:
        raise invalid("gate_id", "gate_unknown", "这个校门不存在或已停用，请重新选择。") from error


@transaction
async def _decide(
    actor: Actor, claim: gate.Claim, place: Gate, find: Find, check: Check, missing: Reason
) -> Answer:
    entry_pass = await find()
    if entry_pass is None:
        return await gate.store(claim, None, missing), None
    visit: Visit = entry_pass.visit
    asked, now, settings = claim.asked, claim.recorded_at, current()
    shown, policy = check(entry_pass), policy_of(settings)
    blocked = asked.direction == "in" and await blocklist.blocked(visit, now)
    reason = refusal(shown, holder_of(visit, entry_pass, blocked), asked, now, policy)
    inside = entry_pass.inside if reason else asked.direction == "in"
    if reason is None and not await _pass_through(entry_pass, visit, claim, shown, settings):
        reason, inside = await _overtaken(find, shown, asked, now, policy)
    passage = await gate.store(claim, entry_pass, reason, step=shown.step, inside=inside)
    if reason is None:
        await _tell(actor, claim, place, visit, passage)
    return passage, visit


async def _pass_through(
    entry_pass: EntryPass, visit: Visit, claim: gate.Claim, shown: Credential, settings: Settings
) -> bool:
    """Change presence; a conditional update decides between scans of the same moment."""
    asked, now = claim.asked, claim.recorded_at
    if asked.direction == "out":
        strictly = settings.gate.exit_without_entry == "refuse" and not asked.override
        return await pass_service.leave(entry_pass, now, shown.step, from_inside=strictly)
    entry = pass_service.Entry(
        asked.gate_id,
        now,
        leave_by(visit.visitor_type, visit.visit_to, visit.daily_to, now, settings.zone),
        shown.step,
        policy_of(settings).entries_allowed(visit.visitor_type),
    )
    return await pass_service.enter(entry_pass, entry, from_outside=not asked.override)


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


async def _tell(actor: Actor, claim: gate.Claim, place: Gate, visit: Visit, passage: Passage) -> None:
    """The contact learns who has come; the trail, where a guard went by more than a code."""
    if claim.asked.direction == "in":
        await notices.tell_contact_arrived(visit, place.name, claim.recorded_at, passage.id)
    if claim.guard_reason:
        act = "passage_overridden" if claim.asked.override else "passage_by_hand"
        await audit.record(actor.kind, actor.id, act, "passage", passage.id, {"visit": visit.id})
