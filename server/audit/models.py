"""The audit trail's tables. Both are insert-only: database triggers refuse UPDATE and DELETE."""

from typing import Any

from tortoise import Model, fields

from server.db.fields import UtcDatetimeField


class AuditEntry(Model):
    """One act. `detail` names fields and ids, never personal data."""

    id = fields.BigIntField(primary_key=True)
    at = UtcDatetimeField()
    actor_kind = fields.CharField(max_length=16)
    actor_id = fields.CharField(max_length=24)
    action = fields.CharField(max_length=48)
    subject_kind = fields.CharField(max_length=24)
    subject_id = fields.CharField(max_length=24)
    detail: Any = fields.JSONField(default=dict)
    request_id = fields.CharField(max_length=36, default="")

    class Meta:
        table = "audit_entry"
        indexes = (("subject_id", "id"), ("actor_id", "id"), ("action", "id"))


class AuditLink(Model):
    """Entry number `seq` of the chain: its hash covers the entry and the hash before it."""

    hash = fields.CharField(max_length=64, primary_key=True)
    seq = fields.BigIntField(unique=True)
    entry_id = fields.BigIntField(unique=True)
    previous = fields.CharField(max_length=64)

    class Meta:
        table = "audit_link"
