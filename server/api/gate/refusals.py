"""不放行: after the green answer the guard sends somebody away."""

from datetime import datetime

from pydantic import BaseModel

from server.accounts.permissions import Permission
from server.api.endpoints import Call, Routes
from server.gate.schemas import RefuseIn
from server.journey.turn_away import turn_away

routes = Routes("/api/v1/gate/passages", "gate")


class TurnedAwayOut(BaseModel):
    """The admission counts no longer since `voided_at`; `reason` is the one that was stored first, if any."""

    passage_id: str
    voided_at: datetime | None
    reason: str | None


@routes.post(
    "/{id}/refuse",
    Permission.GATE_DESK,
    "放行后改为不放行",
    body=RefuseIn,
    answer=TurnedAwayOut,
    remembers=False,
    refuses=(409,),
)
async def refuse(call: Call[RefuseIn, None]) -> TurnedAwayOut:
    passage = await turn_away(call.actor, call.id, call.body.reason)
    return TurnedAwayOut(passage_id=passage.id, voided_at=passage.voided_at, reason=passage.void_reason)
