"""工作台: what waits for me, who is expected, who is inside, how the last month went."""

from pydantic import BaseModel

from server.accounts.actor import Actor
from server.accounts.permissions import Permission
from server.api.endpoints import Call, Routes
from server.api.staff.approvals import TaskRow, task_rows
from server.approvals import queries
from server.kit import clock
from server.reporting import dashboard
from server.reporting.dashboard import Figures

routes = Routes("/api/v1/staff", "staff")
_OLDEST = 5


class TodoOut(BaseModel):
    """How much waits for me, and what has waited longest."""

    count: int
    oldest: list[TaskRow]


class DashboardOut(Figures):
    todo: TodoOut


@routes.get("/dashboard", Permission.VISITS_READ, "工作台", answer=DashboardOut)
async def show(call: Call[None, None]) -> DashboardOut:
    found = await dashboard.figures(call.actor, clock.now(), call.services.settings.zone)
    return DashboardOut(**dict(found), todo=await _todo(call.actor))


async def _todo(actor: Actor) -> TodoOut:
    if not actor.may(Permission.APPROVALS_DECIDE):
        return TodoOut(count=0, oldest=[])
    page = await queries.todo(actor, _OLDEST, None)
    count = await queries.todo_count(actor) if page.after else len(page.rows)
    return TodoOut(count=count, oldest=await task_rows(page.rows))
