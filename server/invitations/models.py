"""The invitation table."""

from typing import Any

from tortoise import Model, fields

from server.db.fields import UtcDatetimeField, id_field
from server.invitations.states import InvitationStatus


class Invitation(Model):
    """An invitation for one phone number. `code` is unguessable, `bound_to` the first identity that used it.

    `gate_ids` are the gates its visits may use, None for all.
    """

    id = id_field()
    code = fields.CharField(max_length=16, unique=True)
    status = fields.CharEnumField(InvitationStatus, max_length=16)
    phone_sealed = fields.CharField(max_length=160)
    phone_index = fields.CharField(max_length=32)
    phone_masked = fields.CharField(max_length=32)
    # In plain: these are the end of `phone_masked`, which everyone who may see the row reads anyway.
    phone_tail = fields.CharField(max_length=4, db_default="")
    visitor_name = fields.CharField(max_length=100)
    visitor_type = fields.CharField(max_length=16)
    department: Any = fields.ForeignKeyField(
        "models.Department", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    department_open = fields.BooleanField(default=False)
    contact: Any = fields.ForeignKeyField(
        "models.Staff", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    inviter: Any = fields.ForeignKeyField("models.Staff", related_name=False, on_delete=fields.RESTRICT)
    bound_to: Any = fields.ForeignKeyField(
        "models.WeChatIdentity", related_name=False, null=True, on_delete=fields.RESTRICT
    )
    gate_ids: Any = fields.JSONField(null=True)
    purpose = fields.CharField(max_length=200)
    note = fields.CharField(max_length=500, default="")
    valid_from = UtcDatetimeField()
    valid_to = UtcDatetimeField()
    max_uses = fields.IntField()
    uses = fields.IntField(default=0)
    sent_at = UtcDatetimeField(null=True)
    opened_at = UtcDatetimeField(null=True)
    created_at = UtcDatetimeField()

    department_id: str
    contact_id: str
    inviter_id: str
    bound_to_id: str | None

    class Meta:
        table = "invitation"
        indexes = (
            ("phone_index", "created_at"),
            ("inviter_id", "created_at"),
            ("created_at", "id"),
            ("status", "valid_to"),
            ("phone_tail", "created_at"),
        )
