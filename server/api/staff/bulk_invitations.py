"""批量邀请: a table of invitations checked, repaired on the page, and created in slices."""

import asyncio
from typing import Annotated

from pydantic import BaseModel, Field

from server.accounts.permissions import Permission
from server.api.endpoints import Call, Raw, Routes, download_as
from server.api.problems import ProblemField
from server.api.visitor.files import content_of
from server.files.errors import FileTooLarge
from server.invitations import sheet, sheet_file
from server.journey import invite_many
from server.kit.errors import FieldProblem
from server.kit.incoming import Incoming

routes = Routes("/api/v1/staff/invitations", "staff")
_MAY = Permission.INVITATIONS_MANAGE
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Cell = Annotated[str, Field(max_length=2000)] | None


class TypedRow(Incoming):
    """One row as people typed it; times with an offset, or a date and time in the school's zone."""

    phone: Cell = None
    visitor_name: Cell = None
    visitor_type: Cell = None
    purpose: Cell = None
    valid_from: Cell = None
    valid_to: Cell = None
    note: Cell = None


class CheckIn(Incoming):
    rows: Annotated[list[TypedRow], Field(min_length=1, max_length=sheet_file.MAX_ROWS)]


class BulkIn(Incoming):
    """A slice small enough to be one transaction; `send` sends what is created at once."""

    rows: Annotated[list[TypedRow], Field(min_length=1, max_length=200)]
    send: bool = False


class CheckedRow(BaseModel):
    """`row` counts from nought in the order sent; without problems the row is good."""

    row: int
    problems: list[ProblemField]


class CheckOut(BaseModel):
    rows: list[CheckedRow]


class CreatedRow(CheckedRow):
    invitation_id: str | None


class BulkOut(BaseModel):
    created: int
    rows: list[CreatedRow]


class ReadOut(BaseModel):
    """The rows of an uploaded file, to be shown, checked and repaired."""

    rows: list[TypedRow]


@routes.post("/check", _MAY, "检查批量邀请的名单", body=CheckIn, answer=CheckOut, remembers=False)
async def check(call: Call[CheckIn, None]) -> CheckOut:
    found = await invite_many.check(_typed(call.body.rows))
    return CheckOut(rows=[CheckedRow(row=n, problems=_said(row.problems)) for n, row in enumerate(found)])


@routes.post("/bulk", _MAY, "批量创建邀请（有问题的行不创建）", body=BulkIn, answer=BulkOut)
async def create(call: Call[BulkIn, None]) -> BulkOut:
    outcomes = await invite_many.create(call.actor, _typed(call.body.rows), send=call.body.send)
    rows = [
        CreatedRow(row=n, problems=_said(outcome.row.problems), invitation_id=outcome.invitation_id)
        for n, outcome in enumerate(outcomes)
    ]
    return BulkOut(created=sum(row.invitation_id is not None for row in rows), rows=rows)


@routes.get("/template.xlsx", _MAY, "下载批量邀请模板", answer=_XLSX)
async def template(call: Call[None, None]) -> Raw:
    content = await asyncio.to_thread(sheet_file.template)
    return Raw(content, _XLSX, {"Content-Disposition": download_as("批量邀请模板.xlsx")})


@routes.post(
    "/read-xlsx",
    _MAY,
    "读取上传的邀请名单",
    multipart=("file",),
    answer=ReadOut,
    remembers=False,
    refuses=(413, 422),
)
async def read(call: Call[None, None]) -> ReadOut:
    settings, content = call.services.settings, content_of(call.request)
    if len(content) > settings.storage.upload_max_bytes:
        raise FileTooLarge
    rows = await asyncio.to_thread(sheet_file.read, content)
    return ReadOut(rows=[TypedRow(**sheet.plain(row, settings.zone)) for row in rows])


def _typed(rows: list[TypedRow]) -> list[sheet.Typed]:
    return [{field: text or "" for field, text in row.model_dump().items()} for row in rows]


def _said(problems: list[FieldProblem]) -> list[ProblemField]:
    return [ProblemField(field=p.field, code=p.code, message=p.message) for p in problems]
