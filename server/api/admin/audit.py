"""The trail, for the audit administrator: read and verify, never change."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, Field

from server.accounts import queries as accounts
from server.accounts.permissions import Permission
from server.api.endpoints import Call, Routes
from server.api.pages import ListQuery
from server.audit import chain, queries
from server.audit.models import AuditEntry

routes = Routes("/api/v1/admin/audit", "admin")
_STAFF = "staff"

Word = Annotated[str, Field(max_length=48)]


class AuditQuery(ListQuery):
    """`person` is the beginning of the name or user name of whoever did it or had it done to them."""

    action: Word | None = None
    actor_id: Word | None = None
    subject_id: Word | None = None
    person: Annotated[str, Field(max_length=100)] = ""


class AuditEntryOut(BaseModel):
    """`actor_name` and `subject_name` only of staff: the trail names no visitor."""

    id: int
    at: datetime
    actor_kind: str
    actor_id: str
    actor_name: str | None
    action: str
    subject_kind: str
    subject_id: str
    subject_name: str | None
    detail: dict[str, Any]
    request_id: str


class AuditPage(BaseModel):
    items: list[AuditEntryOut]
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
    named = wanted.person.strip()
    people = await accounts.ids_named(named) if named else None
    page = await queries.entries(
        wanted.limit, wanted.after, wanted.action, wanted.actor_id, wanted.subject_id, people
    )
    names = await accounts.names_of(_staff_in(page.rows))
    return AuditPage(items=[_entry(row, names) for row in page.rows], next=page.after)


@routes.post("/verify", Permission.AUDIT_READ, "校验审计链", answer=ChainOut, remembers=False)
async def verify(call: Call[None, None]) -> ChainOut:
    found = await chain.verify()
    return ChainOut(links=found.links, pending=found.pending, broken_at=found.broken_at, head=found.head)


def _staff_in(rows: Sequence[AuditEntry]) -> set[str]:
    actors = {row.actor_id for row in rows if row.actor_kind == _STAFF}
    return actors | {row.subject_id for row in rows if row.subject_kind == _STAFF}


def _entry(row: AuditEntry, names: dict[str, str]) -> AuditEntryOut:
    return AuditEntryOut(
        id=row.id,
        at=row.at,
        actor_kind=row.actor_kind,
        actor_id=row.actor_id,
        actor_name=names.get(row.actor_id),
        action=row.action,
        subject_kind=row.subject_kind,
        subject_id=row.subject_id,
        subject_name=names.get(row.subject_id),
        detail=row.detail,
        request_id=row.request_id,
    )
