"""出入记录: what happened at the gate during one visit."""

from datetime import datetime

from pydantic import BaseModel

from server.accounts.permissions import Permission
from server.api.endpoints import Call, Routes
from server.api.gate.scans import message
from server.approvals import queries as approvals
from server.gate import queries
from server.gate.models import Passage
from server.reporting.visit_answers import Ref

routes = Routes("/api/v1/staff/visits", "staff")


class PassageOut(BaseModel):
    """One scan, refused ones too; `at` is when the code was shown.

    `method` is code, short (with the phone's end), plate or manual. `uploaded_at`: decided without us, told later;
    `voided_at`: found not to be true, or taken back by the guard, who said `void_reason`.
    """

    id: str
    at: datetime
    direction: str
    verdict: str
    reason: str | None
    message: str
    gate: Ref
    method: str
    by_short_code: bool
    overridden: bool
    guard_reason: str | None
    uploaded_at: datetime | None
    voided_at: datetime | None
    void_reason: str | None
    companions_present: int | None


class PassagesOut(BaseModel):
    items: list[PassageOut]


@routes.get("/{id}/passages", Permission.VISITS_READ, "预约的出入记录", answer=PassagesOut)
async def listing(call: Call[None, None]) -> PassagesOut:
    visit = await approvals.visit_shown_to(call.actor, call.id)
    return PassagesOut(items=[_passage(row) for row in await queries.passages_of(visit.id)])


def _passage(row: Passage) -> PassageOut:
    return PassageOut(
        id=row.id,
        at=row.scanned_at,
        direction=row.direction,
        verdict=row.verdict,
        reason=row.reason,
        message=message(row),
        gate=Ref(id=row.gate.id, name=row.gate.name),
        method=row.method,
        by_short_code=row.method == "short",
        overridden=row.overridden,
        guard_reason=row.guard_reason,
        uploaded_at=row.uploaded_at,
        voided_at=row.voided_at,
        void_reason=row.void_reason,
        companions_present=row.companions_present,
    )
