"""代填: staff apply for a visitor without WeChat."""

from server.accounts.permissions import Permission
from server.api.endpoints import Call, Routes
from server.journey import apply
from server.reporting import visit_answers
from server.reporting.visit_answers import VisitOut
from server.visits.schemas import VisitForIn

routes = Routes("/api/v1/staff/visits", "staff")


@routes.post(
    "", Permission.VISITS_CREATE, "为没有微信的访客代填申请", body=VisitForIn, answer=VisitOut, status=201
)
async def submit(call: Call[VisitForIn, None]) -> VisitOut:
    return await visit_answers.for_staff(await apply.submit_for(call.actor, call.body), [])
