"""The frozen answer to "who is asking"."""

from dataclasses import dataclass

from server.accounts.permissions import Permission


@dataclass(frozen=True)
class Actor:
    """A signed-in person: a visitor (WeChat identity), a member of staff, or both at once."""

    session_id: str
    permissions: frozenset[Permission]
    identity_id: str | None = None
    staff_id: str | None = None
    name: str = ""
    department_id: str | None = None
    proven_phone_index: str | None = None
    must_change_password: bool = False

    def may(self, permission: Permission) -> bool:
        """Whether this person may do this kind of thing at all."""
        return permission in self.permissions

    @property
    def kind(self) -> str:
        """How the audit trail calls this person: `staff` or `visitor`."""
        return "staff" if self.staff_id else "visitor"

    @property
    def id(self) -> str:
        """Staff id, or identity id of a visitor."""
        return self.staff_id or self.identity_id or ""

    @property
    def as_staff(self) -> str:
        """The staff id. Raises RuntimeError where an endpoint let in someone without one."""
        if self.staff_id is None:
            raise RuntimeError("this endpoint needs a member of staff")
        return self.staff_id

    @property
    def as_visitor(self) -> str:
        """The WeChat identity's id. Raises RuntimeError where an endpoint let in someone without one."""
        if self.identity_id is None:
            raise RuntimeError("this endpoint needs a WeChat identity")
        return self.identity_id
