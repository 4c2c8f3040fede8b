"""The trail, for the audit administrator: read and verify, never change."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, Field

from server.accounts.permissions import Permission
from server.api.endpoints import Call, Routes
from server.api.pages import ListQuery
from server.audit import chain, queries
from server.audit.models import AuditEntry

routes = Routes("/api/v1/admin/audit", "admin")

Word = Annotated[str, Field(max_length=48)]


class AuditQuery(ListQuery):
    action: Word | None = None
    actor_id: Word | None = None
    subject_id: Word | None = None


class EntryOut(BaseModel):
    id: int
    at: datetime
    actor_kind: str
    actor_id: str
    action: str
    subject_kind: str
    subject_id: str
    detail: dict[str, Any]
    request_id: str


class AuditPage(BaseModel):
    items: list[EntryOut]
    next: str | None


class ChainOut(BaseModel):
    """`broken_at` is the first link that does not fit, null when the whole chain is sound."""

    links: int
    pending: int
    broken_at: int | None
    head: str


@routes.get("", Permission.AUDIT_READ, "审计记录", query=AuditQuery, answer=AuditPage)
async def listing(call: Call[None, AuditQuery]) -> AuditPage:
    wanted = call.query
    page = await queries.entries(
        wanted.limit, wanted.after, wanted.action, wanted.actor_id, wanted.subject_id
    )
    return AuditPage(items=[_entry(row) for row in page.rows], next=page.after)


@routes.post("/verify", Permission.AUDIT_READ, "校验审计链", answer=ChainOut, remembers=False)
async def verify(call: Call[None, None]) -> ChainOut:
    found = await chain.verify()
    return ChainOut(links=found.links, pending=found.pending, broken_at=found.broken_at, head=found.head)


def _entry(row: AuditEntry) -> EntryOut:
    return EntryOut(
        id=row.id,
        at=row.at,
        actor_kind=row.actor_kind,
        actor_id=row.actor_id,
        action=row.action,
        subject_kind=row.subject_kind,
        subject_id=row.subject_id,
        detail=row.detail,
        request_id=row.request_id,
    )
