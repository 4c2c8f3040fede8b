"""Reads of staff and WeChat identities."""

from collections.abc import Collection, Sequence

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from server.accounts.models import Staff, WeChatIdentity
from server.db.keyset import page
from server.kit.errors import NotFound
from server.kit.paging import Page
from server.organisation.models import ApprovalGroup, Department


async def staff(staff_id: str) -> Staff:
    """A member of staff, disabled or not, with the unit. Raises NotFound."""
    found = await Staff.get_or_none(id=staff_id).select_related("department")
    if found is None:
        raise NotFound
    return found


async def active_staff(staff_id: str) -> Staff | None:
    """An active member of staff with the unit, or None."""
    return await Staff.get_or_none(id=staff_id, active=True).select_related("department")


async def staff_page(text: str, limit: int, after: str | None, *, only_active: bool = False) -> Page[Staff]:
    """Staff, latest first; `text` is the beginning of a name or user name."""
    rows = _named(text) if text else Staff.all()
    if only_active:
        rows = rows.filter(active=True)
    return await page(rows.select_related("department"), "created_at", limit, after)


async def ids_named(text: str) -> list[str]:
    """Ids of everyone, disabled or not, whose name or user name begins with `text`."""
    rows = await _named(text).values("id")
    return [row["id"] for row in rows]


def _named(text: str) -> QuerySet[Staff]:
    return Staff.filter(Q(name__startswith=text) | Q(username__startswith=text))


async def identities_of(staff_ids: Sequence[str]) -> dict[str, str]:
    """Staff id -> WeChat identity id, for those who are bound; one statement."""
    rows = await WeChatIdentity.filter(staff_id__in=list(staff_ids)).values("id", "staff_id")
    return {row["staff_id"]: row["id"] for row in rows}


async def names_of(staff_ids: Collection[str]) -> dict[str, str]:
    """Staff id -> name."""
    rows = await Staff.filter(id__in=list(staff_ids)).values("id", "name") if staff_ids else []
    return {row["id"]: row["name"] for row in rows}


async def identity(identity_id: str) -> WeChatIdentity:
    """A WeChat identity. Raises NotFound."""
    found = await WeChatIdentity.get_or_none(id=identity_id)
    if found is None:
        raise NotFound
    return found


async def identity_by_mp_openid(openid: str) -> WeChatIdentity | None:
    """The identity with this mini-program openid, or None."""
    return await WeChatIdentity.get_or_none(mp_openid=openid)


async def identity_by_openid(openid: str) -> WeChatIdentity | None:
    """The identity with this openid in either account, or None."""
    return await WeChatIdentity.filter(Q(mp_openid=openid) | Q(sa_openid=openid)).first()


async def identity_of_staff(staff_id: str) -> WeChatIdentity | None:
    """The identity bound to this member of staff, or None."""
    return await WeChatIdentity.get_or_none(staff_id=staff_id)


async def positions_of(staff_id: str) -> list[str]:
    """`head` and `group_member`, where this person is one."""
    found = []
    if await Department.exists(head_id=staff_id, active=True):
        found.append("head")
    if await ApprovalGroup.exists(members__staff_id=staff_id):
        found.append("group_member")
    return found
