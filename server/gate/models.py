"""What happened at the gate."""

from typing import Any

from tortoise import Model, fields

from server.db.fields import ID_LENGTH, UtcDatetimeField, id_field


class Passage(Model):
    """One scan, admitted or refused. (device, nonce) is unique: a retry finds the stored verdict."""

    id = id_field()
    device_id = fields.CharField(max_length=ID_LENGTH)
    nonce = fields.CharField(max_length=64)
    gate: Any = fields.ForeignKeyField("models.Gate", related_name=False, on_delete=fields.RESTRICT)
    entry_pass: Any = fields.ForeignKeyField(
        "models.EntryPass", related_name=False, null=True, on_delete=fields.RESTRICT
    )
    visit_id = fields.CharField(max_length=ID_LENGTH, null=True)
    direction = fields.CharField(max_length=3)
    verdict = fields.CharField(max_length=8)
    reason = fields.CharField(max_length=24, null=True)
    inside_after = fields.BooleanField()
    by_short_code = fields.BooleanField(default=False)
    companions_present = fields.IntField(null=True)
    scanned_at = UtcDatetimeField()
    recorded_at = UtcDatetimeField()

    gate_id: str
    entry_pass_id: str | None

    class Meta:
        table = "passage"
        unique_together = (("device_id", "nonce"),)
        indexes = (("visit_id", "recorded_at"), ("gate_id", "recorded_at"))
