"""A device enrols, and asks who it is, which school this is, what time it is."""

from datetime import datetime

from pydantic import BaseModel

from server.accounts.permissions import Permission
from server.api.device_answers import DeviceOut, device_out
from server.api.endpoints import Anyone, Call, Routes
from server.api.throttle import address, throttle
from server.devices import queries
from server.journey import equip
from server.journey.equip_schemas import EnrolIn
from server.kit import clock
from server.organisation import queries as organisation
from server.reporting.visit_answers import Ref
from server.visits.form import load_form

routes = Routes("/api/v1", "gate")


class EnrolledOut(BaseModel):
    """The token is told this once."""

    token: str
    device: DeviceOut


class SchoolName(BaseModel):
    name: str


class NoticeOut(BaseModel):
    """What a visitor at the gate agrees to."""

    key: str
    version: str
    title: str
    text: str


class GateSelfOut(BaseModel):
    """`device` is null for a guard who is signed in by password. `gates` are all that somebody may be sent to."""

    device: DeviceOut | None
    school: SchoolName
    gates: list[Ref]
    notice: NoticeOut
    server_time: datetime


@routes.post(
    "/session/device",
    Anyone.SIGNED_OUT,
    "设备登记",
    body=EnrolIn,
    answer=EnrolledOut,
    status=201,
    refuses=(429,),
)
async def enrol(call: Call[EnrolIn, None]) -> EnrolledOut:
    limit = call.services.settings.sessions.sign_ins_per_minute
    await throttle(call.services.store, "enrol", address(call.request), limit)
    token, device = await equip.enrol(call.body.code)
    return EnrolledOut(token=token, device=await device_out(device))


@routes.get("/gate/device", Permission.GATE_SELF, "本设备与服务器时间", answer=GateSelfOut)
async def show(call: Call[None, None]) -> GateSelfOut:
    settings, own_id = call.services.settings, call.actor.device_id
    notice = load_form(settings.config_dir / "visit_form.toml").notice
    return GateSelfOut(
        device=await device_out(await queries.device(own_id)) if own_id else None,
        school=SchoolName(name=settings.school.name),
        gates=[Ref(id=gate.id, name=gate.name) for gate in await organisation.gates()],
        notice=NoticeOut(**notice.model_dump()),
        server_time=clock.now(),
    )
