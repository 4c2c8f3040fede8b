"""Signing in, passwords, WeChat identities."""

from datetime import timedelta

from tortoise.exceptions import IntegrityError
from tortoise.expressions import F

from server.accounts import passwords
from server.accounts.errors import AccountLocked, WrongPassword
from server.accounts.models import Staff, WeChatIdentity
from server.db.transaction import transaction
from server.kit import clock
from server.kit.errors import invalid
from server.kit.formats import phone
from server.kit.sealing import vault
from server.settings import Sessions

SEALED_PHONE = "identity.phone"


async def check_password(username: str, password: str, limits: Sessions) -> Staff:
    """The active member of staff with this password. Raises WrongPassword or AccountLocked.

    Every failure is counted; enough of them lock the account for a while, right password or not.
    """
    now = clock.now()
    staff = await Staff.get_or_none(username=username.lower(), active=True)
    if staff and staff.locked_until and staff.locked_until > now:
        raise AccountLocked(retry_after=_seconds(staff.locked_until - now))
    right = await passwords.matches(staff.password_hash if staff else None, password)
    if staff is None:
        raise WrongPassword
    if not right:
        await _count_failure(staff, limits)
        raise WrongPassword
    if staff.failed_sign_ins or staff.locked_until:
        await Staff.filter(id=staff.id).update(failed_sign_ins=0, locked_until=None)
    return staff


async def _count_failure(staff: Staff, limits: Sessions) -> None:
    await Staff.filter(id=staff.id).update(failed_sign_ins=F("failed_sign_ins") + 1)
    until = clock.now() + timedelta(minutes=limits.lock_minutes)
    locked = await Staff.filter(id=staff.id, failed_sign_ins__gte=limits.failures_before_lock).update(
        failed_sign_ins=0, locked_until=until
    )
    if locked:
        raise AccountLocked(retry_after=limits.lock_minutes * 60)


def _seconds(left: timedelta) -> int:
    return max(1, int(left.total_seconds()))


def check_new_password(new: str, username: str, limits: Sessions, field: str = "new") -> None:
    """Raise InvalidInput for a password that is too short, too plain, or the user name."""
    if len(new) < limits.password_min_length:
        raise invalid(field, "password_too_short", f"密码至少要有{limits.password_min_length}个字符。")
    if len(set(new)) < 5 or username.lower() in new.lower():
        raise invalid(field, "password_too_plain", "密码太简单，请不要使用用户名或重复的字符。")


async def change_password(staff_id: str, current: str, new: str, limits: Sessions) -> None:
    """Replace one's own password. Raises InvalidInput on the field that is wrong."""
    staff = await Staff.get(id=staff_id)
    if not await passwords.matches(staff.password_hash, current):
        raise invalid("current", "wrong_password", "当前密码不正确。")
    if current == new:
        raise invalid("new", "password_unchanged", "新密码不能与当前密码相同。")
    check_new_password(new, staff.username, limits)
    await Staff.filter(id=staff_id).update(
        password_hash=await passwords.hash_password(new), must_change_password=False
    )


async def identity_for(openid: str, unionid: str | None) -> WeChatIdentity:
    """The identity behind a mini-program openid; made at the first sign-in, or joined by unionid."""
    for _ in range(3):
        found = await WeChatIdentity.get_or_none(mp_openid=openid).select_related("staff")
        if found and (unionid is None or found.unionid is not None):
            return found
        try:
            await _join_or_create(found, openid, unionid)
        except IntegrityError:  # the same person's other request was faster: look again
            continue
    raise RuntimeError("a WeChat identity could neither be found nor made")


@transaction
async def _join_or_create(found: WeChatIdentity | None, openid: str, unionid: str | None) -> None:
    other = await WeChatIdentity.get_or_none(unionid=unionid) if unionid else None
    if found is None and other is None:
        await WeChatIdentity.create(mp_openid=openid, unionid=unionid, created_at=clock.now())
    elif found is None and other:
        await WeChatIdentity.filter(id=other.id, mp_openid__isnull=True).update(mp_openid=openid)
    elif found and other is None:
        await WeChatIdentity.filter(id=found.id).update(unionid=unionid)
    elif found and other:
        await merge(found, other)


async def merge(visitor: WeChatIdentity, follower: WeChatIdentity) -> None:
    """The visitor turns out to be a follower we know: their visits and sessions stay, the rest moves to them."""
    await WeChatIdentity.filter(id=follower.id).update(sa_openid=None, unionid=None, staff_id=None)
    await WeChatIdentity.filter(id=visitor.id).update(
        unionid=visitor.unionid or follower.unionid,
        sa_openid=follower.sa_openid,
        sa_subscribed=follower.sa_subscribed,
        sa_muted=follower.sa_muted,
        staff_id=visitor.staff_id or follower.staff_id,
    )


async def lock_identity(identity_id: str) -> None:
    """Let this visitor's requests that count before they write wait for each other until the transaction ends."""
    await WeChatIdentity.filter(id=identity_id).select_for_update(no_key=True).first()


async def prove_phone(identity_id: str, number: str) -> str:
    """Keep the number (E.164) that WeChat vouched for; its masked form."""
    masked = phone.mask(number)
    await WeChatIdentity.filter(id=identity_id).update(
        phone_sealed=vault().seal(SEALED_PHONE, number),
        phone_index=vault().index("phone", number),
        phone_masked=masked,
        phone_proven=True,
    )
    return masked


def phone_index(number: str) -> str:
    """The look-up hash of a number (E.164); the same one that invitations and visits store."""
    return vault().index("phone", number)
