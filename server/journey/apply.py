"""Step 2: the visitor applies, and repairs what was returned."""

from datetime import datetime

from server.accounts import service as accounts
from server.accounts.actor import Actor
from server.accounts.models import Staff
from server.approvals import flows
from server.approvals import queries as approvals
from server.approvals import service as chain
from server.approvals.states import TaskStatus
from server.audit import service as audit
from server.db.transaction import transaction
from server.files import service as files
from server.invitations import queries as invitation_queries
from server.invitations import service as invitations
from server.invitations.errors import InvitationUnknown
from server.invitations.models import Invitation
from server.journey import notices
from server.journey.at_gate import limit_of
from server.journey.invite import contact_named, unit_named
from server.kit import clock
from server.kit.errors import InvalidInput, NotFound, invalid
from server.organisation import queries as organisation
from server.organisation.models import Department
from server.settings import Settings, current
from server.visits import queries, repair, service
from server.visits.application import Application, read_application
from server.visits.errors import TooManyOpen, VisitMoved, VisitOver
from server.visits.form import load_form
from server.visits.models import Visit
from server.visits.rules import Limits, Terms, problems_of
from server.visits.schemas import ApplicationIn, ConsentIn, HealthIn, VisitForIn, VisitIn, VisitPatch
from server.visits.states import VisitorType, VisitStatus

# What the history says of a consent that no phone recorded; staff keep the sheet.
_ON_PAPER = "由教职工代填，访客已在纸上同意个人信息处理告知书"


@transaction
async def submit(actor: Actor, body: VisitIn) -> Visit:
    """A new visit in review, its chain begun, the first approver told. Raises InvalidInput or a named refusal."""
    settings, now = current(), clock.now()
    application = read_application(body, now.astimezone(settings.zone).date())
    invitation = await _invitation(body, application, actor, now)
    visitor_type = VisitorType(invitation.visitor_type)
    check_rules(application, visitor_type, (invitation.valid_from, invitation.valid_to), now)
    await accounts.lock_identity(actor.as_visitor)
    if await queries.open_count(actor.as_visitor) >= settings.visits.open_per_visitor:
        raise TooManyOpen
    await invitations.use(invitation, actor.as_visitor, application.phone, now)
    visit = await service.create(
        application,
        visitor_type,
        invitation.contact,
        await _department(body, invitation),
        flows.current_version(),
        visitor_id=actor.as_visitor,
        invitation_id=invitation.id,
        inviter_id=invitation.inviter_id,
        gate_ids=invitation.gate_ids,
    )
    await _attach(actor, visit, application.health)
    await service.record(visit, application.visitor_name, "submitted")
    await _start(visit, invitation.contact)
    await audit.record("visitor", actor.as_visitor, "visit_submitted", "visit", visit.id)
    return visit


@transaction
async def submit_for(actor: Actor, body: VisitForIn) -> Visit:
    """The same for a visitor without WeChat, by staff. Nobody in WeChat owns the visit. Raises InvalidInput."""
    now = clock.now()
    whole = _consented_on_paper(body)
    application = read_application(whole, now.astimezone(current().zone).date())
    visitor_type = VisitorType(body.visitor_type)
    check_rules(application, visitor_type, None, now)
    contact = await contact_named(body.contact_id or actor.as_staff)
    visit = await service.create(
        application,
        visitor_type,
        contact,
        await unit_named(body.department_id or contact.department_id),
        flows.current_version(),
        visitor_id=None,
        invitation_id=None,
        inviter_id=actor.as_staff,
        gate_ids=await limit_of(body.gate_ids),
    )
    await files.attach(actor.as_staff, visit.id, body.health.file_ids() if body.health else {})
    await service.record(visit, actor.name, "submitted", internal_comment=_ON_PAPER)
    await _start(visit, contact)
    detail = {"consent": "paper", "notice": whole.consents[0].version}
    await audit.record("staff", actor.as_staff, "visit_submitted_for", "visit", visit.id, detail)
    return visit


def _consented_on_paper(body: VisitForIn) -> VisitIn:
    """The application as the visitor would have sent it, agreeing to the notice in force."""
    notice = load_form(current().config_dir / "visit_form.toml").notice
    typed = {name: getattr(body, name) for name in ApplicationIn.model_fields}
    consent = ConsentIn(notice=notice.key, version=notice.version)
    return VisitIn.model_construct(**typed, invitation_code=None, consents=[consent])


