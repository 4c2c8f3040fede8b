"""A device as the administration and the device itself see it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from pydantic import BaseModel

from server.devices.models import Device
from server.devices.states import DeviceKind
from server.organisation import queries as organisation
from server.reporting.visit_answers import Ref


class DeviceOut(BaseModel):
    id: str
    name: str
    kind: DeviceKind
    gates: list[Ref]
    state: Literal["waiting", "active", "revoked"]
    enrolled_at: datetime | None
    last_seen_at: datetime | None
    revoked_at: datetime | None
    revoke_reason: str


async def devices_out(rows: Sequence[Device]) -> list[DeviceOut]:
    """Devices with the names of their gates; one statement."""
    names = await organisation.gate_names({gate_id for row in rows for gate_id in row.gate_ids})
    return [_device(row, names) for row in rows]


async def device_out(row: Device) -> DeviceOut:
    """One device."""
    return (await devices_out([row]))[0]


def _device(row: Device, names: dict[str, str]) -> DeviceOut:
    return DeviceOut(
        id=row.id,
        name=row.name,
        kind=row.kind,
        gates=[Ref(id=gate_id, name=names[gate_id]) for gate_id in row.gate_ids],
        state=row.state,
        enrolled_at=row.enrolled_at,
        last_seen_at=row.last_seen_at,
        revoked_at=row.revoked_at,
        revoke_reason=row.revoke_reason,
    )
