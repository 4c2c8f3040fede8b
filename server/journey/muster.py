"""清点: an evacuation roll-call, in earnest or as a drill. Opening and closing leave an entry in the trail."""

from server.accounts.actor import Actor
from server.audit import service as audit
from server.db.transaction import transaction
from server.gate.rollcalls import queries, service
from server.gate.rollcalls.models import RollCall
from server.gate.rollcalls.schemas import MarkIn, RollCallIn
from server.journey.at_gate import place_for
from server.journey.invite import unit_named
from server.kit.errors import invalid


@transaction
async def open_roll_call(actor: Actor, body: RollCallIn) -> RollCall:
    """A list of everybody inside now. Raises InvalidInput."""
    gate_ids = body.gate_ids or (sorted(actor.gate_ids) if actor.gate_ids else None)
    for gate_id in gate_ids or []:
        await place_for(actor, gate_id)
    unit = await unit_named(body.department_id) if body.department_id else None
    roll_call = await service.open_roll_call(body.drill, gate_ids, unit.id if unit else None, actor.name)
    await _note(actor, "roll_call_opened", roll_call)
    return roll_call


@transaction
async def mark(actor: Actor, roll_call_id: str, body: MarkIn) -> RollCall:
    """Tick somebody off. Raises InvalidInput, NotFound, RollCallClosed or MarkedMeanwhile."""
    if (body.visit_id is None) is (body.passage_id is None):
        raise invalid("visit_id", "one_of_two", "请在名单上选择一位访客，再标记。")
    roll_call = await queries.roll_call(roll_call_id)
    await service.mark(roll_call, body, actor.name)
    return roll_call


@transaction
async def close_roll_call(actor: Actor, roll_call_id: str) -> RollCall:
    """Nobody is ticked off any more. Raises NotFound or RollCallClosed."""
    roll_call = await queries.roll_call(roll_call_id)
    await service.close(roll_call, actor.name)
    await _note(actor, "roll_call_closed", roll_call)
    return await queries.roll_call(roll_call_id)


async def _note(actor: Actor, action: str, roll_call: RollCall) -> None:
    detail = {"drill": roll_call.drill}
    await audit.record(actor.kind, actor.id, action, "roll_call", roll_call.id, detail)