@transaction
async def repair_visit(actor: Actor, visit_id: str, body: VisitPatch) -> Visit:
    """Change what the approver asked to change. Raises VisitMoved unless the visit is returned."""
    visit = await queries.own_visit(actor, visit_id)
    if visit.status is not VisitStatus.RETURNED:
        raise VisitMoved(status=visit.status.value)
    now = clock.now()
    whole = repair.overlay(visit, body)
    application = read_application(whole, now.astimezone(current().zone).date())
    check_rules(application, visit.visitor_type, await _window_of(visit), now, agreed=True)
    await service.rewrite(visit, application)
    await _attach(actor, visit, application.health)
    await service.record(visit, application.visitor_name, "repaired")
    changed = {"fields": sorted(body.model_fields_set)}
    await audit.record("visitor", actor.as_visitor, "visit_repaired", "visit", visit.id, changed)
    return visit


@transaction
async def resubmit(actor: Actor, visit_id: str) -> Visit:
    """Back to the step that returned it. Raises VisitMoved or VisitOver."""
    visit = await queries.own_visit(actor, visit_id)
    if visit.visit_to <= clock.now():
        raise VisitOver
    tasks = await approvals.locked_tasks_of(visit.id)
    await service.move(visit, VisitStatus.IN_REVIEW, fields_to_repair=None)
    returned = [task for task in tasks if task.status is TaskStatus.RETURNED][-1]
    task = await chain.again(returned, await flows.flow(visit.flow_version), visit.contact)
    await service.record(visit, visit.visitor_name, "resubmitted")
    await notices.tell_approvers(visit, task)
    await audit.record("visitor", actor.as_visitor, "visit_resubmitted", "visit", visit.id)
    return visit


def check_rules(
    application: Application,
    visitor_type: VisitorType,
    window: tuple[datetime, datetime] | None,
    now: datetime,
    *,
    agreed: bool = False,
) -> None:
    """Raise InvalidInput with everything the school does not allow; `agreed`: to the notice, when first submitted."""
    settings = current()
    form = load_form(settings.config_dir / "visit_form.toml")
    modules = form.modules_for(
        visitor_type, settings.visits.health_modules, now.astimezone(settings.zone).date()
    )
    terms = Terms(
        visitor_type=visitor_type,
        window=window,
        required_modules={key: module.required for key, module in modules.items()},
        notice=None if agreed else (form.notice.key, form.notice.version),
        now=now,
        zone=settings.zone,
    )
    if problems := problems_of(application, terms, limits(settings)):
        raise InvalidInput(*problems)


def limits(settings: Settings) -> Limits:
    """What the school allows, for the pure rules."""
    allowed = settings.visits
    return Limits(
        book_ahead_days=allowed.book_ahead_days,
        temporary_max_hours=allowed.temporary_max_hours,
        long_term_max_days=allowed.long_term_max_days,
        companions_max=allowed.companions_max,
        backdate_minutes=allowed.backdate_minutes,
    )


async def _invitation(body: VisitIn, application: Application, actor: Actor, now: datetime) -> Invitation:
    if not body.invitation_code:
        raise invalid("invitation_code", "required", "请填写邀请码；没有邀请码请联系您要拜访的老师。")
    invitation = await invitation_queries.by_code(body.invitation_code)
    if invitation is None:
        raise InvitationUnknown
    invitations.refuse_unless_usable(invitation, actor.as_visitor, now)
    if not invitation.contact.active:
        raise invalid("invitation_code", "contact_unavailable", "邀请的对接人已停用，请联系学校重新邀请。")
    return invitation


async def _department(body: VisitIn, invitation: Invitation) -> Department:
    own: Department = invitation.department
    if body.department_id in (None, own.id):
        return own
    try:
        wanted = await organisation.department(body.department_id or "")
    except NotFound as error:
        raise invalid(
            "department_id", "department_unknown", "这个单位不存在或已停用，请重新选择。"
        ) from error
    if not invitation.department_open:
        raise invalid("department_id", "department_fixed", "邀请已指定到访单位，不能更改。")
    return wanted


async def _window_of(visit: Visit) -> tuple[datetime, datetime] | None:
    invitation = await Invitation.get_or_none(id=visit.invitation_id) if visit.invitation_id else None
    return (invitation.valid_from, invitation.valid_to) if invitation else None


async def _attach(actor: Actor, visit: Visit, health: HealthIn | None) -> None:
    if health:
        await files.attach(actor.as_visitor, visit.id, health.file_ids())


async def _start(visit: Visit, contact: Staff) -> None:
    flow = await flows.flow(visit.flow_version)
    task = await chain.start_chain(visit.id, flow, flow.steps_for(visit.visitor_type), contact)
    await notices.tell_approvers(visit, task)
