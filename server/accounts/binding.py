"""Tying a WeChat identity to a staff account; each write runs inside a use case's transaction."""

import hashlib
from datetime import datetime, timedelta

from tortoise.expressions import Q

from server.accounts.errors import AlreadyBound, NothingToConfirm
from server.accounts.models import BindingTicket, WeChatIdentity
from server.kit import clock
from server.kit.ids import new_id

LIFE = timedelta(minutes=10)
_PREFIX = "bind_"


def new_scene() -> str:
    """What the QR code will report when scanned: unguessable, at most 64 characters."""
    return _PREFIX + new_id() + new_id()


async def open_ticket(staff_id: str, scene: str) -> BindingTicket:
    """A ticket for the QR code of `scene`; earlier ones of the same person count no more."""
    now = clock.now()
    await BindingTicket.filter(staff_id=staff_id, confirmed_at__isnull=True).delete()
    return await BindingTicket.create(
        staff_id=staff_id, scene_hash=_hash(scene), expires_at=now + LIFE, created_at=now
    )


async def scanned(scene: str, openid: str, at: datetime) -> bool:
    """Note who scanned the code first; False for codes that are unknown, used or too old."""
    fresh = BindingTicket.filter(scene_hash=_hash(scene), candidate_openid__isnull=True, expires_at__gt=at)
    return bool(await fresh.update(candidate_openid=openid, scanned_at=at))


async def pending(staff_id: str) -> BindingTicket | None:
    """This person's ticket that is still to be scanned or confirmed."""
    return await BindingTicket.get_or_none(
        staff_id=staff_id, confirmed_at__isnull=True, expires_at__gt=clock.now()
    )


async def confirm(staff_id: str) -> WeChatIdentity:
    """Bind whoever scanned this person's code. Raises NothingToConfirm or AlreadyBound."""
    ticket = await pending(staff_id)
    if ticket is None or ticket.candidate_openid is None:
        raise NothingToConfirm
    used = await BindingTicket.filter(id=ticket.id, confirmed_at__isnull=True).update(
        confirmed_at=clock.now()
    )
    if not used:
        raise NothingToConfirm
    identity = await WeChatIdentity.get(sa_openid=ticket.candidate_openid)
    await _bind(identity, staff_id)
    return identity


async def _bind(identity: WeChatIdentity, staff_id: str) -> None:
    """One identity, one active account: a disabled account's binding gives way, an active one's does not."""
    await WeChatIdentity.filter(staff_id=staff_id).exclude(id=identity.id).update(staff_id=None)
    free = Q(staff_id__isnull=True) | Q(staff_id=staff_id) | Q(staff__active=False)
    if not await WeChatIdentity.filter(free, id=identity.id).exists():
        raise AlreadyBound
    await WeChatIdentity.filter(id=identity.id).update(staff_id=staff_id, sa_subscribed=True)


async def followed(openid: str, unionid: str | None) -> None:
    """They follow the service account, again or for the first time; joined by unionid to whom we know already."""
    known = await WeChatIdentity.filter(sa_openid=openid).update(sa_subscribed=True)
    if not known and unionid:
        same = WeChatIdentity.filter(unionid=unionid, sa_openid__isnull=True)
        known = await same.update(sa_openid=openid, sa_subscribed=True)
    if not known:
        await WeChatIdentity.create(
            sa_openid=openid, unionid=unionid, sa_subscribed=True, created_at=clock.now()
        )


async def unfollowed(openid: str) -> None:
    """They left the service account; the binding stays for when they come back."""
    await WeChatIdentity.filter(sa_openid=openid).update(sa_subscribed=False)


async def is_known(openid: str) -> bool:
    """Whether this service-account openid belongs to an identity already."""
    return await WeChatIdentity.exists(sa_openid=openid)


def _hash(scene: str) -> str:
    return hashlib.sha256(scene.encode()).hexdigest()
