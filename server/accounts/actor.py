"""The frozen answer to "who is asking"."""

from dataclasses import dataclass

from server.accounts.permissions import Permission


@dataclass(frozen=True)
class Actor:
    """A signed-in person: a visitor (WeChat identity), a member of staff, or both at once; or a device at a gate.

    `gate_ids` are the gates a device stands at, None for people, who may be anywhere.
    """

    session_id: str
    permissions: frozenset[Permission]
    identity_id: str | None = None
    staff_id: str | None = None
    name: str = ""
    department_id: str | None = None
    proven_phone_index: str | None = None
    must_change_password: bool = False
    device_id: str | None = None
    gate_ids: frozenset[str] | None = None

    def may(self, permission: Permission) -> bool:
        """Whether this person may do this kind of thing at all."""
        return permission in self.permissions

    @property
    def kind(self) -> str:
        """How the audit trail calls this caller: `device`, `staff` or `visitor`."""
        if self.device_id:
            return "device"
        return "staff" if self.staff_id else "visitor"

    @property
    def id(self) -> str:
        """Device id, staff id, or identity id of a visitor."""
        return self.device_id or self.staff_id or self.identity_id or ""

    def serves(self, gate_id: str) -> bool:
        """Whether this caller may act at the gate: people anywhere, a device at its own gates."""
        return self.gate_ids is None or gate_id in self.gate_ids

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
