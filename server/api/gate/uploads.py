"""补传: what desks decided while they could not ask, and the cases that come of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel

from server.accounts.permissions import Permission
from server.api.endpoints import Call, Routes
from server.api.gate.scans import message
from server.api.pages import ListQuery
from server.api.throttle import throttle
from server.gate import queries, unidentified
from server.gate.models import PassageConflict
from server.gate.schemas import ResolveIn, UploadsIn
from server.gate.verdict import Reason
from server.gate.words import CONFLICT
from server.journey import catch_up, reconcile
from server.reporting import visit_answers
from server.reporting.visit_answers import Ref, VisitCard
from server.visits.models import Visit

routes = Routes("/api/v1/gate", "gate")


class ConflictRef(BaseModel):
    id: str
    kind: str


class UploadedOut(BaseModel):
    nonce: str
    passage_id: str
    stored: Literal["new", "repeat"]
    conflict: ConflictRef | None


class UploadsOut(BaseModel):
    items: list[UploadedOut]


class DisputedPassage(BaseModel):
    id: str
    at: datetime
    direction: str
    verdict: str
    message: str
    method: str
    gate: Ref
    shown: str | None


class ConflictOut(BaseModel):
    """`message` says how the device's account differs from the record.

    `nobody_knows`: somebody was let in by a pass that nobody knows (`shown`), and is not known to have left.
    """

    id: str
    kind: str
    message: str
    opened_at: datetime
    passage: DisputedPassage
    visit: VisitCard | None
    resolution: str | None
    resolved_at: datetime | None
    resolved_by: str | None
    comment: str
    nobody_knows: bool


class ConflictPage(BaseModel):
    items: list[ConflictOut]
    next: str | None


class ConflictQuery(ListQuery):
    """`all` also shows what was resolved."""

    all: bool = False


@routes.post(
    "/uploads",
    Permission.GATE_SCAN,
    "补传离线时的出入记录",
    body=UploadsIn,
    answer=UploadsOut,
    remembers=False,
    refuses=(422, 429),
)
async def upload(call: Call[UploadsIn, None]) -> UploadsOut:
    taken = await catch_up.take(call.actor, call.body)
    limit = call.services.settings.gate.code_guesses_per_minute
    for one in taken:
        if one.stored == "new" and one.conflict and one.conflict.kind == Reason.UNKNOWN:
            await throttle(call.services.store, "guess", call.actor.id, limit)
    return UploadsOut(
        items=[
            UploadedOut(
                nonce=item.nonce,
                passage_id=one.passage.id,
                stored=one.stored,
                conflict=ConflictRef(id=one.conflict.id, kind=one.conflict.kind) if one.conflict else None,
            )
            for item, one in zip(call.body.items, taken, strict=True)
        ]
    )


@routes.get("/conflicts", Permission.GATE_READ, "出入冲突", query=ConflictQuery, answer=ConflictPage)
async def listing(call: Call[None, ConflictQuery]) -> ConflictPage:
    wanted = call.query
    page = await queries.conflicts(wanted.limit, wanted.after, all_of_them=wanted.all)
    return ConflictPage(items=await _conflicts(page.rows), next=page.after)


@routes.post(
    "/conflicts/{id}/resolve",
    Permission.CONFLICTS_RESOLVE,
    "处理出入冲突",
    body=ResolveIn,
    answer=ConflictOut,
    refuses=(409,),
)
async def resolve(call: Call[ResolveIn, None]) -> ConflictOut:
    return (await _conflicts([await reconcile.resolve(call.actor, call.id, call.body)]))[0]


async def _conflicts(rows: Sequence[PassageConflict]) -> list[ConflictOut]:
    visits = await queries.visits_behind(rows)
    inside = {case.id for case in await unidentified.inside(None)} if rows else set()
    return [_conflict(row, visits.get(row.passage.visit_id), nobody_knows=row.id in inside) for row in rows]


def _conflict(row: PassageConflict, visit: Visit | None, *, nobody_knows: bool) -> ConflictOut:
    passage: Any = row.passage
    return ConflictOut(
        id=row.id,
        kind=row.kind,
        message=CONFLICT[row.kind],
        opened_at=row.opened_at,
        passage=DisputedPassage(
            id=passage.id,
            at=passage.recorded_at,
            direction=passage.direction,
            verdict=passage.verdict,
            message=message(passage),
            method=passage.method,
            gate=Ref(id=passage.gate.id, name=passage.gate.name),
            shown=passage.shown,
        ),
        visit=visit_answers.card(visit) if visit else None,
        resolution=row.resolution,
        resolved_at=row.resolved_at,
        resolved_by=row.resolved_by.name if row.resolved_by else None,
        comment=row.comment,
        nobody_knows=nobody_knows,
    )
