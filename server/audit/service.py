"""Writing the trail: an insert in the transaction of the act. The worker links entries into the chain."""

from collections.abc import Iterable
from contextvars import ContextVar
from typing import Any

from server.audit.models import AuditEntry
from server.kit import clock

request_id: ContextVar[str] = ContextVar("request_id", default="")


async def record(
    actor_kind: str,
    actor_id: str,
    action: str,
    subject_kind: str,
    subject_id: str,
    detail: dict[str, Any] | None = None,
) -> None:
    """Note that someone did something to something. `detail` holds field names, ids and codes, no personal data."""
    await entry(actor_kind, actor_id, action, subject_kind, subject_id, detail).save(force_create=True)


async def record_each(
    actor_kind: str, actor_id: str, action: str, subject_kind: str, subject_ids: Iterable[str]
) -> None:
    """Note that someone did the same to each of several things, in one statement."""
    await AuditEntry.bulk_create(
        [entry(actor_kind, actor_id, action, subject_kind, subject_id) for subject_id in subject_ids]
    )


def entry(
    actor_kind: str,
    actor_id: str,
    action: str,
    subject_kind: str,
    subject_id: str,
    detail: dict[str, Any] | None = None,
) -> AuditEntry:
    """The same as a row, for who inserts it together with the act."""
    return AuditEntry(
        at=clock.now(),
        actor_kind=actor_kind,
        actor_id=actor_id,
        action=action,
        subject_kind=subject_kind,
        subject_id=subject_id,
        detail=detail or {},
        request_id=request_id.get(),
    )
