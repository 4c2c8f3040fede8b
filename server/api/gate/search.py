"""Finding a visit without its code."""

from datetime import timedelta
from typing import Annotated

from pydantic import BaseModel, Field

from server.accounts.permissions import Permission
from server.api.endpoints import Call, Routes
from server.api.gate.days import midnight
from server.gate import search
from server.passes.models import EntryPass
from server.reporting import visit_answers
from server.reporting.visit_answers import VisitCard

routes = Routes("/api/v1/gate/search", "gate")


class SearchQuery(BaseModel):
    """`q` is the last four digits of the phone, the beginning of the name, the plate or the visit's number."""

    q: Annotated[str, Field(min_length=1, max_length=32)]


class Hit(VisitCard):
    """`document_tail` is what the guard compares with the document shown."""

    visit_id: str
    pass_number: str
    inside: bool
    document_tail: str


class HitsOut(BaseModel):
    items: list[Hit]


@routes.get("", Permission.GATE_READ, "按手机尾号、姓名、车牌或编号查找", query=SearchQuery, answer=HitsOut)
async def listing(call: Call[None, SearchQuery]) -> HitsOut:
    today, text = midnight(call.services.settings), call.query.q.strip()
    found = await search.found(text, today, today + timedelta(days=2)) if text else []
    return HitsOut(items=[_hit(row) for row in found])


def _hit(row: EntryPass) -> Hit:
    return Hit(
        **visit_answers.card(row.visit).model_dump(),
        visit_id=row.visit_id,
        pass_number=row.number,
        inside=row.inside,
        document_tail=row.visit.document_masked.rpartition("*")[2],
    )
