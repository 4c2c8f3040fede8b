"""Whose to-do list a step has changed: pages that show one are told to count again, once the step has committed."""

from collections.abc import Iterable

from server.approvals.models import ApprovalTask
from server.db.transaction import on_commit
from server.kit import bells


def todo_changed(tasks: Iterable[ApprovalTask | None]) -> None:
    """Ring for the holders of `tasks`, persons and groups."""
    holders = {task.group_id or task.assignee_id for task in tasks if task}
    topics = {holder for holder in holders if holder}
    if topics:
        on_commit(lambda: bells.ring(topics))
