"""Who may sign in, and who is signed in."""

from typing import Any

from tortoise import Model, fields

from server.accounts.permissions import may_decide
from server.db.fields import UtcDatetimeField, id_field


class Staff(Model):
    """A member of staff. `roles` are those given by hand. Head and group member follow from the organisation.

    Without `phone_index` a number is not found at the gate: one stored before the column existed gets it when it is
    saved again.
    """

    id = id_field()
    username = fields.CharField(max_length=48, unique=True)
    name = fields.CharField(max_length=100)
    department: Any = fields.ForeignKeyField(
        "models.Department", related_name="staff", on_delete=fields.RESTRICT, db_index=True
    )
    phone_sealed = fields.CharField(max_length=160, null=True)
    phone_index = fields.CharField(max_length=32, null=True, db_index=True)
    roles: Any = fields.JSONField()
    active = fields.BooleanField(default=True)
    password_hash = fields.CharField(max_length=160)
    must_change_password = fields.BooleanField(default=True)
    failed_sign_ins = fields.IntField(default=0)
    locked_until = UtcDatetimeField(null=True)
    created_at = UtcDatetimeField()

    department_id: str

    class Meta:
        table = "staff"
        indexes = (("created_at", "id"),)

    @property
    def may_decide(self) -> bool:
        """Whether an approval may wait for this person: active, and with a role that decides."""
        return self.active and may_decide(self.roles)


class WeChatIdentity(Model):
    """A person as WeChat knows them: a visitor, and, where bound, a member of staff."""

    id = id_field()
    mp_openid = fields.CharField(max_length=64, null=True, unique=True)
    sa_openid = fields.CharField(max_length=64, null=True, unique=True)
    unionid = fields.CharField(max_length=64, null=True, unique=True)
    sa_subscribed = fields.BooleanField(default=False)
    sa_muted = fields.BooleanField(default=False)
    staff: Any = fields.OneToOneField(
        "models.Staff", related_name="identity", null=True, on_delete=fields.RESTRICT
    )
    phone_sealed = fields.CharField(max_length=160, null=True)
    phone_index = fields.CharField(max_length=32, null=True, db_index=True)
    phone_masked = fields.CharField(max_length=32, null=True)
    phone_proven = fields.BooleanField(default=False)
    created_at = UtcDatetimeField()

    staff_id: str | None

    class Meta:
        table = "wechat_identity"


class BindingTicket(Model):
    """A QR code with which one member of staff binds a WeChat identity: one use, ten minutes.

    `candidate_openid` is who scanned it. It counts for nothing until the member of staff confirms it, signed in.
    """

    id = id_field()
    staff: Any = fields.ForeignKeyField(
        "models.Staff", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    scene_hash = fields.CharField(max_length=64, unique=True)
    candidate_openid = fields.CharField(max_length=64, null=True)
    scanned_at = UtcDatetimeField(null=True)
    confirmed_at = UtcDatetimeField(null=True)
    expires_at = UtcDatetimeField()
    created_at = UtcDatetimeField()

    staff_id: str

    class Meta:
        table = "binding_ticket"


class Session(Model):
    """A signed-in person. Only a hash of the token is kept. Revoking is deleting the row."""

    id = id_field()
    token_hash = fields.CharField(max_length=64, unique=True)
    staff: Any = fields.ForeignKeyField(
        "models.Staff", related_name="sessions", null=True, on_delete=fields.CASCADE, db_index=True
    )
    identity: Any = fields.ForeignKeyField(
        "models.WeChatIdentity", related_name="sessions", null=True, on_delete=fields.CASCADE, db_index=True
    )
    created_at = UtcDatetimeField()
    expires_at = UtcDatetimeField(db_index=True)

    staff_id: str | None
    identity_id: str | None

    class Meta:
        table = "session"
