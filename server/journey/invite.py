"""Step 1: staff create an invitation and send it. An unsent one cannot be found by phone."""

from server.accounts import queries as accounts
from server.accounts.actor import Actor
from server.accounts.models import Staff
from server.audit import service as audit
from server.db.transaction import transaction
from server.invitations import queries, service
from server.invitations.models import Invitation
from server.invitations.rules import window_problem
from server.invitations.schemas import InvitationIn
from server.invitations.states import InvitationStatus
from server.journey.at_gate import limit_of
from server.kit import clock
from server.kit.errors import InvalidInput, NotFound, invalid
from server.kit.formats import person_name, phone
from server.kit.formats.errors import FormatError
from server.organisation import queries as organisation
from server.organisation.models import Department
from server.settings import current


@transaction
async def create(actor: Actor, body: InvitationIn) -> Invitation:
    """A draft. Raises InvalidInput on the field that is wrong."""
    number, name = _phone(body.phone), _name(body.visitor_name)
    _check_window(body)
    contact = await contact_named(body.contact_id or actor.as_staff)
    department = await unit_named(body.department_id or contact.department_id)
    invitation = await service.create(
        number,
        contact,
        department,
        actor.as_staff,
        visitor_name=name,
        visitor_type=body.visitor_type,
        department_open=body.department_open,
        gate_ids=await limit_of(body.gate_ids),
        purpose=body.purpose,
        note=body.note,
        valid_from=body.valid_from,
        valid_to=body.valid_to,
        max_uses=body.max_uses,
    )
    await audit.record("staff", actor.id, "invitation_created", "invitation", invitation.id)
    return await queries.visible_invitation(actor, invitation.id)


@transaction
async def send(actor: Actor, invitation_id: str) -> Invitation:
    """From now on the phone finds it. Raises NotFound or InvitationMoved."""
    invitation = await queries.visible_invitation(actor, invitation_id)
    await service.move(invitation, InvitationStatus.SENT, sent_at=clock.now())
    await audit.record("staff", actor.id, "invitation_sent", "invitation", invitation.id)
    return invitation


@transaction
async def revoke(actor: Actor, invitation_id: str, reason: str) -> Invitation:
    """From now on nobody can apply with it. Raises NotFound or InvitationMoved."""
    invitation = await queries.visible_invitation(actor, invitation_id)
    note = "\n".join(filter(None, [invitation.note, f"撤销原因：{reason}" if reason else ""]))[:500]
    await service.move(invitation, InvitationStatus.REVOKED, note=note)
    await audit.record("staff", actor.id, "invitation_revoked", "invitation", invitation.id)
    return invitation


def _phone(text: str) -> str:
    try:
        return phone.normalise(text)
    except FormatError as error:
        raise invalid("phone", error.code, error.message) from error


def _name(text: str) -> str:
    try:
        return person_name.normalise(text)
    except FormatError as error:
        raise invalid("visitor_name", error.code, error.message) from error


def _check_window(body: InvitationIn) -> None:
    limits = current().invitations
    problem = window_problem(body.valid_from, body.valid_to, clock.now(), limits.max_days)
    if problem:
        raise InvalidInput(problem)
    if body.max_uses > limits.max_uses:
        raise invalid("max_uses", "too_many_uses", f"使用次数最多{limits.max_uses}次。")


async def contact_named(staff_id: str) -> Staff:
    """A member of staff who may be a contact, with the unit. Raises InvalidInput."""
    contact = await accounts.active_staff(staff_id)
    if contact is None or "staff" not in contact.roles:
        raise invalid("contact_id", "contact_unavailable", "这位对接人不存在或已停用，请另选一位。")
    return contact


async def unit_named(department_id: str) -> Department:
    """An active unit. Raises InvalidInput."""
    try:
        return await organisation.department(department_id)
    except NotFound as error:
        raise invalid(
            "department_id", "department_unknown", "这个单位不存在或已停用，请重新选择。"
        ) from error
