"""Is it alive, may it serve, how is it doing."""

from pydantic import BaseModel
from tortoise.exceptions import BaseORMException

from server.api.endpoints import Anyone, Call, Raw, Routes
from server.api.metrics import exposition
from server.db.sql import rows
from server.kit.errors import Refusal
from server.notifications import queries

routes = Routes("", "health")


class Alive(BaseModel):
    status: str


class Ready(BaseModel):
    """`alarms` need an operator but do not keep the product from serving: see /api/v1/admin/alarms."""

    status: str
    checks: dict[str, str]
    alarms: list[str]


class NotReady(Refusal):
    status = 503
    code = "not_ready"
    detail = "系统尚未就绪。"


@routes.get("/health/live", Anyone.SIGNED_OUT, "进程是否存活", answer=Alive)
async def live(call: Call[None, None]) -> Alive:
    return Alive(status="ok")


@routes.get("/health/ready", Anyone.SIGNED_OUT, "是否可以提供服务", answer=Ready)
async def ready(call: Call[None, None]) -> Ready:
    """Without the database nothing works; without Redis everything does, only limits are counted per process."""
    checks = {"database": await _database(), "store": await _store(call)}
    if checks["database"] != "ok":
        raise NotReady(checks=checks)
    status = "ok" if checks["store"] == "ok" else "degraded"
    return Ready(status=status, checks=checks, alarms=[alarm.key for alarm in await queries.alarms()])


@routes.get("/metrics", Anyone.SIGNED_OUT, "运行指标（Prometheus）", answer="text/plain")
async def metrics(call: Call[None, None]) -> Raw:
    told = [
        f'visitor_messages{{channel="{figure["channel"] or "none"}",status="{figure["status"]}"}} {figure["number"]}'
        for figure in await queries.figures()
    ]
    alarms = [f'visitor_alarms{{key="{alarm.key}"}} {alarm.count}' for alarm in await queries.alarms()]
    gauges = ["# TYPE visitor_messages gauge", *told, "# TYPE visitor_alarms gauge", *alarms]
    lines = [exposition(), *gauges, ""]
    return Raw("\n".join(lines).encode(), "text/plain; version=0.0.4; charset=utf-8")


async def _database() -> str:
    try:
        await rows("SELECT 1 AS one")
    except (BaseORMException, OSError, TimeoutError) as error:
        return type(error).__name__
    return "ok"


async def _store(call: Call[None, None]) -> str:
    return await call.services.store.check()
