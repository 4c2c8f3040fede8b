"""流程中心: what waits for me, what I decided, what I started, what was copied to me."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from server.accounts.actor import Actor
from server.accounts.permissions import Permission
from server.api.endpoints import Call, Raw, Routes
from server.api.pages import ListQuery
from server.api.visitor.files import audited_file_answer
from server.approvals import queries
from server.approvals.models import ApprovalTask
from server.approvals.states import TaskStatus
from server.journey import decide
from server.kit.incoming import Incoming, OpaqueId, OptionalParagraph, Paragraph
from server.reporting import visit_answers
from server.reporting.visit_answers import VisitCard, VisitOut
from server.visits import queries as visits
from server.visits.rules import week_of
from server.visits.states import VisitStatus

routes = Routes("/api/v1/staff/approvals", "staff")
_MAY = Permission.APPROVALS_DECIDE


class BoxQuery(ListQuery):
    box: Literal["todo", "done", "started", "copied"] = "todo"


class TaskHead(BaseModel):
    id: str
    step: str
    name: str
    status: TaskStatus
    opened_at: datetime | None
    due_at: datetime | None


class TaskRow(TaskHead):
    visit: VisitCard


class TaskPage(BaseModel):
    items: list[TaskRow]
    next: str | None


class CountsOut(BaseModel):
    """How many cases each box holds."""

    todo: int
    done: int
    started: int
    copied: int


class TaskOut(TaskHead):
    decided_at: datetime | None
    comment: str
    internal_comment: str


class Decided(BaseModel):
    task: TaskOut
    visit: VisitOut


class CaseOut(Decided):
    """`visits_this_week`: how often this phone comes in the week of the visit, this time counted."""

    actions: list[str]
    visits_this_week: int


class ApproveIn(Incoming):
    comment: OptionalParagraph = ""
    internal_comment: OptionalParagraph = ""


class RejectIn(Incoming):
    comment: Paragraph
    internal_comment: OptionalParagraph = ""


class ReturnIn(RejectIn):
    fields: Annotated[
        list[Annotated[str, Field(max_length=60, pattern=r"^[a-z0-9_.]+$")]], Field(max_length=30)
    ] = []


class TransferIn(Incoming):
    to_staff_id: OpaqueId
    comment: OptionalParagraph = ""


class RecallIn(Incoming):
    comment: OptionalParagraph = ""


_BOXES = {
    "todo": queries.todo,
    "done": queries.done,
    "started": queries.started,
    "copied": queries.copied,
}


@routes.get("", _MAY, "审批任务列表", query=BoxQuery, answer=TaskPage)
async def listing(call: Call[None, BoxQuery]) -> TaskPage:
    page = await _BOXES[call.query.box](call.actor, call.query.limit, call.query.after)
    return TaskPage(items=await task_rows(page.rows), next=page.after)


@routes.get("/counts", _MAY, "各审批箱的数量", answer=CountsOut)
async def counts(call: Call[None, None]) -> CountsOut:
    return CountsOut(**await queries.counts(call.actor))


async def task_rows(tasks: Sequence[ApprovalTask]) -> list[TaskRow]:
    """Tasks loaded with their visits, as lists show them."""
    cards = await visit_answers.cards([task.visit for task in tasks])
    return [TaskRow(**_head(task), visit=card) for task, card in zip(tasks, cards, strict=True)]


@routes.get("/{id}", _MAY, "审批任务详情", answer=CaseOut)
async def show(call: Call[None, None]) -> CaseOut:
    task = await queries.task_shown_to(call.actor, call.id)
    decided, visit = await _decided(task), task.visit
    week = week_of(visit.visit_from, call.services.settings.zone)
    return CaseOut(
        task=decided.task,
        visit=decided.visit,
        actions=_actions(call.actor, task),
        visits_this_week=await visits.times_between(visit, *week),
    )


@routes.get("/{id}/files/{file_id}", _MAY, "查看访客上传的文件", answer="*/*")
async def attachment(call: Call[None, None]) -> Raw:
    task = await queries.task_shown_to(call.actor, call.id)
    return await audited_file_answer(call.actor.id, task.visit_id, call.path["file_id"])


@routes.post("/{id}/approve", _MAY, "同意", body=ApproveIn, answer=Decided, refuses=(409,))
async def approve(call: Call[ApproveIn, None]) -> Decided:
    said = call.body
    return await _decided(await decide.approve(call.actor, call.id, said.comment, said.internal_comment))


@routes.post("/{id}/reject", _MAY, "拒绝", body=RejectIn, answer=Decided, refuses=(409,))
async def reject(call: Call[RejectIn, None]) -> Decided:
    said = call.body
    return await _decided(await decide.reject(call.actor, call.id, said.comment, said.internal_comment))


@routes.post("/{id}/return", _MAY, "退回修改", body=ReturnIn, answer=Decided, refuses=(409,))
async def return_for_repair(call: Call[ReturnIn, None]) -> Decided:
    said = call.body
    task = await decide.return_for_repair(
        call.actor, call.id, said.comment, said.internal_comment, list(said.fields)
    )
    return await _decided(task)


@routes.post("/{id}/transfer", _MAY, "转办", body=TransferIn, answer=Decided, refuses=(409,))
async def transfer(call: Call[TransferIn, None]) -> Decided:
    return await _decided(
        await decide.transfer(call.actor, call.id, call.body.to_staff_id, call.body.comment)
    )


@routes.post("/{id}/recall", _MAY, "撤回我的审批", body=RecallIn, answer=Decided, refuses=(409,))
async def recall(call: Call[RecallIn, None]) -> Decided:
    return await _decided(await decide.recall(call.actor, call.id, call.body.comment))


async def _decided(task: ApprovalTask) -> Decided:
    return Decided(
        task=TaskOut(
            **_head(task),
            decided_at=task.decided_at,
            comment=task.comment,
            internal_comment=task.internal_comment,
        ),
        visit=await visit_answers.for_staff(task.visit, []),
    )


def _head(task: ApprovalTask) -> dict[str, object]:
    return {
        "id": task.id,
        "step": task.step,
        "name": task.name,
        "status": task.status,
        "opened_at": task.opened_at,
        "due_at": task.due_at,
    }


def _actions(actor: Actor, task: ApprovalTask) -> list[str]:
    """What this person may try now; the use cases check again."""
    if task.status is TaskStatus.OPEN:
        acts = ["approve", "reject", "return", "transfer"]
        return acts if task.visit.visitor_id else [act for act in acts if act != "return"]
    mine = task.status is TaskStatus.APPROVED and task.decided_by_id == actor.as_staff
    return ["recall"] if mine and task.visit.status is VisitStatus.IN_REVIEW else []
