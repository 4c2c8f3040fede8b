"""黑名单: what the security office keeps out. Values are masked, always."""

from datetime import datetime

from pydantic import BaseModel

from server.accounts.permissions import Permission
from server.api.endpoints import Call, Routes
from server.api.pages import ListQuery
from server.gate.blocklist import queries
from server.gate.blocklist.models import BlockEntry
from server.gate.blocklist.schemas import BlockIn, LiftIn
from server.gate.blocklist.service import reason_of
from server.gate.blocklist.states import BlockKind
from server.journey import block as blocking
from server.kit import clock

routes = Routes("/api/v1/admin/blocklist", "admin")
_MAY = Permission.BLOCKLIST_MANAGE


class BlocklistQuery(ListQuery):
    """`all` also shows what was lifted or has run out."""

    all: bool = False


class BlockOut(BaseModel):
    id: str
    kind: BlockKind
    document_kind: str | None
    value_masked: str
    reason: str | None
    until: datetime | None
    in_force: bool
    created_by: str
    created_at: datetime
    lifted_by: str | None
    lifted_at: datetime | None
    lift_reason: str | None


class BlockPage(BaseModel):
    items: list[BlockOut]
    next: str | None


@routes.get("", _MAY, "黑名单", query=BlocklistQuery, answer=BlockPage)
async def listing(call: Call[None, BlocklistQuery]) -> BlockPage:
    wanted, now = call.query, clock.now()
    page = await queries.entry_page(wanted.limit, wanted.after, now, all_of_them=wanted.all)
    return BlockPage(items=[_entry(row, now) for row in page.rows], next=page.after)


@routes.post("", _MAY, "加入黑名单", body=BlockIn, answer=BlockOut, status=201, refuses=(409,))
async def add(call: Call[BlockIn, None]) -> BlockOut:
    return _entry(await blocking.block(call.actor, call.body), clock.now())


@routes.post("/{id}/lift", _MAY, "解除黑名单", body=LiftIn, answer=BlockOut, refuses=(409,))
async def lift(call: Call[LiftIn, None]) -> BlockOut:
    return _entry(await blocking.lift(call.actor, call.id, call.body.reason), clock.now())


def _entry(row: BlockEntry, now: datetime) -> BlockOut:
    return BlockOut(
        id=row.id,
        kind=row.kind,
        document_kind=row.document_kind,
        value_masked=row.value_masked,
        reason=reason_of(row.reason_sealed),
        until=row.until,
        in_force=not row.lifted_at and (not row.until or row.until > now),
        created_by=row.created_by.name,
        created_at=row.created_at,
        lifted_by=row.lifted_by.name if row.lifted_by else None,
        lifted_at=row.lifted_at,
        lift_reason=reason_of(row.lift_reason_sealed),
    )
