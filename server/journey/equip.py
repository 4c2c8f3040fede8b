"""The gates' devices: added and revoked by an administrator or the security office, enrolled by a one-time code."""

from server.accounts.actor import Actor
from server.audit import service as audit
from server.db.transaction import transaction
from server.devices import queries, service
from server.devices.models import Device
from server.devices.service import Enrolment
from server.journey.at_gate import check_gates
from server.journey.equip_schemas import DeviceIn


@transaction
async def add_device(actor: Actor, body: DeviceIn) -> tuple[Device, Enrolment]:
    """A device at some gates, and the code that enrols it. Raises InvalidInput."""
    gate_ids = list(dict.fromkeys(body.gate_ids))
    await check_gates(gate_ids)
    device = await service.add(body.name, body.kind, gate_ids)
    enrolment = await service.open_enrolment(device.id)
    await _note(actor, "device_added", device)
    return device, enrolment


@transaction
async def renew_enrolment(actor: Actor, device_id: str) -> Enrolment:
    """Another one-time code, also for a device whose tablet is replaced. Raises NotFound or DeviceRevoked."""
    device = await queries.device(device_id)
    enrolment = await service.open_enrolment(device.id)
    await _note(actor, "device_enrolment_opened", device)
    return enrolment


@transaction
async def revoke_device(actor: Actor, device_id: str, reason: str) -> Device:
    """Its token is refused from now on. Raises NotFound or DeviceRevoked."""
    device = await queries.device(device_id)
    await service.revoke(device.id, reason)
    await _note(actor, "device_revoked", device)
    return await queries.device(device_id)


@transaction
async def enrol(code: str) -> tuple[str, Device]:
    """The token for the device this code is for. Raises EnrolmentRefused."""
    token, device = await service.redeem(code)
    await audit.record("device", device.id, "device_enrolled", "device", device.id)
    return token, device


async def _note(actor: Actor, action: str, device: Device) -> None:
    await audit.record(actor.kind, actor.id, action, "device", device.id)
