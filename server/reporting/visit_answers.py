"""What a visit looks like on its way out, for its visitor, for staff and at the gate."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pydantic import BaseModel

from server.approvals import flows
from server.approvals import queries as approvals
from server.approvals.named import NamedTask
from server.approvals.states import TaskStatus
from server.kit.formats import documents
from server.organisation import queries as organisation
from server.passes import queries as passes
from server.visits import queries, service
from server.visits.models import Visit, VisitEvent
from server.visits.states import VisitStatus


class Ref(BaseModel):
    id: str
    name: str


class NameOnly(BaseModel):
    name: str


class ContactPhone(NameOnly):
    """Whom to call; `phone` null where the account has none."""

    phone: str | None


class DocumentOut(BaseModel):
    kind: str
    number_masked: str
    issuing_state: str | None


class VisitCompanion(BaseModel):
    name: str
    document: DocumentOut


class VehicleOut(BaseModel):
    plate: str
    kind: str | None


class CurrentOut(BaseModel):
    """The step that waits now."""

    step: str
    name: str
    holders: list[str]
    since: datetime
    due_at: datetime | None


class FlowStepOut(BaseModel):
    step: str
    name: str
    status: TaskStatus
    holders: list[str]
    decided_by: str | None
    decided_at: datetime | None
    duration_seconds: int | None
    comment: str


class OutlineStep(BaseModel):
    """A step the flow has: `conditional` where it is not for everyone, `applies` whether it is for this visit."""

    step: str
    name: str
    conditional: bool
    applies: bool


class HistoryOut(BaseModel):
    at: datetime
    actor: str
    event: str
    comment: str


class VisitCard(BaseModel):
    """A visit as lists show it."""

    id: str
    number: str
    status: VisitStatus
    visitor_type: str
    visitor_name: str
    phone_masked: str
    document: DocumentOut
    visit_from: datetime
    visit_to: datetime
    weekdays: list[int] | None
    daily_from: str | None
    daily_to: str | None
    department: Ref
    contact: NameOnly
    purpose: str
    companions: list[VisitCompanion]
    vehicle: VehicleOut | None
    created_at: datetime
    current: CurrentOut | None
    pass_available: bool


class VisitOut(VisitCard):
    """A visit with everything its viewer may see; the health declaration as it was made. `gates` null means all.

    `short_code` is for staff to hand on to a visitor without WeChat, once the visit is approved. `outline` is the
    flow's plan with the branch not taken, for staff.
    """

    gates: list[Ref] | None
    health: dict[str, Any] | None
    flow: list[FlowStepOut]
    outline: list[OutlineStep]
    history: list[HistoryOut]
    actions: list[str]
    fields_to_repair: list[str] | None
    short_code: str | None


class VisitCardPage(BaseModel):
    items: list[VisitCard]
    next: str | None


_VISITOR_ACTIONS: dict[VisitStatus, list[str]] = {
    VisitStatus.IN_REVIEW: ["withdraw", "urge"],
    VisitStatus.RETURNED: ["repair", "resubmit", "withdraw"],
    VisitStatus.APPROVED: ["show_pass", "withdraw"],
}


async def cards(visits: Sequence[Visit]) -> list[VisitCard]:
    """Cards of a page of visits; one statement for who holds them."""
    waiting = [visit.id for visit in visits if visit.status is VisitStatus.IN_REVIEW]
    tasks = await approvals.with_names(waiting, only_open=True) if waiting else {}
    return [card(visit, tasks.get(visit.id, [])) for visit in visits]


def card(visit: Visit, tasks: Sequence[NamedTask] = ()) -> VisitCard:
    """The card of a visit loaded with department and contact; `tasks` tell who holds it."""
    return VisitCard(**_head(visit, tasks))


async def for_visitor(visit: Visit) -> VisitOut:
    """The visit as its visitor sees it: no internal comments."""
    return await _whole(visit, _VISITOR_ACTIONS.get(visit.status, []), internal=False)


async def for_staff(visit: Visit, actions: list[str]) -> VisitOut:
    """The visit as staff who may see it do; with the pass's short code where no phone of the visitor's shows it."""
    answer = await _whole(visit, actions, internal=True)
    if visit.visitor_id is None and visit.status is VisitStatus.APPROVED:
        answer.short_code = (await passes.pass_of(visit.id)).short_code
    return answer


async def _whole(visit: Visit, actions: list[str], *, internal: bool) -> VisitOut:
    tasks = (await approvals.with_names([visit.id], only_open=False))[visit.id]
    history = await queries.history(visit.id)
    return VisitOut(
        **_head(visit, tasks),
        gates=await _gates(visit),
        health=service.health_of(visit),
        flow=[_step(task, internal) for task in tasks],
        outline=await _outline(visit) if internal else [],
        history=[_line(event, internal) for event in history],
        actions=actions,
        fields_to_repair=visit.fields_to_repair,
        short_code=None,
    )


async def _gates(visit: Visit) -> list[Ref] | None:
    return limited_to(visit.gate_ids, await organisation.gate_names(visit.gate_ids or []))


def limited_to(gate_ids: list[str] | None, names: dict[str, str]) -> list[Ref] | None:
    """The gates something is limited to, by name; None for all."""
    if gate_ids is None:
        return None
    found = [Ref(id=gate_id, name=names[gate_id]) for gate_id in gate_ids]
    return sorted(found, key=lambda gate: gate.name)


async def _outline(visit: Visit) -> list[OutlineStep]:
    flow = await flows.flow(visit.flow_version)
    return [
        OutlineStep(
            step=step.key,
            name=step.name,
            conditional=bool(step.visitor_types),
            applies=step.applies_to(visit.visitor_type),
        )
        for step in ([flow.walk_in] if visit.walk_in_gate_id else flow.steps)
    ]


def _head(visit: Visit, tasks: Sequence[NamedTask]) -> dict[str, Any]:
    """What a card is made of: one check of the whole costs less than one for each part."""
    return {
        "id": visit.id,
        "number": visit.number,
        "status": visit.status,
        "visitor_type": visit.visitor_type.value,
        "visitor_name": visit.visitor_name,
        "phone_masked": visit.phone_masked,
        "document": {
            "kind": visit.document_kind,
            "number_masked": visit.document_masked,
            "issuing_state": visit.issuing_state,
        },
        "visit_from": visit.visit_from,
        "visit_to": visit.visit_to,
        "weekdays": visit.weekdays,
        "daily_from": visit.daily_from,
        "daily_to": visit.daily_to,
        "department": {"id": visit.department.id, "name": visit.department.name},
        "contact": {"name": visit.contact.name},
        "purpose": visit.purpose,
        "companions": [_companion(entry) for entry in service.companions_of(visit)],
        "vehicle": {"plate": visit.plate, "kind": visit.plate_kind} if visit.plate else None,
        "created_at": visit.created_at,
        "current": _current(tasks) if visit.status is VisitStatus.IN_REVIEW else None,
        "pass_available": visit.status is VisitStatus.APPROVED,
    }


def _companion(entry: dict[str, Any]) -> dict[str, Any]:
    document = entry["document"]
    masked = documents.mask(document["number"])
    shown = {"kind": document["kind"], "number_masked": masked, "issuing_state": document["issuing_state"]}
    return {"name": entry["name"], "document": shown}


def _current(tasks: Sequence[NamedTask]) -> CurrentOut | None:
    for task in tasks:
        if task.status is TaskStatus.OPEN and task.opened_at:
            return CurrentOut(
                step=task.step,
                name=task.name,
                holders=list(task.holders),
                since=task.opened_at,
                due_at=task.due_at,
            )
    return None


def _step(task: NamedTask, internal: bool) -> FlowStepOut:
    return FlowStepOut(
        step=task.step,
        name=task.name,
        status=task.status,
        holders=[task.decided_by] if task.decided_by else list(task.holders),
        decided_by=task.decided_by,
        decided_at=task.decided_at,
        duration_seconds=task.duration_seconds,
        comment=_comments(task.comment, task.internal_comment, internal),
    )


def _line(event: VisitEvent, internal: bool) -> HistoryOut:
    comment = _comments(event.comment, event.internal_comment, internal)
    return HistoryOut(at=event.at, actor=event.actor_name, event=event.event, comment=comment)


def _comments(visible: str, hidden: str, internal: bool) -> str:
    """What the visitor may read, and for staff the internal remark behind it."""
    return "\n".join(filter(None, [visible, f"（内部）{hidden}" if hidden and internal else ""]))
