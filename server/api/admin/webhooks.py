"""闸机推送: receivers, and what became of every telling."""

from collections.abc import Sequence
from datetime import datetime

from pydantic import BaseModel

from server.accounts.permissions import Permission
from server.api.endpoints import Call, Routes
from server.api.pages import ListQuery
from server.journey import push
from server.organisation import queries as organisation
from server.reporting.visit_answers import Ref, limited_to
from server.webhooks import queries
from server.webhooks.models import Webhook, WebhookDelivery
from server.webhooks.schemas import WebhookIn
from server.webhooks.states import DeliveryState, GateEvent

routes = Routes("/api/v1/admin", "admin")
_MAY = Permission.WEBHOOKS_MANAGE


class WebhookOut(BaseModel):
    """`gates` null means every gate."""

    id: str
    name: str
    url: str
    events: list[GateEvent]
    gates: list[Ref] | None
    disabled_at: datetime | None
    created_at: datetime


class WebhookPage(BaseModel):
    items: list[WebhookOut]
    next: str | None


class WithSecret(WebhookOut):
    """The secret is told this once; it signs by the rules of Standard Webhooks."""

    secret: str


class DeliveryQuery(ListQuery):
    state: DeliveryState | None = None


class DeliveryOut(BaseModel):
    """`status_code` is the receiver's last answer, `last_reason` what went wrong where there was none."""

    id: str
    event: str
    passage_id: str
    state: DeliveryState
    attempts: int
    status_code: int | None
    last_reason: str
    due_at: datetime
    delivered_at: datetime | None
    created_at: datetime


class DeliveryPage(BaseModel):
    items: list[DeliveryOut]
    next: str | None


@routes.get("/webhooks", _MAY, "推送列表", query=ListQuery, answer=WebhookPage)
async def listing(call: Call[None, ListQuery]) -> WebhookPage:
    page = await queries.webhook_page(call.query.limit, call.query.after)
    return WebhookPage(items=await _webhooks(page.rows), next=page.after)


@routes.post("/webhooks", _MAY, "新增推送", body=WebhookIn, answer=WithSecret, status=201)
async def add(call: Call[WebhookIn, None]) -> WithSecret:
    return await _with_secret(*await push.add_webhook(call.actor, call.body))


@routes.post("/webhooks/{id}/rotate", _MAY, "更换密钥", answer=WithSecret, refuses=(409,))
async def rotate(call: Call[None, None]) -> WithSecret:
    return await _with_secret(*await push.rotate(call.actor, call.id))


@routes.post("/webhooks/{id}/disable", _MAY, "停用推送", answer=WebhookOut, refuses=(409,))
async def disable(call: Call[None, None]) -> WebhookOut:
    return (await _webhooks([await push.disable(call.actor, call.id)]))[0]


@routes.post("/webhooks/{id}/enable", _MAY, "启用推送", answer=WebhookOut, refuses=(409,))
async def enable(call: Call[None, None]) -> WebhookOut:
    return (await _webhooks([await push.enable(call.actor, call.id)]))[0]


@routes.get("/webhooks/{id}/deliveries", _MAY, "推送记录", query=DeliveryQuery, answer=DeliveryPage)
async def deliveries(call: Call[None, DeliveryQuery]) -> DeliveryPage:
    webhook, wanted = await queries.webhook(call.id), call.query
    page = await queries.deliveries(webhook.id, wanted.state, wanted.limit, wanted.after)
    return DeliveryPage(items=[_delivery(row) for row in page.rows], next=page.after)


@routes.post("/webhook-deliveries/{id}/resend", _MAY, "重新推送", answer=DeliveryOut, refuses=(409,))
async def resend(call: Call[None, None]) -> DeliveryOut:
    return _delivery(await push.resend(call.actor, call.id))


async def _with_secret(webhook: Webhook, secret: str) -> WithSecret:
    shown = (await _webhooks([webhook]))[0]
    return WithSecret(**shown.model_dump(), secret=secret)


async def _webhooks(rows: Sequence[Webhook]) -> list[WebhookOut]:
    names = await organisation.gate_names({gate_id for row in rows for gate_id in row.gate_ids or []})
    return [_webhook(row, names) for row in rows]


def _webhook(row: Webhook, names: dict[str, str]) -> WebhookOut:
    return WebhookOut(
        id=row.id,
        name=row.name,
        url=row.url,
        events=row.events,
        gates=limited_to(row.gate_ids, names),
        disabled_at=row.disabled_at,
        created_at=row.created_at,
    )


def _delivery(row: WebhookDelivery) -> DeliveryOut:
    return DeliveryOut(
        id=row.id,
        event=row.event,
        passage_id=row.passage_id,
        state=row.state,
        attempts=row.attempts,
        status_code=row.status_code,
        last_reason=row.last_reason,
        due_at=row.due_at,
        delivered_at=row.delivered_at,
        created_at=row.created_at,
    )
