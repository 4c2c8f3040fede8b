"""现场登记: somebody without an appointment stands at the gate; the contact alone decides, and is told at once."""

from datetime import datetime

from server.accounts.actor import Actor
from server.accounts.models import Staff
from server.approvals import flows
from server.approvals import service as chain
from server.audit import service as audit
from server.db.transaction import transaction
from server.journey import notices
from server.journey.apply import limits
from server.journey.at_gate import limit_of, place_for
from server.journey.invite import contact_named
from server.kit import clock
from server.kit.errors import InvalidInput
from server.organisation.models import Gate
from server.settings import current
from server.visits import service as visits
from server.visits.application import Application, read_application
from server.visits.form import load_form
from server.visits.models import Visit
from server.visits.rules import Terms, problems_of
from server.visits.schemas import VisitIn, WalkInIn
from server.visits.states import VisitorType


@transaction
async def register(actor: Actor, body: WalkInIn) -> Visit:
    """A visit from now on, in review by its contact. Raises InvalidInput.

    Health items are not asked: whoever stands at the gate is looked at by the guard.
    """
    now = clock.now()
    place = await place_for(actor, body.gate_id)
    application = read_application(_whole(body, now), now.astimezone(current().zone).date())
    _check(application, now)
    contact = await contact_named(body.contact_id)
    gate_ids = await limit_of(body.gate_ids)
    visit = await _create(application, contact, place, gate_ids)
    await visits.record(visit, actor.name, "submitted", internal_comment=f"{place.name}现场登记")
    flow = await flows.flow(visit.flow_version)
    opened = await chain.start_chain(visit.id, flow, [flow.walk_in], contact)
    await notices.tell_approvers(visit, opened)
    await audit.record(actor.kind, actor.id, "walk_in_registered", "visit", visit.id, {"gate": place.id})
    return visit


def _whole(body: WalkInIn, now: datetime) -> VisitIn:
    """The application as the visitor would have sent it: a temporary visit that begins now."""
    typed = {name: getattr(body, name) for name in body.model_fields_set & VisitIn.model_fields.keys()}
    return VisitIn.model_construct(**typed, visit_from=now)


def _check(application: Application, now: datetime) -> None:
    settings = current()
    notice = load_form(settings.config_dir / "visit_form.toml").notice
    terms = Terms(
        visitor_type=VisitorType.TEMPORARY,
        window=None,
        required_modules={},
        notice=(notice.key, notice.version),
        now=now,
        zone=settings.zone,
    )
    if problems := problems_of(application, terms, limits(settings)):
        raise InvalidInput(*problems)


async def _create(application: Application, contact: Staff, place: Gate, gate_ids: list[str] | None) -> Visit:
    return await visits.create(
        application,
        VisitorType.TEMPORARY,
        contact,
        contact.department,
        flows.current_version(),
        visitor_id=None,
        invitation_id=None,
        inviter_id=None,
        gate_ids=gate_ids,
        walk_in_gate_id=place.id,
    )
