"""All writes to devices; each runs inside a use case's transaction."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from server.devices.errors import DeviceRevoked, EnrolmentRefused
from server.devices.models import Device
from server.devices.states import DeviceKind
from server.devices.tokens import hash_of, new_token
from server.kit import clock
from server.kit.ids import new_id, readable_code

CODE_LIFE = timedelta(minutes=10)
# Some 59 random bits: nobody guesses one in its ten minutes.
_CODE_LENGTH = 12


@dataclass(frozen=True)
class Enrolment:
    """A one-time code, told once; it is stored as a hash."""

    code: str
    expires_at: datetime


async def add(name: str, kind: DeviceKind, gate_ids: list[str]) -> Device:
    """A device that waits for its enrolment."""
    return await Device.create(id=new_id(), name=name, kind=kind, gate_ids=gate_ids, created_at=clock.now())


async def open_enrolment(device_id: str) -> Enrolment:
    """A fresh one-time code; the one before counts no more. Raises DeviceRevoked."""
    enrolment = Enrolment(readable_code(_CODE_LENGTH), clock.now() + CODE_LIFE)
    alive = Device.filter(id=device_id, revoked_at__isnull=True)
    if not await alive.update(enrolment_hash=hash_of(enrolment.code), enrolment_until=enrolment.expires_at):
        raise DeviceRevoked
    return enrolment


async def redeem(code: str) -> tuple[str, Device]:
    """The token for whoever shows the code first, and the device it is for. Raises EnrolmentRefused."""
    now, hashed, token = clock.now(), hash_of(code.strip().upper().replace("-", "")), new_token()
    fitting = Device.filter(enrolment_hash=hashed, enrolment_until__gt=now, revoked_at__isnull=True)
    device = await fitting.first()
    if device is None or not await fitting.update(
        token_hash=hash_of(token), enrolment_hash=None, enrolment_until=None, enrolled_at=now
    ):
        raise EnrolmentRefused
    return token, await Device.get(id=device.id)


async def revoke(device_id: str, reason: str) -> None:
    """End the device's token and code for good. Raises DeviceRevoked when that was done before."""
    alive = Device.filter(id=device_id, revoked_at__isnull=True)
    if not await alive.update(
        revoked_at=clock.now(), revoke_reason=reason, enrolment_hash=None, enrolment_until=None
    ):
        raise DeviceRevoked
