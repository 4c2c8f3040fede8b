"""What happened at the gate, and where two accounts of it differ."""

from typing import Any

from tortoise import Model, fields

from server.db.fields import ID_LENGTH, UtcDatetimeField, id_field


class Passage(Model):
    """One scan, admitted or refused. (device, nonce) is unique: a retry finds the stored verdict.

    `recorded_at` is when it counts as having happened: by our clock, or by the device's (bounded) where it was decided
    without us and came in at `uploaded_at`. `method` is how the pass was found, `step` the time step of the code shown.
    A passage with `voided_at` was found not to be true, or was taken back by the guard (`void_reason`): it counts no
    longer. `shown` is what a pass that nobody knows called itself, its number or its short code. `untold_since`: the
    contact is to be told that the visitor has come in, which the worker does; None once the message is written.
    """

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
    method = fields.CharField(max_length=8, db_default="code")
    step = fields.BigIntField(null=True)
    companions_present = fields.IntField(null=True)
    companions: Any = fields.JSONField(null=True)
    overridden = fields.BooleanField(db_default=False)
    guard_reason = fields.CharField(max_length=200, null=True)
    scanned_at = UtcDatetimeField()
    recorded_at = UtcDatetimeField()
    uploaded_at = UtcDatetimeField(null=True)
    voided_at = UtcDatetimeField(null=True)
    voided_by = fields.CharField(max_length=ID_LENGTH, null=True)
    void_reason = fields.CharField(max_length=200, null=True)
    shown = fields.CharField(max_length=10, null=True)
    untold_since = UtcDatetimeField(null=True)

    gate_id: str
    entry_pass_id: str | None

    class Meta:
        table = "passage"
        unique_together = (("device_id", "nonce"),)
        indexes = (("visit_id", "recorded_at"), ("gate_id", "recorded_at"))


class PassageConflict(Model):
    """An uploaded passage that contradicts the record. `kind` is the reason for which we would have refused it.

    `against` is our own answer to the same scan, where it never reached the device and the device decided otherwise.
    """

    id = id_field()
    passage: Any = fields.OneToOneField("models.Passage", related_name=False, on_delete=fields.RESTRICT)
    against: Any = fields.ForeignKeyField(
        "models.Passage", related_name=False, null=True, on_delete=fields.RESTRICT
    )
    kind = fields.CharField(max_length=24)
    opened_at = UtcDatetimeField()
    resolved_at = UtcDatetimeField(null=True)
    resolved_by: Any = fields.ForeignKeyField(
        "models.Staff", related_name=False, null=True, on_delete=fields.RESTRICT
    )
    resolution = fields.CharField(max_length=16, null=True)
    comment = fields.CharField(max_length=500, default="")

    passage_id: str
    against_id: str | None
    resolved_by_id: str | None

    class Meta:
        table = "passage_conflict"
        indexes = (("opened_at", "id"),)
