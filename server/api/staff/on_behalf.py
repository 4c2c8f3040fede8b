"""代填: staff apply for a visitor without WeChat."""

from server.accounts.permissions import Permission
from server.api.endpoints import Call, Routes
from server.api.visitor.files import FileOut, stored_answer
from server.api.visitor.form import FormOut, FormQuery, form_answer
from server.journey import apply
from server.reporting import visit_answers
from server.reporting.visit_answers import VisitOut
from server.visits.schemas import VisitForIn

routes = Routes("/api/v1/staff", "staff")
_MAY = Permission.VISITS_CREATE


@routes.post("/visits", _MAY, "为没有微信的访客代填申请", body=VisitForIn, answer=VisitOut, status=201)
async def submit(call: Call[VisitForIn, None]) -> VisitOut:
    return await visit_answers.for_staff(await apply.submit_for(call.actor, call.body), [])


@routes.get("/form", _MAY, "代填用的进校申请表单", query=FormQuery, answer=FormOut)
async def form(call: Call[None, FormQuery]) -> FormOut:
    return form_answer(call.services.settings, call.query.visitor_type)


@routes.post(
    "/files",
    _MAY,
    "代访客上传健康码、行程码或检测报告",
    multipart=("file", "purpose"),
    answer=FileOut,
    status=201,
    refuses=(413, 422, 429),
)
async def upload(call: Call[None, None]) -> FileOut:
    return await stored_answer(call.request, call.actor.as_staff, call.services.settings.storage)
