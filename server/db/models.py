"""Tables that serve the HTTP layer rather than the story."""

from typing import Any

from tortoise import Model, fields

from server.db.fields import UtcDatetimeField, id_field


class RememberedAnswer(Model):
    """The first answer to a write with an Idempotency-Key, per caller, sealed because it may hold personal data."""

    id = id_field()
    caller_id = fields.CharField(max_length=24)
    key = fields.CharField(max_length=64)
    request_digest = fields.CharField(max_length=64)
    status = fields.IntField(default=0)
    answer_sealed: Any = fields.TextField(default="")
    created_at = UtcDatetimeField(db_index=True)

    class Meta:
        table = "remembered_answer"
        unique_together = (("caller_id", "key"),)
