"""Tying a WeChat identity to a staff account; each write runs inside a use case's transaction."""

import hashlib
from datetime import datetime, timedelta

from tortoise.expressions import Q

from server.accounts import service
from server.accounts.errors import AlreadyBound, NothingToConfirm
from server.accounts.models import BindingTicket, Staff, WeChatIdentity
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
    """Note who scanned the code; False for codes that are unknown, used or too old.

    A code that two people scanned was passed on or photographed: nobody can say whom a confirmation would mean, so
    it ends at once.
    """
    fresh = BindingTicket.filter(scene_hash=_hash(scene), confirmed_at__isnull=True, expires_at__gt=at)
    if await fresh.filter(candidate_openid__isnull=True).update(candidate_openid=openid, scanned_at=at):
        return True
    if await fresh.filter(candidate_openid=openid).exists():
        return True
    await fresh.update(expires_at=at)
    return False


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
    identity = await WeChatIdentity.get_or_none(sa_openid=ticket.candidate_openid)
    if identity is None:
        raise NothingToConfirm
    await tie(identity, staff_id)
    return identity


async def tie(identity: WeChatIdentity, staff_id: str) -> None:
    """One identity, one active account: a disabled account's binding gives way. Raises AlreadyBound."""
    holder = identity.staff_id
    if holder not in (None, staff_id) and await Staff.exists(id=holder, active=True):
        raise AlreadyBound
    await WeChatIdentity.filter(staff_id=staff_id).exclude(id=identity.id).update(staff_id=None)
    unchanged = Q(staff_id=holder) if holder else Q(staff_id__isnull=True)
    if not await WeChatIdentity.filter(unchanged, id=identity.id).update(staff_id=staff_id):
        raise AlreadyBound


async def known(openid: str, unionid: str | None) -> None:
    """An identity for this follower, joined by unionid to the one we know from the mini-program."""
    follower = await WeChatIdentity.get_or_none(sa_openid=openid)
    same = await WeChatIdentity.get_or_none(unionid=unionid) if unionid else None
    if follower is None and same is None:
        await WeChatIdentity.create(sa_openid=openid, unionid=unionid, created_at=clock.now())
    elif follower is None and same:
        await WeChatIdentity.filter(id=same.id).update(sa_openid=openid)
    elif follower and same is None:
        await WeChatIdentity.filter(id=follower.id).update(unionid=unionid or follower.unionid)
    elif follower and same and follower.id != same.id:
        await service.merge(same, follower)


async def followed(openid: str) -> None:
    """They follow the service account, again or for the first time; what they refused before is forgotten with it."""
    await WeChatIdentity.filter(sa_openid=openid).update(sa_subscribed=True, sa_muted=False)


async def unfollowed(openid: str) -> None:
    """They left the service account; the binding stays for when they come back."""
    await WeChatIdentity.filter(sa_openid=openid).update(sa_subscribed=False)


async def is_joined(openid: str) -> bool:
    """Whether we know who this follower is in both accounts."""
    return await WeChatIdentity.exists(sa_openid=openid, unionid__isnull=False)


def _hash(scene: str) -> str:
    return hashlib.sha256(scene.encode()).hexdigest()
