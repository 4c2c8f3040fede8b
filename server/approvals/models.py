"""Flow versions and approval tasks."""

from typing import Any

from tortoise import Model, fields

from server.approvals.states import TaskStatus
from server.db.fields import UtcDatetimeField, id_field


class FlowVersion(Model):
    """A version of config/approval_flow.toml, kept for the cases that started under it."""

    digest = fields.CharField(max_length=64, primary_key=True)
    number = fields.IntField(unique=True)
    content: Any = fields.JSONField()
    created_at = UtcDatetimeField()

    class Meta:
        table = "flow_version"


class ApprovalTask(Model):
    """One step of one visit's chain. `position` orders steps, `attempt` the repeats of one step.

    Held by `assignee`, or by every member of `group`. A task that is still waiting has neither yet.
    """

    id = id_field()
    visit: Any = fields.ForeignKeyField("models.Visit", related_name=False, on_delete=fields.CASCADE)
    position = fields.IntField()
    attempt = fields.IntField(default=0)
    step = fields.CharField(max_length=48)
    name = fields.CharField(max_length=100)
    status = fields.CharEnumField(TaskStatus, max_length=16)
    assignee: Any = fields.ForeignKeyField(
        "models.Staff", related_name=False, null=True, on_delete=fields.RESTRICT
    )
    group: Any = fields.ForeignKeyField(
        "models.ApprovalGroup", related_name=False, null=True, on_delete=fields.RESTRICT
    )
    routed_by = fields.CharField(max_length=200, default="")
    opened_at = UtcDatetimeField(null=True)
    due_at = UtcDatetimeField(null=True)
    escalated_at = UtcDatetimeField(null=True)
    decided_by: Any = fields.ForeignKeyField(
        "models.Staff", related_name=False, null=True, on_delete=fields.RESTRICT
    )
    decided_at = UtcDatetimeField(null=True)
    comment = fields.CharField(max_length=500, default="")
    internal_comment = fields.CharField(max_length=500, default="")
    created_at = UtcDatetimeField()

    visit_id: str
    assignee_id: str | None
    group_id: str | None
    decided_by_id: str | None

    class Meta:
        table = "approval_task"
        unique_together = (("visit", "position", "attempt"),)
        indexes = (
            ("assignee_id", "status", "opened_at"),
            ("group_id", "status", "opened_at"),
            ("decided_by_id", "decided_at"),
            ("status", "due_at"),
        )


class CarbonCopy(Model):
    """An approved visit shown to someone who does not decide (抄送). `task` is the deciding step."""

    id = id_field()
    task: Any = fields.ForeignKeyField("models.ApprovalTask", related_name=False, on_delete=fields.CASCADE)
    staff: Any = fields.ForeignKeyField("models.Staff", related_name=False, on_delete=fields.CASCADE)
    created_at = UtcDatetimeField()

    task_id: str
    staff_id: str

    class Meta:
        table = "carbon_copy"
        unique_together = (("task", "staff"),)
        indexes = (("staff_id", "created_at"),)
