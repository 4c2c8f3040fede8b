"""Who may do what, as one table.

Two gates: an endpoint asks for a permission (403 without it), and the query behind it shows only the rows that are
the caller's to see (404 beyond them). Head of unit and member of an approval group are positions, not roles: they
widen which rows a person sees, never which acts exist.
"""

from collections.abc import Iterable
from enum import StrEnum


class Permission(StrEnum):
    ACCOUNT_SELF = "account:self"
    APPROVALS_DECIDE = "approvals:decide"
    AUDIT_READ = "audit:read"
    BLOCKLIST_MANAGE = "blocklist:manage"
    CONFLICTS_RESOLVE = "conflicts:resolve"
    DEVICES_MANAGE = "devices:manage"
    FLOWS_READ = "flows:read"
    GATE_DESK = "gate:desk"
    GATE_PLATES = "gate:plates"
    GATE_READ = "gate:read"
    GATE_SCAN = "gate:scan"
    GATE_SELF = "gate:self"
    GATES_MANAGE = "gates:manage"
    INVITATIONS_MANAGE = "invitations:manage"
    MESSAGES_MANAGE = "messages:manage"
    ORGANISATION_MANAGE = "organisation:manage"
    ORGANISATION_READ = "organisation:read"
    STAFF_MANAGE = "staff:manage"
    SETTINGS_READ = "settings:read"
    VISITOR_SELF = "visitor:self"
    VISITS_CREATE = "visits:create"
    VISITS_READ = "visits:read"
    VISITS_READ_ALL = "visits:read:all"
    VISITS_REVOKE = "visits:revoke"
    VISITS_UNMASK = "visits:unmask"
    WEBHOOKS_MANAGE = "webhooks:manage"


class Role(StrEnum):
    VISITOR = "visitor"
    STAFF = "staff"
    GUARD = "guard"
    SECURITY_OFFICE = "security_office"
    SYSTEM_ADMINISTRATOR = "system_administrator"
    AUDIT_ADMINISTRATOR = "audit_administrator"


_P = Permission

ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.VISITOR: frozenset({_P.VISITOR_SELF}),
    Role.STAFF: frozenset(
        {
            _P.ACCOUNT_SELF,
            _P.APPROVALS_DECIDE,
            _P.INVITATIONS_MANAGE,
            _P.ORGANISATION_READ,
            _P.VISITS_CREATE,
            _P.VISITS_READ,
            _P.VISITS_REVOKE,
        }
    ),
    Role.GUARD: frozenset({_P.ACCOUNT_SELF, _P.GATE_DESK, _P.GATE_READ, _P.GATE_SCAN, _P.GATE_SELF}),
    Role.SECURITY_OFFICE: frozenset(
        {
            _P.ACCOUNT_SELF,
            _P.BLOCKLIST_MANAGE,
            _P.CONFLICTS_RESOLVE,
            _P.DEVICES_MANAGE,
            _P.GATE_DESK,
            _P.GATE_READ,
            _P.GATE_SCAN,
            _P.GATE_SELF,
            _P.ORGANISATION_READ,
            _P.VISITS_CREATE,
            _P.VISITS_READ,
            _P.VISITS_READ_ALL,
            _P.VISITS_REVOKE,
            _P.VISITS_UNMASK,
        }
    ),
    Role.SYSTEM_ADMINISTRATOR: frozenset(
        {
            _P.ACCOUNT_SELF,
            _P.DEVICES_MANAGE,
            _P.FLOWS_READ,
            _P.GATES_MANAGE,
            _P.MESSAGES_MANAGE,
            _P.ORGANISATION_MANAGE,
            _P.ORGANISATION_READ,
            _P.SETTINGS_READ,
            _P.STAFF_MANAGE,
            _P.WEBHOOKS_MANAGE,
        }
    ),
    Role.AUDIT_ADMINISTRATOR: frozenset({_P.ACCOUNT_SELF, _P.AUDIT_READ}),
}

# Roles a system administrator may give. The administrators are kept apart: none of their roles goes with another.
GRANTABLE = frozenset(ROLE_PERMISSIONS) - {Role.VISITOR}
EXCLUSIVE = frozenset({Role.SYSTEM_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR})


def may_decide(roles: Iterable[str]) -> bool:
    """Whether a person with these roles can be waited for in an approval chain."""
    return Permission.APPROVALS_DECIDE in permissions_of(roles)


def permissions_of(roles: Iterable[str]) -> frozenset[Permission]:
    """Everything these roles may do together. Raises ValueError for a role that does not exist."""
    return frozenset().union(*(ROLE_PERMISSIONS[Role(role)] for role in roles))
