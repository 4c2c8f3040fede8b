"""Messages to people, and every attempt to deliver them."""

from typing import Any

from tortoise import Model, fields

from server.db.fields import ID_LENGTH, UtcDatetimeField, id_field
from server.notifications.states import MessageStatus

DETAIL_LENGTH = 32


class OutgoingMessage(Model):
    """One message to one person about one cause. `dedup_key` is built from ids, so a cause is told once.

    `restarts` counts how often a person started it again. `doubt_since`: when the earliest call on `channel` began
    that may have reached the person though no proper answer came, else None.

    `values_sealed` is what the template says (names are personal data), `page_values` the ids in its link.
    """

    id = id_field()
    dedup_key = fields.CharField(max_length=120, unique=True)
    kind = fields.CharField(max_length=32)
    recipient: Any = fields.ForeignKeyField(
        "models.WeChatIdentity", related_name=False, null=True, on_delete=fields.CASCADE, db_index=True
    )
    recipient_staff_id = fields.CharField(max_length=ID_LENGTH, null=True, db_index=True)
    visit_id = fields.CharField(max_length=ID_LENGTH, null=True, db_index=True)
    page_values: Any = fields.JSONField(default=dict)
    values_sealed = fields.TextField()
    status = fields.CharEnumField(MessageStatus, max_length=16)
    channel = fields.CharField(max_length=24, null=True)
    attempts = fields.IntField(default=0)
    restarts = fields.IntField(default=0)
    due_at = UtcDatetimeField()
    give_up_at = UtcDatetimeField()
    claimed_until = UtcDatetimeField(null=True)
    claimed_by = fields.CharField(max_length=ID_LENGTH, null=True)
    platform_id = fields.CharField(max_length=32, null=True, db_index=True)
    doubt_since = UtcDatetimeField(null=True)
    last_code = fields.IntField(null=True)
    last_reason = fields.CharField(max_length=200, default="")
    sent_at = UtcDatetimeField(null=True)
    delivered_at = UtcDatetimeField(null=True)
    created_at = UtcDatetimeField()

    recipient_id: str | None
    tries: fields.ReverseRelation["DeliveryAttempt"]

    class Meta:
        table = "outgoing_message"
        indexes = (
            ("status", "due_at"),
            ("status", "claimed_until"),
            ("kind", "created_at"),
            ("created_at", "id"),
        )


class DeliveryAttempt(Model):
    """One call to a channel and its answer. `code` is WeChat's, None when nothing came back.

    `at` is when the call began. What WeChat reports afterwards, or a person does, is a row as well.
    """

    id = fields.BigIntField(primary_key=True)
    message: Any = fields.ForeignKeyField(
        "models.OutgoingMessage", related_name="tries", on_delete=fields.CASCADE, db_index=True
    )
    at = UtcDatetimeField()
    channel = fields.CharField(max_length=24)
    outcome = fields.CharField(max_length=24)
    code = fields.IntField(null=True)
    reason = fields.CharField(max_length=200, default="")

    message_id: str

    class Meta:
        table = "delivery_attempt"


class SubscriptionCredit(Model):
    """How many subscribe messages of one template a person has agreed to and not yet received."""

    id = id_field()
    identity: Any = fields.ForeignKeyField(
        "models.WeChatIdentity", related_name=False, on_delete=fields.CASCADE
    )
    template_id = fields.CharField(max_length=64)
    credits = fields.IntField(default=0)

    identity_id: str

    class Meta:
        table = "subscription_credit"
        unique_together = (("identity", "template_id"),)


class Alarm(Model):
    """Something only an operator can put right. `detail` begins with WeChat's code. It goes on until `cleared_at`."""

    id = id_field()
    key = fields.CharField(max_length=80, unique=True)
    since = UtcDatetimeField()
    last_at = UtcDatetimeField()
    count = fields.IntField(default=1)
    detail = fields.CharField(max_length=DETAIL_LENGTH, default="")
    cleared_at = UtcDatetimeField(null=True)

    class Meta:
        table = "alarm"


class PlatformEvent(Model):
    """Something WeChat told us, stored before it is answered and worked off afterwards.

    `dedup_key` is the same for every delivery of one event. `handled_at` None means still to do.
    """

    id = fields.BigIntField(primary_key=True)
    dedup_key = fields.CharField(max_length=64, unique=True)
    account = fields.CharField(max_length=16)
    kind = fields.CharField(max_length=24)
    openid = fields.CharField(max_length=64)
    key = fields.CharField(max_length=80)
    template_id = fields.CharField(max_length=64)
    msgid = fields.CharField(max_length=32)
    status = fields.CharField(max_length=64)
    happened_at = UtcDatetimeField()
    received_at = UtcDatetimeField()
    handled_at = UtcDatetimeField(null=True)
    outcome = fields.CharField(max_length=24, default="")

    class Meta:
        table = "platform_event"
        indexes = (("handled_at", "id"), ("openid", "happened_at"))
