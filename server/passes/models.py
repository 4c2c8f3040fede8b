"""The pass."""

from typing import Any

from tortoise import Model, fields

from server.db.fields import UtcDatetimeField, id_field


class EntryPass(Model):
    """The pass of one approved visit, and whether its holder is inside now.

    `inside` is changed only by a conditional update in the scan's transaction. `last_step_in`/`last_step_out` are the
    time steps of the codes last accepted: a code counts once per direction. `leave_by` is when the holder ought to be
    out again, `overstay_told_at` when the contact learnt that they are not. `changed_at` is for desks with a copy.
    """

    id = id_field()
    visit: Any = fields.OneToOneField("models.Visit", related_name="entry_pass", on_delete=fields.CASCADE)
    number = fields.CharField(max_length=10, unique=True)
    short_code = fields.CharField(max_length=8, unique=True)
    revoked_at = UtcDatetimeField(null=True)
    inside = fields.BooleanField(default=False)
    inside_since = UtcDatetimeField(null=True)
    entered_by_gate: Any = fields.ForeignKeyField(
        "models.Gate", related_name=False, null=True, on_delete=fields.RESTRICT
    )
    entries = fields.IntField(default=0)
    last_step_in = fields.BigIntField(default=0)
    last_step_out = fields.BigIntField(default=0)
    leave_by = UtcDatetimeField(null=True)
    overstay_told_at = UtcDatetimeField(null=True)
    created_at = UtcDatetimeField()
    changed_at = UtcDatetimeField(null=True, db_index=True)

    visit_id: str
    entered_by_gate_id: str | None

    class Meta:
        table = "entry_pass"
