"""What administrators send."""

from typing import Annotated

from pydantic import Field

from server.kit.incoming import Incoming, Name, OpaqueId, OptionalLine, Raw

UserName = Annotated[str, Field(min_length=2, max_length=48, pattern=r"^[a-z][a-z0-9._-]*$")]
GroupKey = Annotated[str, Field(min_length=1, max_length=48, pattern=r"^[a-z0-9_]+$")]
FirstPassword = Annotated[str, Field(min_length=1, max_length=200)]
Members = Annotated[list[OpaqueId], Field(max_length=200)]
Roles = Annotated[list[str], Field(max_length=10)]
GateName = Annotated[str, Field(min_length=1, max_length=50, pattern=r"^[^\x00-\x1f]+$")]


class DepartmentIn(Incoming):
    name: Name
    parent_id: OpaqueId | None = None
    head_id: OpaqueId | None = None


class DepartmentPatch(Incoming):
    """A `parent_id` of null makes it a root, a `head_id` of null leaves it without a head."""

    name: Name | None = None
    parent_id: OpaqueId | None = None
    head_id: OpaqueId | None = None
    active: bool | None = None


class StaffIn(Incoming):
    username: UserName
    name: Name
    department_id: OpaqueId
    roles: Roles
    password: FirstPassword
    phone: Raw | None = None


class StaffPatch(Incoming):
    name: Name | None = None
    department_id: OpaqueId | None = None
    roles: Roles | None = None
    phone: Raw | None = None
    active: Annotated[bool | None, Field(description="true switches the account back on")] = None


class PasswordResetIn(Incoming):
    password: FirstPassword


class GroupIn(Incoming):
    key: GroupKey
    name: Name
    member_ids: Members = []


class GroupPatch(Incoming):
    name: Name | None = None
    member_ids: Members | None = None


class GateIn(Incoming):
    """`directions` are read by visitors on their pass."""

    name: GateName
    directions: OptionalLine = ""


class GatePatch(Incoming):
    name: GateName | None = None
    directions: OptionalLine | None = None
    active: bool | None = None
