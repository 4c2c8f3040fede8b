"""The approval flow in force, and who would decide a case."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from server.accounts.models import Staff
from server.accounts.permissions import Permission
from server.accounts.queries import staff as staff_of
from server.api.endpoints import Call, Routes
from server.approvals import flows
from server.approvals.chain import Step
from server.approvals.routing import holders_of
from server.kit.incoming import OpaqueId

routes = Routes("/api/v1/admin/flows", "admin")


class StepOut(BaseModel):
    key: str
    name: str
    assignee: str
    due_hours: int
    visitor_types: list[str]


class FlowOut(BaseModel):
    """`walk_in` is the one step of a visit registered at the gate."""

    version: int
    name: str
    fallback: str
    copy_to: list[str]
    steps: list[StepOut]
    walk_in: StepOut


class TryQuery(BaseModel):
    model_config = ConfigDict(extra="ignore")

    contact_id: OpaqueId
    visitor_type: Literal["temporary", "long_term"]


class HopOut(BaseModel):
    """One step and who would hold it; `why` is the rule that named them."""

    step: str
    name: str
    holders: list[str]
    why: str


class TryOut(BaseModel):
    hops: list[HopOut]


@routes.get("/current", Permission.FLOWS_READ, "当前审批流程", answer=FlowOut)
async def current(call: Call[None, None]) -> FlowOut:
    version = flows.current_version()
    flow = await flows.flow(version)
    return FlowOut(
        version=version,
        name=flow.name,
        fallback=flow.fallback,
        copy_to=list(flow.copy_to),
        steps=[_step(step) for step in flow.steps],
        walk_in=_step(flow.walk_in),
    )


@routes.get(
    "/dry-run", Permission.FLOWS_READ, "试算：谁会审批", query=TryQuery, answer=TryOut, refuses=(404,)
)
async def dry_run(call: Call[None, TryQuery]) -> TryOut:
    contact = await staff_of(call.query.contact_id)
    flow = await flows.flow(flows.current_version())
    hops = []
    for step in flow.steps_for(call.query.visitor_type):
        routed = await holders_of(step, flow, contact)
        names = await Staff.filter(id__in=list(routed.holders)).order_by("name").values("name")
        hops.append(
            HopOut(step=step.key, name=step.name, holders=[row["name"] for row in names], why=routed.why)
        )
    return TryOut(hops=hops)


def _step(step: Step) -> StepOut:
    return StepOut(
        key=step.key,
        name=step.name,
        assignee=step.assignee,
        due_hours=step.due_hours,
        visitor_types=sorted(step.visitor_types),
    )
