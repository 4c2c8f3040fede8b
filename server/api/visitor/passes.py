"""访客码: what the phone shows at the gate."""

import io
from datetime import datetime, timedelta

import qrcode
from PIL import Image
from pydantic import BaseModel

from server.accounts import staff_service
from server.accounts.permissions import Permission
from server.api.endpoints import Call, Raw, Routes
from server.kit import clock
from server.organisation import queries as organisation
from server.organisation.models import Gate
from server.passes import code
from server.passes import queries as passes
from server.passes.models import EntryPass
from server.reporting.visit_answers import ContactPhone
from server.settings import Settings
from server.visits import queries as visits
from server.visits.models import Visit
from server.visits.states import VisitStatus

routes = Routes("/api/v1/visitor/visits", "visitor")
_MAY = Permission.VISITOR_SELF
# Pixels of the picture's smallest square.
_MODULE = 8


class GateDirections(BaseModel):
    """How to get to a gate; empty where nobody has written it down."""

    name: str
    directions: str


class PassOut(BaseModel):
    """`day_secret` (base32) lets the phone make today's codes itself: RFC 6238, SHA-256, 8 digits.

    The gate opens at `opens_at`, a little before `valid_from`. The contact's phone is there if the school knows it.
    """

    number: str
    qr: str
    code: str
    step_seconds: int
    day_secret: str
    server_time: datetime
    opens_at: datetime
    valid_from: datetime
    valid_to: datetime
    state: str
    inside: bool
    inside_since: datetime | None
    contact: ContactPhone
    gates: list[str]
    gate_directions: list[GateDirections]
    short_code: str


@routes.get("/{id}/pass", _MAY, "访客码", answer=PassOut)
async def show(call: Call[None, None]) -> PassOut:
    visit = await visits.own_visit(call.actor, call.id)
    entry_pass = await passes.pass_of(visit.id)
    settings, now = call.services.settings, clock.now()
    gates = [gate for gate in await organisation.gates() if _open_to(visit, gate.id)]
    return _answer(visit, entry_pass, gates, settings, now)


@routes.get("/{id}/pass.png", _MAY, "访客码图片", answer="image/png")
async def picture(call: Call[None, None]) -> Raw:
    visit = await visits.own_visit(call.actor, call.id)
    entry_pass = await passes.pass_of(visit.id)
    shown = code_now(entry_pass, call.services.settings, clock.now())
    return Raw(png(code.qr_text(entry_pass.number, shown)), "image/png", {"Cache-Control": "no-store"})


def _open_to(visit: Visit, gate_id: str) -> bool:
    return visit.gate_ids is None or gate_id in visit.gate_ids


def _answer(
    visit: Visit, entry_pass: EntryPass, gates: list[Gate], settings: Settings, now: datetime
) -> PassOut:
    shown = code_now(entry_pass, settings, now)
    early = timedelta(minutes=settings.gate.early_minutes)
    return PassOut(
        number=entry_pass.number,
        qr=code.qr_text(entry_pass.number, shown),
        code=shown,
        step_seconds=settings.passes.step_seconds,
        day_secret=code.as_text(passes.secret_on(entry_pass, now, settings.zone)),
        server_time=now,
        opens_at=visit.visit_from - early,
        valid_from=visit.visit_from,
        valid_to=visit.visit_to,
        state=state(visit, entry_pass, now, early),
        inside=entry_pass.inside,
        inside_since=entry_pass.inside_since if entry_pass.inside else None,
        contact=ContactPhone(name=visit.contact.name, phone=staff_service.phone_of(visit.contact)),
        gates=[gate.name for gate in gates],
        gate_directions=[GateDirections(name=gate.name, directions=gate.directions) for gate in gates],
        short_code=entry_pass.short_code,
    )


def code_now(entry_pass: EntryPass, settings: Settings, now: datetime) -> str:
    """The code of this moment."""
    secret = passes.secret_on(entry_pass, now, settings.zone)
    return code.hotp(secret, code.step_of(now, settings.passes.step_seconds))


def state(visit: Visit, entry_pass: EntryPass, now: datetime, early: timedelta) -> str:
    """active, not_yet, over or revoked: what the gate would say, `early` before the window included."""
    if visit.status in (VisitStatus.FINISHED, VisitStatus.EXPIRED) or now > visit.visit_to:
        return "over"
    if visit.status is not VisitStatus.APPROVED or entry_pass.revoked_at:
        return "revoked"
    return "active" if now >= visit.visit_from - early else "not_yet"


def png(text: str) -> bytes:
    """`text` as a QR code; a fixed version and mask spare the library its trials (three times as fast).

    One dot a module, enlarged at once: the library's own picture is drawn square by square, and takes twice as long.
    """
    symbol = qrcode.QRCode(version=2, error_correction=qrcode.ERROR_CORRECT_M, border=4, mask_pattern=2)
    symbol.add_data(text, optimize=0)
    modules = symbol.get_matrix()
    dots = Image.new("1", (len(modules), len(modules)))
    dots.putdata([not dark for row in modules for dark in row])
    buffer = io.BytesIO()
    dots.resize((_MODULE * dots.width, _MODULE * dots.height), Image.Resampling.NEAREST).save(buffer, "PNG")
    return buffer.getvalue()
