"""The blocklist."""

from typing import Any

from tortoise import Model, fields

from server.db.fields import UtcDatetimeField, id_field
from server.gate.blocklist.states import BlockKind


class BlockEntry(Model):
    """One document, phone or plate that stays outside until `until`, or until the entry is lifted.

    `value_index` is the keyed hash that visits carry too, so the gate compares without opening anything.
    """

    id = id_field()
    kind = fields.CharEnumField(BlockKind, max_length=16)
    document_kind = fields.CharField(max_length=32, null=True)
    value_sealed = fields.CharField(max_length=200)
    value_index = fields.CharField(max_length=32, db_index=True)
    value_masked = fields.CharField(max_length=64)
    reason_sealed = fields.TextField()
    until = UtcDatetimeField(null=True)
    created_by: Any = fields.ForeignKeyField("models.Staff", related_name=False, on_delete=fields.RESTRICT)
    created_at = UtcDatetimeField()
    lifted_by: Any = fields.ForeignKeyField(
        "models.Staff", related_name=False, null=True, on_delete=fields.RESTRICT
    )
    lifted_at = UtcDatetimeField(null=True)
    lift_reason_sealed = fields.TextField(null=True)

    class Meta:
        table = "block_entry"
        indexes = (("created_at", "id"),)
