"""Step 4: the gate. Every scan is stored, also a refused one; the verdict itself is pure."""

from datetime import datetime, timedelta

from tortoise.exceptions import IntegrityError

from server.accounts.actor import Actor
from server.db.transaction import transaction
from server.gate import queries as gate_queries
from server.gate import service as gate
from server.gate.models import Passage
from server.gate.schemas import ScanIn
from server.gate.verdict import Credential, Holder, Policy, Reason, refusal
from server.journey import notices
from server.kit import clock
from server.kit.errors import NotFound, invalid
from server.organisation import queries as organisation
from server.organisation.models import Gate
from server.passes import code
from server.passes import queries as passes
from server.passes import service as pass_service
from server.passes.models import EntryPass
from server.settings import Settings, current
from server.visits.models import Visit

# An old picture of a code is told from an invented one for this long.
_REMEMBERED = timedelta(minutes=10)


async def scan(actor: Actor, body: ScanIn) -> tuple[Passage, Visit | None]:
    """The stored verdict on one scan, and the visit behind it. A repeat of (device, nonce) finds the first answer."""
    device = actor.id
    try:
        return await _scan(device, body)
    except IntegrityError:  # this scan is stored already, so what it has just done once more was undone
        stored = await gate_queries.passage_of(device, body.nonce)
        if stored is None:
            raise
        return stored


@transaction
async def _scan(device: str, body: ScanIn) -> tuple[Passage, Visit | None]:
    settings, now = current(), clock.now()
    place = await _gate(body.gate_id)
    claim = gate.Claim(
        device, body.nonce, place.id, body.direction, body.companions_present, body.scanned_at or now
    )
    read = code.read(body.code)
    if read is None:
        return await gate.store(claim, None, Reason.MALFORMED), None
    entry_pass = await passes.behind(read)
    if entry_pass is None:
        return await gate.store(claim, None, Reason.UNKNOWN), None
    visit: Visit = entry_pass.visit
    credential = _credential(read, entry_pass, now, settings)
    reason = refusal(
        credential,
        _holder(visit, entry_pass),
        body.direction,
        body.companions_present,
        now,
        _policy(settings),
    )
    if reason is None and not await _pass_through(entry_pass, visit, place, credential, body, now, settings):
        reason = await _overtaken(read, credential, body, now, settings)
    passage = await gate.store(claim, entry_pass, reason, by_short_code=credential.by_short_code)
    if reason is None and body.direction == "in":
        await notices.tell_contact_arrived(visit, place.name, now, passage.id)
    return passage, visit


async def _gate(gate_id: str) -> Gate:
    try:
        return await organisation.gate(gate_id)
    except NotFound as error:
        raise invalid("gate_id", "gate_unknown", "这个校门不存在或已停用，请重新选择。") from error


async def _pass_through(
    entry_pass: EntryPass,
    visit: Visit,
    place: Gate,
    credential: Credential,
    body: ScanIn,
    now: datetime,
    settings: Settings,
) -> bool:
    """Change presence; a conditional update decides between scans of the same moment."""
    if body.direction == "in":
        allowed = _policy(settings).entries_allowed(visit.visitor_type)
        return await pass_service.enter(entry_pass, place.id, now, credential.step, allowed)
    return not entry_pass.inside or await pass_service.leave(entry_pass, credential.step)


async def _overtaken(
    read: code.Read, credential: Credential, body: ScanIn, now: datetime, settings: Settings
) -> Reason:
    """Someone else was faster: why the gate stays shut, from a fresh look."""
    fresh = await passes.behind(read)
    if fresh is None:
        return Reason.UNKNOWN
    holder = _holder(fresh.visit, fresh)
    reason = refusal(credential, holder, body.direction, body.companions_present, now, _policy(settings))
    return reason or (Reason.ALREADY_INSIDE if body.direction == "in" else Reason.NOT_INSIDE)


def _credential(read: code.Read, entry_pass: EntryPass, now: datetime, settings: Settings) -> Credential:
    if read.code is None:
        return Credential(by_short_code=True, step=None, stale=False)
    seconds, skew = settings.passes.step_seconds, settings.passes.skew_steps
    secrets = passes.secrets_around(entry_pass, now, settings.zone, timedelta(seconds=seconds * skew))
    step = code.matching_step(secrets, read.code, code.step_of(now, seconds), skew)
    stale = step is None and _was_valid(read.code, entry_pass, now, settings)
    return Credential(by_short_code=False, step=step, stale=stale)


def _was_valid(shown: str, entry_pass: EntryPass, now: datetime, settings: Settings) -> bool:
    seconds = settings.passes.step_seconds
    secrets = passes.secrets_around(entry_pass, now, settings.zone, _REMEMBERED)
    return code.was_once_valid(
        secrets, shown, code.step_of(now, seconds), int(_REMEMBERED.total_seconds()) // seconds
    )


def _holder(visit: Visit, entry_pass: EntryPass) -> Holder:
    return Holder(
        status=visit.status,
        visitor_type=visit.visitor_type,
        visit_from=visit.visit_from,
        visit_to=visit.visit_to,
        weekdays=visit.weekdays,
        daily_from=visit.daily_from,
        daily_to=visit.daily_to,
        companions=visit.companion_count,
        revoked=entry_pass.revoked_at is not None,
        inside=entry_pass.inside,
        entries=entry_pass.entries,
        last_step_in=entry_pass.last_step_in,
        last_step_out=entry_pass.last_step_out,
    )


def _policy(settings: Settings) -> Policy:
    return Policy(
        early=timedelta(minutes=settings.gate.early_minutes),
        temporary_entries=settings.gate.temporary_entries,
        exit_without_entry=settings.gate.exit_without_entry,
        zone=settings.zone,
    )
