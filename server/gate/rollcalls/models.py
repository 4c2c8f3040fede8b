"""Roll-calls and their lists."""

from typing import Any

from tortoise import Model, fields

from server.db.fields import ID_LENGTH, UtcDatetimeField, id_field
from server.gate.rollcalls.states import Mark


class RollCall(Model):
    """One roll-call over `gate_ids` (None: all gates) and the units below `department_id` (None: all)."""

    id = id_field()
    drill = fields.BooleanField()
    gate_ids: Any = fields.JSONField(null=True)
    department_id = fields.CharField(max_length=ID_LENGTH, null=True)
    opened_at = UtcDatetimeField()
    opened_by = fields.CharField(max_length=100)
    last_marked_at = UtcDatetimeField(null=True)
    closed_at = UtcDatetimeField(null=True)
    closed_by = fields.CharField(max_length=100, null=True)

    class Meta:
        table = "roll_call"
        indexes = (("opened_at", "id"),)


class RollCallEntry(Model):
    """A visitor (with companions) who was inside when the roll-call began, or came in while it was open."""

    id = id_field()
    roll_call: Any = fields.ForeignKeyField("models.RollCall", related_name=False, on_delete=fields.CASCADE)
    visit: Any = fields.ForeignKeyField("models.Visit", related_name=False, on_delete=fields.CASCADE)
    gate: Any = fields.ForeignKeyField(
        "models.Gate", related_name=False, null=True, on_delete=fields.RESTRICT
    )
    since = UtcDatetimeField()
    state = fields.CharEnumField(Mark, max_length=16, default=Mark.UNMARKED)
    marked_at = UtcDatetimeField(null=True)
    marked_by = fields.CharField(max_length=100, null=True)
    note_sealed = fields.TextField(null=True)

    roll_call_id: str
    visit_id: str
    gate_id: str | None

    class Meta:
        table = "roll_call_entry"
        unique_together = (("roll_call", "visit"),)


class RollCallUnidentified(Model):
    """Somebody whom nobody knows who was on the list likewise: of them there is only the case, and its passage."""

    id = id_field()
    roll_call: Any = fields.ForeignKeyField("models.RollCall", related_name=False, on_delete=fields.CASCADE)
    conflict: Any = fields.ForeignKeyField(
        "models.PassageConflict", related_name=False, on_delete=fields.CASCADE
    )
    state = fields.CharEnumField(Mark, max_length=16, default=Mark.UNMARKED)
    marked_at = UtcDatetimeField(null=True)
    marked_by = fields.CharField(max_length=100, null=True)
    note_sealed = fields.TextField(null=True)

    roll_call_id: str
    conflict_id: str

    class Meta:
        table = "roll_call_unidentified"
        unique_together = (("roll_call", "conflict"),)
