"""门岗设备: adding, enrolling and revoking what stands at the gates."""

from datetime import datetime

from pydantic import BaseModel

from server.accounts.permissions import Permission
from server.api.device_answers import DeviceOut, device_out, devices_out
from server.api.endpoints import Call, Routes
from server.api.pages import ListQuery
from server.devices import queries
from server.devices.service import Enrolment
from server.journey import equip
from server.journey.equip_schemas import DeviceIn, RevokeIn

routes = Routes("/api/v1/admin/devices", "admin")
_MAY = Permission.DEVICES_MANAGE


class EnrolmentOut(BaseModel):
    """The one-time code, told this once."""

    code: str
    expires_at: datetime


class NewDeviceOut(DeviceOut):
    enrolment: EnrolmentOut


class DevicePage(BaseModel):
    items: list[DeviceOut]
    next: str | None


@routes.get("", _MAY, "设备列表", query=ListQuery, answer=DevicePage)
async def listing(call: Call[None, ListQuery]) -> DevicePage:
    page = await queries.device_page(call.query.limit, call.query.after)
    return DevicePage(items=await devices_out(page.rows), next=page.after)


@routes.post("", _MAY, "新增设备", body=DeviceIn, answer=NewDeviceOut, status=201)
async def add(call: Call[DeviceIn, None]) -> NewDeviceOut:
    device, enrolment = await equip.add_device(call.actor, call.body)
    shown = await device_out(device)
    return NewDeviceOut(**shown.model_dump(), enrolment=_enrolment(enrolment))


@routes.post("/{id}/enrolment", _MAY, "重新生成登记码", answer=EnrolmentOut, refuses=(409,))
async def enrolment(call: Call[None, None]) -> EnrolmentOut:
    return _enrolment(await equip.renew_enrolment(call.actor, call.id))


@routes.post("/{id}/revoke", _MAY, "停用设备", body=RevokeIn, answer=DeviceOut, refuses=(409,))
async def revoke(call: Call[RevokeIn, None]) -> DeviceOut:
    return await device_out(await equip.revoke_device(call.actor, call.id, call.body.reason))


def _enrolment(enrolment: Enrolment) -> EnrolmentOut:
    return EnrolmentOut(code=enrolment.code, expires_at=enrolment.expires_at)
