"""All writes to invitations; each runs inside a use case's transaction."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from tortoise.expressions import F, Q
from tortoise.queryset import QuerySet

from server.accounts.models import Staff
from server.invitations.errors import (
    InvitationExpired,
    InvitationMoved,
    InvitationRevoked,
    InvitationTaken,
    InvitationUnknown,
    InvitationUsedUp,
)
from server.invitations.models import Invitation
from server.invitations.sheet import Draft
from server.invitations.states import MOVES, USABLE, InvitationStatus
from server.kit import clock
from server.kit.formats import phone
from server.kit.ids import readable_code
from server.kit.sealing import vault
from server.organisation.models import Department

SEALED_PHONE = "invitation.phone"
# 60 bits: with the look-ups a minute that the settings allow, guessing one is out of reach.
_CODE_LENGTH = 12


async def create(
    number: str, contact: Staff, department: Department, inviter_id: str, **columns: Any
) -> Invitation:
    """Store a draft for the phone `number` (E.164)."""
    invitation = _draft(number, contact, department, inviter_id, **columns)
    await invitation.save(force_create=True)
    return invitation


async def create_many(
    drafts: Sequence[Draft], contact: Staff, department: Department, inviter_id: str
) -> list[Invitation]:
    """Store one draft each, for one use, in one statement."""
    invitations = [
        _draft(contact=contact, department=department, inviter_id=inviter_id, max_uses=1, **vars(d))
        for d in drafts
    ]
    await Invitation.bulk_create(invitations)
    return invitations


def _draft(
    number: str, contact: Staff, department: Department, inviter_id: str, **columns: Any
) -> Invitation:
    box, masked = vault(), phone.mask(number)
    return Invitation(
        code=readable_code(_CODE_LENGTH),
        status=InvitationStatus.DRAFT,
        phone_sealed=box.seal(SEALED_PHONE, number),
        phone_index=box.index("phone", number),
        phone_masked=masked,
        phone_tail=masked[-4:],
        contact=contact,
        department=department,
        inviter_id=inviter_id,
        created_at=clock.now(),
        **columns,
    )


async def move(invitation: Invitation, target: InvitationStatus, **values: Any) -> None:
    """Give an invitation a new status. Raises InvitationMoved when it may not become `target`."""
    if await _set(Invitation.filter(id=invitation.id), target, **values) != 1:
        raise InvitationMoved(status=invitation.status.value)
    invitation.update_from_dict({"status": target, **values})


async def send_many(invitations: Sequence[Invitation], now: datetime) -> None:
    """Send drafts just created, in one statement. Raises InvitationMoved."""
    rows = Invitation.filter(id__in=[invitation.id for invitation in invitations])
    if await _set(rows, InvitationStatus.SENT, sent_at=now) != len(invitations):
        raise InvitationMoved


async def _set(rows: QuerySet[Invitation], target: InvitationStatus, **values: Any) -> int:
    """The one writer of an invitation's status: moves what may move, and says how many did."""
    return await rows.filter(status__in=list(MOVES.sources(target))).update(status=target, **values)


async def mark_opened(invitations: list[Invitation], now: datetime) -> None:
    """Note that what was sent has been found by phone, in one statement."""
    fresh = [row for row in invitations if row.status is InvitationStatus.SENT]
    if fresh:
        rows = Invitation.filter(id__in=[row.id for row in fresh])
        await _set(rows, InvitationStatus.OPENED, opened_at=now)
    for row in fresh:
        row.update_from_dict({"status": InvitationStatus.OPENED, "opened_at": now})


async def use(invitation: Invitation, identity_id: str, number: str, now: datetime) -> None:
    """Spend one use for this identity and phone (E.164), and bind a fresh invitation to it.

    Raises the refusal that says why not. One conditional update decides who gets the last use.
    """
    if invitation.phone_index != vault().index("phone", number):
        raise InvitationUnknown
    refuse_unless_usable(invitation, identity_id, now)
    unbound_or_ours = Q(bound_to_id__isnull=True) | Q(bound_to_id=identity_id)
    rows = Invitation.filter(
        unbound_or_ours, id=invitation.id, status__in=list(USABLE), uses__lt=F("max_uses"), valid_to__gt=now
    )
    if await rows.update(uses=F("uses") + 1, bound_to_id=identity_id) != 1:
        fresh = await Invitation.get(id=invitation.id)
        refuse_unless_usable(fresh, identity_id, now)
        raise InvitationUsedUp
    await _exhaust(invitation)


def refuse_unless_usable(invitation: Invitation, identity_id: str, now: datetime) -> None:
    """Raise the refusal that fits, if this identity cannot use the invitation now."""
    if invitation.bound_to_id not in (None, identity_id):
        raise InvitationTaken
    if invitation.status is InvitationStatus.REVOKED:
        raise InvitationRevoked
    if invitation.status is InvitationStatus.EXPIRED or invitation.valid_to <= now:
        raise InvitationExpired
    if invitation.status is InvitationStatus.USED or invitation.uses >= invitation.max_uses:
        raise InvitationUsedUp


async def expire(now: datetime) -> int:
    """Mark what is past its window; how many there were."""
    return await _set(Invitation.filter(valid_to__lte=now), InvitationStatus.EXPIRED)


async def _exhaust(invitation: Invitation) -> None:
    """Mark an invitation without uses left; how many are left only the database knows."""
    await _set(Invitation.filter(id=invitation.id, uses__gte=F("max_uses")), InvitationStatus.USED)
