"""A task as a person reads it: names instead of ids."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from server.approvals.states import TaskStatus


@dataclass(frozen=True)
class NamedTask:
    """One task with the names of who holds or has decided it."""

    id: str
    visit_id: str
    step: str
    name: str
    status: TaskStatus
    holders: tuple[str, ...]
    opened_at: datetime | None
    due_at: datetime | None
    decided_by: str | None
    decided_at: datetime | None
    comment: str
    internal_comment: str
    routed_by: str

    @classmethod
    def from_rows(cls, rows: Sequence[dict[str, Any]]) -> "NamedTask":
        """From the rows of a join over the group's members: one row a member, or a single one without a group."""
        row = rows[0]
        members = {r["group__members__staff__name"] for r in rows if r["group__members__staff__active"]}
        holders = [row["assignee__name"]] if row["assignee__name"] else sorted(members)
        return cls(
            id=row["id"],
            visit_id=row["visit_id"],
            step=row["step"],
            name=row["name"],
            status=TaskStatus(row["status"]),
            holders=tuple(holders),
            opened_at=row["opened_at"],
            due_at=row["due_at"],
            decided_by=row["decided_by__name"],
            decided_at=row["decided_at"],
            comment=row["comment"],
            internal_comment=row["internal_comment"],
            routed_by=row["routed_by"],
        )

    @property
    def duration_seconds(self) -> int | None:
        """From opening to the decision, in whole seconds."""
        if self.opened_at is None or self.decided_at is None:
            return None
        return max(0, int((self.decided_at - self.opened_at).total_seconds()))
