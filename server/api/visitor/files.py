"""Uploads of the health items."""

from typing import Literal, get_args

from pydantic import BaseModel
from sanic import Request

from server.accounts.permissions import Permission
from server.api.endpoints import Call, Raw, Routes
from server.audit import service as audit
from server.files import service
from server.files.errors import FileMissing
from server.kit.errors import invalid
from server.settings import Storage
from server.visits import queries as visits

routes = Routes("/api/v1/visitor", "visitor")

Purpose = Literal["health_code", "travel_code", "nucleic_acid"]


class FileOut(BaseModel):
    id: str
    content_type: str
    size: int


@routes.post(
    "/files",
    Permission.VISITOR_SELF,
    "上传健康码、行程码或检测报告",
    multipart=("file", "purpose"),
    answer=FileOut,
    status=201,
    refuses=(413, 422, 429),
)
async def upload(call: Call[None, None]) -> FileOut:
    return await stored_answer(call.request, call.actor.as_visitor, call.services.settings.storage)


async def stored_answer(request: Request, owner_id: str, limits: Storage) -> FileOut:
    """Keep what was uploaded for its owner, until an application names it."""
    stored = await service.store(owner_id, _purpose(request), content_of(request), limits)
    return FileOut(id=stored.id, content_type=stored.content_type, size=stored.size)


@routes.get("/visits/{id}/files/{file_id}", Permission.VISITOR_SELF, "查看自己上传的文件", answer="*/*")
async def show(call: Call[None, None]) -> Raw:
    visit = await visits.own_visit(call.actor, call.id)
    return await file_answer(visit.id, call.path["file_id"])


async def file_answer(visit_id: str, file_id: str) -> Raw:
    """The file, never to be run or guessed at by a browser; the caller has checked who may see the visit."""
    attachment, content = await service.read(visit_id, file_id)
    headers = {
        "Content-Disposition": "inline",
        "Cache-Control": "private, no-store",
        "Content-Security-Policy": "default-src 'none'; img-src 'self'; sandbox",
    }
    return Raw(content, attachment.content_type, headers)


async def audited_file_answer(actor_id: str, visit_id: str, file_id: str) -> Raw:
    """The same for staff, whose look leaves a trace."""
    answer = await file_answer(visit_id, file_id)
    await audit.record("staff", actor_id, "file_viewed", "visit", visit_id, {"file": file_id})
    return answer


def _purpose(request: Request) -> str:
    purpose: str | None = request.form.get("purpose") if request.form else None
    if purpose is None or purpose not in get_args(Purpose):
        raise invalid("purpose", "not_a_choice", "请说明上传的是健康码、行程码还是核酸检测结果。")
    return purpose


def content_of(request: Request) -> bytes:
    """The uploaded `file`. Raises FileMissing."""
    uploaded = request.files.get("file") if request.files else None
    if uploaded is None:
        raise FileMissing
    return bytes(uploaded.body)
