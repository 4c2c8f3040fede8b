"""All reads of invitations."""

from datetime import datetime

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from server.accounts.actor import Actor
from server.accounts.permissions import Permission
from server.db.keyset import page
from server.db.prepared import Prepared
from server.invitations.models import Invitation
from server.invitations.states import FINDABLE, InvitationStatus
from server.kit.errors import NotFound
from server.kit.paging import Page

# What use cases look at, and the part of it that lists show.
RELATED = ("department", "contact__department", "inviter")
_SHOWN = ("department", "contact", "inviter")
_CODE_LENGTH = 16
_BY_CODE = Prepared(lambda code: Invitation.filter(code=code).select_related(*RELATED))


def visible_to(actor: Actor) -> QuerySet[Invitation]:
    """What staff may see: the security office all, everyone else those they made or are the contact of."""
    if actor.may(Permission.VISITS_READ_ALL):
        return Invitation.all()
    return Invitation.filter(Q(inviter_id=actor.as_staff) | Q(contact_id=actor.as_staff))


async def visible_invitation(actor: Actor, invitation_id: str) -> Invitation:
    """An invitation this member of staff may see. Raises NotFound."""
    found = await visible_to(actor).filter(id=invitation_id).select_related(*RELATED).first()
    if found is None:
        raise NotFound
    return found


def found_by_phone(phone_index: str, identity_id: str, now: datetime) -> QuerySet[Invitation]:
    """What was sent to the phone with this look-up hash and is not someone else's already."""
    return Invitation.filter(
        Q(bound_to_id__isnull=True) | Q(bound_to_id=identity_id),
        phone_index=phone_index,
        status__in=list(FINDABLE),
        valid_to__gt=now,
    )


async def by_code(code: str) -> Invitation | None:
    """The sent invitation with this code, however it was typed."""
    normal = code.strip().upper().replace("-", "").replace(" ", "")
    found = await _BY_CODE.first(normal)
    return None if found is None or found.status is InvitationStatus.DRAFT else found


async def page_of(rows: QuerySet[Invitation], limit: int, after: str | None) -> Page[Invitation]:
    """One page of `rows`, latest first."""
    return await page(rows.select_related(*_SHOWN), "created_at", limit, after)


def matching(rows: QuerySet[Invitation], text: str) -> QuerySet[Invitation]:
    """Invitations whose visitor's name begins with `text`, or whose code or phone's last four digits are `text`."""
    wanted = text.strip()
    found = Q(visitor_name__startswith=wanted)
    if len(code := wanted.upper()) <= _CODE_LENGTH:  # the ORM refuses to ask for a longer one
        found |= Q(code=code)
    if len(wanted) == 4 and wanted.isdigit():
        found |= Q(phone_tail=wanted)
    return rows.filter(found)
