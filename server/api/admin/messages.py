"""The delivery log: what was told to whom, over which channel, and how it ended."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, Field

from server.accounts import queries as accounts
from server.accounts.permissions import Permission
from server.api.endpoints import Call, Routes
from server.api.pages import ListQuery
from server.journey import resend as resending
from server.notifications import queries
from server.notifications.models import Alarm, OutgoingMessage
from server.notifications.states import MessageStatus

routes = Routes("/api/v1/admin", "admin")
_MAY = Permission.MESSAGES_MANAGE

Word = Annotated[str, Field(max_length=32)]


class MessageQuery(ListQuery):
    status: MessageStatus | None = None
    kind: Word | None = None
    channel: Word | None = None
    visit_id: Word | None = None
    staff_id: Word | None = None


class AttemptOut(BaseModel):
    at: datetime
    channel: str
    outcome: str
    code: int | None
    reason: str


class MessageOut(BaseModel):
    """No names and no words of the message: those are the visitor's."""

    id: str
    kind: str
    recipient_id: str | None
    recipient_staff: str | None
    visit_id: str | None
    status: MessageStatus
    channel: str | None
    attempts: int
    last_code: int | None
    last_reason: str
    created_at: datetime
    due_at: datetime
    sent_at: datetime | None
    delivered_at: datetime | None
    tries: list[AttemptOut]


class MessagePage(BaseModel):
    items: list[MessageOut]
    next: str | None


class AlarmOut(BaseModel):
    """Something only an operator can put right; `cleared_at` null while it goes on."""

    key: str
    since: datetime
    last_at: datetime
    count: int
    detail: str
    cleared_at: datetime | None


class AlarmsOut(BaseModel):
    items: list[AlarmOut]


@routes.get("/messages", _MAY, "消息发送记录", query=MessageQuery, answer=MessagePage)
async def listing(call: Call[None, MessageQuery]) -> MessagePage:
    wanted = call.query
    page = await queries.delivery_log(**wanted.model_dump())
    names = await accounts.names_of({row.recipient_staff_id for row in page.rows if row.recipient_staff_id})
    return MessagePage(items=[_message(row, names) for row in page.rows], next=page.after)


@routes.post("/messages/{id}/resend", _MAY, "重新发送", refuses=(409,))
async def resend(call: Call[None, None]) -> None:
    await resending.resend(call.actor, call.id)


@routes.get("/alarms", _MAY, "需要处理的告警", answer=AlarmsOut)
async def alarms(call: Call[None, None]) -> AlarmsOut:
    return AlarmsOut(items=[_alarm(row) for row in await queries.alarms()])


def _message(row: OutgoingMessage, names: dict[str, str]) -> MessageOut:
    values: dict[str, Any] = {
        name: getattr(row, name) for name in MessageOut.model_fields if hasattr(row, name)
    }
    tries = [
        AttemptOut(at=t.at, channel=t.channel, outcome=t.outcome, code=t.code, reason=t.reason)
        for t in row.tries
    ]
    staff = names.get(row.recipient_staff_id or "")
    return MessageOut(**{**values, "recipient_staff": staff, "tries": tries})


def _alarm(row: Alarm) -> AlarmOut:
    return AlarmOut(
        key=row.key,
        since=row.since,
        last_at=row.last_at,
        count=row.count,
        detail=row.detail,
        cleared_at=row.cleared_at,
    )
