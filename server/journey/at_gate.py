"""Which gate a call is about, and which gates something is limited to."""

from server.accounts.actor import Actor
from server.kit.errors import NotFound, invalid
from server.organisation import queries as organisation
from server.organisation.models import Gate


async def place_for(actor: Actor, gate_id: str) -> Gate:
    """A gate in use; for a device one of its own. Raises InvalidInput."""
    if not actor.serves(gate_id):
        raise invalid("gate_id", "gate_foreign", "这台设备没有登记在这个校门，请重新选择。")
    try:
        return await organisation.gate(gate_id)
    except NotFound as error:
        raise invalid("gate_id", "gate_unknown", "这个校门不存在或已停用，请重新选择。") from error


async def limit_of(gate_ids: list[str] | None) -> list[str] | None:
    """These gates, each once; None for all of them. Raises InvalidInput."""
    if gate_ids is None:
        return None
    await check_gates(gate_ids)
    return sorted(set(gate_ids))


async def check_gates(gate_ids: list[str]) -> None:
    """Raise InvalidInput unless every one is a gate in use."""
    if not set(gate_ids) <= {gate.id for gate in await organisation.gates()}:
        raise invalid("gate_ids", "gate_unknown", "有校门不存在或已停用，请重新选择。")
