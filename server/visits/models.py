"""The visit and its history."""

from typing import Any

from tortoise import Model, fields

from server.db.fields import ID_LENGTH, UtcDatetimeField, id_field
from server.visits.states import VisitorType, VisitStatus


class Visit(Model):
    """One application to enter. Phone, documents, companions and health are sealed.

    `gate_ids` are the gates that are open to it, None for all.
    """

    id = id_field()
    number = fields.CharField(max_length=16, unique=True)
    status = fields.CharEnumField(VisitStatus, max_length=16)
    visitor_type = fields.CharEnumField(VisitorType, max_length=16)
    invitation_id = fields.CharField(max_length=ID_LENGTH, null=True, db_index=True)
    visitor: Any = fields.ForeignKeyField(
        "models.WeChatIdentity", related_name=False, null=True, on_delete=fields.RESTRICT
    )
    inviter_id = fields.CharField(max_length=ID_LENGTH, null=True)
    contact: Any = fields.ForeignKeyField("models.Staff", related_name=False, on_delete=fields.RESTRICT)
    department: Any = fields.ForeignKeyField(
        "models.Department", related_name=False, on_delete=fields.RESTRICT
    )
    visitor_name = fields.CharField(max_length=100)
    phone_sealed = fields.CharField(max_length=160)
    phone_index = fields.CharField(max_length=32, db_index=True)
    phone_masked = fields.CharField(max_length=32)
    phone_tail = fields.CharField(max_length=4)
    document_kind = fields.CharField(max_length=32)
    document_sealed = fields.CharField(max_length=160)
    document_index = fields.CharField(max_length=32, db_index=True)
    document_masked = fields.CharField(max_length=32)
    issuing_state = fields.CharField(max_length=3, null=True)
    visit_from = UtcDatetimeField()
    visit_to = UtcDatetimeField()
    weekdays: Any = fields.JSONField(null=True)
    daily_from = fields.CharField(max_length=5, null=True)
    daily_to = fields.CharField(max_length=5, null=True)
    gate_ids: Any = fields.JSONField(null=True)
    purpose = fields.CharField(max_length=200)
    plate = fields.CharField(max_length=16, null=True)
    plate_kind = fields.CharField(max_length=24, null=True)
    plate_key = fields.CharField(max_length=16, null=True)
    companions_sealed = fields.TextField(null=True)
    companion_count = fields.IntField(default=0)
    health_sealed = fields.TextField(null=True)
    consents: Any = fields.JSONField(default=list)
    flow_version = fields.IntField()
    walk_in_gate_id = fields.CharField(max_length=ID_LENGTH, null=True)
    fields_to_repair: Any = fields.JSONField(null=True)
    last_urged_at = UtcDatetimeField(null=True)
    reminded_at = UtcDatetimeField(null=True)
    created_at = UtcDatetimeField()
    updated_at = UtcDatetimeField()

    visitor_id: str | None
    contact_id: str
    department_id: str
    events: fields.ReverseRelation["VisitEvent"]

    class Meta:
        table = "visit"
        indexes = (
            ("created_at", "id"),
            ("visitor_id", "created_at"),
            ("contact_id", "created_at"),
            ("inviter_id", "created_at"),
            ("department_id", "created_at"),
            ("status", "created_at"),
            ("visitor_type", "created_at"),
            ("status", "visit_to"),
            ("status", "visit_from"),
            ("phone_tail", "created_at"),
            ("plate_key", "created_at"),
            ("visitor_name", "created_at"),
            ("walk_in_gate_id", "created_at"),
        )


class VisitEvent(Model):
    """One line of a visit's history. An internal comment is for staff only."""

    id = fields.BigIntField(primary_key=True)
    visit: Any = fields.ForeignKeyField(
        "models.Visit", related_name="events", on_delete=fields.CASCADE, db_index=True
    )
    at = UtcDatetimeField()
    actor_name = fields.CharField(max_length=100)
    event = fields.CharField(max_length=24)
    comment = fields.CharField(max_length=500, default="")
    internal_comment = fields.CharField(max_length=500, default="")

    visit_id: str

    class Meta:
        table = "visit_event"
