"""离线数据: what a desk keeps for when the network is down, and word of what changes meanwhile."""

from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from server.accounts.permissions import Permission
from server.accounts.staff_service import phone_of as contact_phone
from server.api.endpoints import Call, Routes
from server.gate import snapshot
from server.kit import clock
from server.kit.threads import in_thread
from server.organisation import queries as organisation
from server.passes import code
from server.passes import queries as passes
from server.passes.models import EntryPass
from server.reporting.visit_answers import ContactPhone, Ref
from server.settings import Settings
from server.visits import service as visits
from server.visits.models import Visit
from server.visits.states import VisitorType, VisitStatus

routes = Routes("/api/v1/gate", "gate")


class SnapshotQuery(BaseModel):
    """`since`: the cursor of the last answer; without it everything is told."""

    since: Annotated[str, Field(max_length=64)] | None = None


class PolicyOut(BaseModel):
    step_seconds: int
    skew_steps: int
    early_minutes: int
    temporary_entries: int
    exit_without_entry: Literal["refuse", "record"]
    zone: str


class SnapshotVisit(BaseModel):
    id: str
    number: str
    visitor_name: str
    visitor_type: VisitorType
    status: VisitStatus
    visit_from: datetime
    visit_to: datetime
    weekdays: list[int] | None
    daily_from: str | None
    daily_to: str | None
    department: str
    contact: ContactPhone
    companions: list[str]
    plate: str | None
    plate_key: str | None
    document_tail: str
    phone_tail: str


class SnapshotPass(BaseModel):
    """`gates` null means every gate. `short_code_hash`: SHA-256 in hex of the short code. `secrets`: day -> base32."""

    pass_number: str
    visit: SnapshotVisit
    gates: list[str] | None
    short_code_hash: str
    secrets: dict[str, str]
    inside: bool
    inside_since: datetime | None
    leave_by: datetime | None
    entries: int
    last_step_in: int
    last_step_out: int
    revoked: bool
    blocked: bool


class BlockedOut(BaseModel):
    """`plates`: SHA-256 in hex of the folded plate."""

    plates: list[str]


class SnapshotOut(BaseModel):
    """`full`: forget what is not in `passes`; otherwise they are changes, and `gone` is what to forget.

    `gates` are the caller's own, `all_gates` also those that somebody may be sent to.
    """

    cursor: str
    full: bool
    generated_at: datetime
    policy: PolicyOut
    gates: list[Ref]
    all_gates: list[Ref]
    passes: list[SnapshotPass]
    gone: list[str]
    blocked: BlockedOut


@routes.get(
    "/snapshot",
    Permission.GATE_READ,
    "离线数据：今天和明天的访客码",
    query=SnapshotQuery,
    answer=SnapshotOut,
)
async def show(call: Call[None, SnapshotQuery]) -> SnapshotOut:
    settings, now = call.services.settings, clock.now()
    early = timedelta(minutes=settings.gate.early_minutes)
    taken = await snapshot.take(call.query.since, now, settings.zone, early)
    gates = [Ref(id=gate.id, name=gate.name) for gate in await organisation.gates()]
    # Thousands of passes to unseal and to derive secrets for would hold up everybody else.
    shown = await in_thread(lambda: [_pass(row, taken, settings) for row in taken.passes])
    return SnapshotOut(
        cursor=taken.cursor,
        full=taken.full,
        generated_at=now,
        policy=_policy(settings),
        gates=[gate for gate in gates if call.actor.serves(gate.id)],
        all_gates=gates,
        passes=shown,
        gone=taken.gone,
        blocked=BlockedOut(plates=taken.blocked_plates),
    )


def _policy(settings: Settings) -> PolicyOut:
    return PolicyOut(
        step_seconds=settings.passes.step_seconds,
        skew_steps=settings.passes.skew_steps,
        early_minutes=settings.gate.early_minutes,
        temporary_entries=settings.gate.temporary_entries,
        exit_without_entry=settings.gate.exit_without_entry,
        zone=settings.school.timezone,
    )


def _pass(row: EntryPass, taken: snapshot.Snapshot, settings: Settings) -> SnapshotPass:
    secrets = {day.isoformat(): code.as_text(passes.secret_of_day(row, day)) for day in taken.days}
    return SnapshotPass(
        pass_number=row.number,
        visit=_visit(row.visit),
        gates=row.visit.gate_ids,
        short_code_hash=snapshot.hashed(row.short_code),
        secrets=secrets,
        inside=row.inside,
        inside_since=row.inside_since,
        leave_by=row.leave_by,
        entries=row.entries,
        last_step_in=row.last_step_in,
        last_step_out=row.last_step_out,
        revoked=row.revoked_at is not None,
        blocked=row.id in taken.blocked,
    )


def _visit(visit: Visit) -> SnapshotVisit:
    contact: Any = visit.contact
    return SnapshotVisit(
        id=visit.id,
        number=visit.number,
        visitor_name=visit.visitor_name,
        visitor_type=visit.visitor_type,
        status=visit.status,
        visit_from=visit.visit_from,
        visit_to=visit.visit_to,
        weekdays=visit.weekdays,
        daily_from=visit.daily_from,
        daily_to=visit.daily_to,
        department=visit.department.name,
        contact=ContactPhone(name=contact.name, phone=contact_phone(contact)),
        companions=[one["name"] for one in visits.companions_of(visit)],
        plate=visit.plate,
        plate_key=visit.plate_key,
        document_tail=visit.document_masked.rpartition("*")[2],
        phone_tail=visit.phone_tail,
    )
