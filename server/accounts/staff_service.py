"""Writes to staff accounts; each runs inside a use case's transaction."""

from collections.abc import Collection
from typing import Any

from server.accounts.errors import UserNameTaken
from server.accounts.models import Session, Staff, WeChatIdentity
from server.accounts.permissions import EXCLUSIVE, GRANTABLE
from server.kit import clock
from server.kit.errors import invalid
from server.kit.ids import new_id
from server.kit.sealing import vault

SEALED_PHONE = "staff.phone"


def check_roles(roles: Collection[str]) -> list[str]:
    """The roles in a fixed order. Raises InvalidInput for unknown ones and for administrators with other roles."""
    wanted = set(roles)
    if not wanted or not wanted <= {role.value for role in GRANTABLE}:
        raise invalid("roles", "role_unknown", "请从给出的角色中选择至少一个。")
    if len(wanted) > 1 and wanted & {role.value for role in EXCLUSIVE}:
        raise invalid("roles", "roles_exclusive", "系统管理员和审计管理员不能兼任其他角色。")
    return sorted(wanted)


async def create(
    username: str,
    name: str,
    department_id: str,
    roles: Collection[str],
    password_hash: str,
    must_change_password: bool,
    phone: str | None,
) -> Staff:
    """A new account. Raises UserNameTaken."""
    if await Staff.exists(username=username):
        raise UserNameTaken
    return await Staff.create(
        id=new_id(),
        username=username,
        name=name,
        department_id=department_id,
        roles=check_roles(roles),
        password_hash=password_hash,
        must_change_password=must_change_password,
        **phone_columns(phone),
        created_at=clock.now(),
    )


def phone_of(staff: Staff) -> str | None:
    """The number (E.164) of this member of staff, None without one. The caller has checked who may see it."""
    return vault().open(SEALED_PHONE, staff.phone_sealed) if staff.phone_sealed else None


def phone_columns(phone: str | None) -> dict[str, Any]:
    """What is stored of a phone number (E.164): sealed, and its look-up hash."""
    if not phone:
        return {"phone_sealed": None, "phone_index": None}
    return {"phone_sealed": vault().seal(SEALED_PHONE, phone), "phone_index": vault().index("phone", phone)}


async def change(staff: Staff, values: dict[str, Any]) -> None:
    """Store changed columns."""
    if values:
        await Staff.filter(id=staff.id).update(**values)
        staff.update_from_dict(values)


async def sign_out_everywhere(staff_id: str) -> None:
    """End every session of this account, on PCs and, by its WeChat identity, on phones."""
    await Session.filter(staff_id=staff_id).delete()
    await Session.filter(identity__staff_id=staff_id).delete()


async def unbind(staff_id: str) -> None:
    """Take the WeChat identity off the account."""
    await WeChatIdentity.filter(staff_id=staff_id).update(staff_id=None)
