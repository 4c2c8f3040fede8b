"""The school's structure."""

from typing import Any

from tortoise import Model, fields

from server.db.fields import UtcDatetimeField, id_field


class Department(Model):
    """A unit. `path` is the ids from the root down to itself, each followed by a slash: a subtree is a prefix."""

    id = id_field()
    name = fields.CharField(max_length=100)
    parent: Any = fields.ForeignKeyField(
        "models.Department", related_name="children", null=True, on_delete=fields.RESTRICT, db_index=True
    )
    path = fields.CharField(max_length=500, db_index=True)
    head: Any = fields.ForeignKeyField(
        "models.Staff", related_name="heads", null=True, on_delete=fields.RESTRICT, db_index=True
    )
    active = fields.BooleanField(default=True)
    created_at = UtcDatetimeField()

    parent_id: str | None
    head_id: str | None

    class Meta:
        table = "department"


class ApprovalGroup(Model):
    """Any one member decides. `key` is what config/approval_flow.toml calls it."""

    id = id_field()
    key = fields.CharField(max_length=48, unique=True)
    name = fields.CharField(max_length=100)
    created_at = UtcDatetimeField()

    members: fields.ReverseRelation["GroupMember"]

    class Meta:
        table = "approval_group"


class GroupMember(Model):
    id = id_field()
    group: Any = fields.ForeignKeyField(
        "models.ApprovalGroup", related_name="members", on_delete=fields.CASCADE
    )
    staff: Any = fields.ForeignKeyField(
        "models.Staff", related_name="memberships", on_delete=fields.RESTRICT, db_index=True
    )

    group_id: str
    staff_id: str

    class Meta:
        table = "group_member"
        unique_together = (("group", "staff"),)


class Gate(Model):
    id = id_field()
    name = fields.CharField(max_length=50, unique=True)
    # How visitors get there.
    directions = fields.CharField(max_length=200, db_default="")
    active = fields.BooleanField(default=True)
    created_at = UtcDatetimeField()

    class Meta:
        table = "gate"
