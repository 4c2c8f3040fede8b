"""Who is told, and every telling."""

from typing import Any

from tortoise import Model, fields

from server.db.fields import UtcDatetimeField, id_field
from server.webhooks.states import DeliveryState


class Webhook(Model):
    """A receiver of `events` at `gate_ids` (None: all). `swept_until`: passages before it have their deliveries.

    After a rotation messages are signed with both secrets until `previous_until`, so a receiver can change over.
    """

    id = id_field()
    name = fields.CharField(max_length=50)
    url = fields.CharField(max_length=500)
    events: Any = fields.JSONField()
    gate_ids: Any = fields.JSONField(null=True)
    secret_sealed = fields.CharField(max_length=160)
    previous_sealed = fields.CharField(max_length=160, null=True)
    previous_until = UtcDatetimeField(null=True)
    swept_until = UtcDatetimeField()
    disabled_at = UtcDatetimeField(null=True)
    created_at = UtcDatetimeField()

    class Meta:
        table = "webhook"
        indexes = (("created_at", "id"),)


class WebhookDelivery(Model):
    """One event of one passage to one receiver, once. `body` is sent to the letter. Ids and codes only, no names."""

    id = id_field()
    webhook: Any = fields.ForeignKeyField("models.Webhook", related_name=False, on_delete=fields.CASCADE)
    passage: Any = fields.ForeignKeyField("models.Passage", related_name=False, on_delete=fields.CASCADE)
    event = fields.CharField(max_length=32)
    body = fields.TextField()
    state = fields.CharEnumField(DeliveryState, max_length=16)
    attempts = fields.IntField(default=0)
    due_at = UtcDatetimeField()
    give_up_at = UtcDatetimeField()
    claimed_until = UtcDatetimeField(null=True)
    status_code = fields.IntField(null=True)
    last_reason = fields.CharField(max_length=32, default="")
    delivered_at = UtcDatetimeField(null=True)
    created_at = UtcDatetimeField()

    webhook_id: str
    passage_id: str

    class Meta:
        table = "webhook_delivery"
        unique_together = (("webhook", "passage", "event"),)
        indexes = (("state", "due_at"), ("webhook_id", "created_at", "id"), ("created_at",))
