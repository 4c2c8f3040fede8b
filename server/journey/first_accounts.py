"""Before the story: an empty database gets an administrator, and whom the approval flow cannot do without."""

from dataclasses import dataclass, field

from server.accounts import passwords, staff_service
from server.accounts.models import Staff
from server.approvals.chain import Flow
from server.audit import service as audit
from server.db.transaction import transaction
from server.kit.ids import readable_code
from server.organisation import service as organisation

# 79 bits; typed once, then changed.
_PASSWORD_LENGTH = 16


@dataclass(frozen=True)
class FirstAccount:
    """An account and the password it must change at its first sign-in."""

    username: str
    password: str = field(repr=False)


@transaction
async def create(flow: Flow, school: str) -> list[FirstAccount]:
    """The two first accounts, the root unit and the flow's groups, still empty; nothing where there is staff already.

    Without them the flow is refused at start, and without a start nobody could add them over the API.
    """
    if await Staff.exists():
        return []
    root = await organisation.add_department(school, None, None)
    for key in sorted(flow.group_keys):
        await organisation.add_group(key, key)
    return [
        await _account("admin", "系统管理员", ["system_administrator"], root.id),
        await _account(flow.fallback, "兜底审批人", ["staff", "security_office"], root.id),
    ]


async def _account(username: str, name: str, roles: list[str], department_id: str) -> FirstAccount:
    password = readable_code(_PASSWORD_LENGTH)
    staff = await staff_service.create(
        username,
        name,
        department_id,
        roles,
        await passwords.hash_password(password),
        must_change_password=True,
        phone=None,
    )
    await audit.record("system", "first-accounts", "staff_added", "staff", staff.id)
    return FirstAccount(username, password)
