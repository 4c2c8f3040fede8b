"""What stands at a gate and calls us."""

from typing import Any, Literal

from tortoise import Model, fields

from server.db.fields import UtcDatetimeField, id_field
from server.devices.states import DeviceKind


class Device(Model):
    """A device and its gates. Of the one-time code and of the token only hashes are kept.

    A new code does not end the old token: only whoever redeems it does.
    """

    id = id_field()
    name = fields.CharField(max_length=50)
    kind = fields.CharEnumField(DeviceKind, max_length=16)
    gate_ids: Any = fields.JSONField()
    enrolment_hash = fields.CharField(max_length=64, null=True, unique=True)
    enrolment_until = UtcDatetimeField(null=True)
    token_hash = fields.CharField(max_length=64, null=True, unique=True)
    enrolled_at = UtcDatetimeField(null=True)
    last_seen_at = UtcDatetimeField(null=True)
    revoked_at = UtcDatetimeField(null=True)
    revoke_reason = fields.CharField(max_length=500, default="")
    created_at = UtcDatetimeField()

    class Meta:
        table = "device"
        indexes = (("created_at", "id"),)

    @property
    def state(self) -> Literal["waiting", "active", "revoked"]:
        """Waiting until the first code was redeemed, active until revoked."""
        if self.revoked_at:
            return "revoked"
        return "active" if self.token_hash else "waiting"
