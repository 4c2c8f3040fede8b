"""导出: the visits of the list, with its filters, as an Excel file."""

from server.accounts.permissions import Permission
from server.api.endpoints import Call, Routes, Streamed, download_as
from server.api.staff.visits import VisitFilter, chosen
from server.audit import service as audit
from server.kit import clock
from server.reporting import visit_export

routes = Routes("/api/v1/staff/visits", "staff")
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@routes.get(
    "/export.xlsx",
    Permission.VISITS_READ,
    "导出预约访客（号码脱敏，留痕）",
    query=VisitFilter,
    answer=_XLSX,
    refuses=(422,),
)
async def export(call: Call[None, VisitFilter]) -> Streamed:
    rows, zone = await chosen(call.actor, call.query), call.services.settings.zone
    await visit_export.refuse_too_many(rows)
    filters = sorted(call.query.model_dump(by_alias=True, exclude_none=True))
    await audit.record("staff", call.actor.id, "visits_exported", "visit", "", {"filters": filters})
    name = f"预约访客-{clock.now().astimezone(zone):%Y%m%d-%H%M}.xlsx"
    return Streamed(visit_export.export(rows, zone), _XLSX, {"Content-Disposition": download_as(name)})
