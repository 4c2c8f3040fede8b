"""Reads of webhooks and their deliveries."""

from datetime import datetime

from server.db.keyset import page
from server.kit.errors import NotFound
from server.kit.paging import Page
from server.webhooks.models import Webhook, WebhookDelivery
from server.webhooks.states import DeliveryState


async def webhook(webhook_id: str) -> Webhook:
    """A webhook, disabled or not. Raises NotFound."""
    found = await Webhook.get_or_none(id=webhook_id)
    if found is None:
        raise NotFound
    return found


async def webhook_page(limit: int, after: str | None) -> Page[Webhook]:
    """All webhooks, the latest first."""
    return await page(Webhook.all(), "created_at", limit, after)


async def in_force() -> list[Webhook]:
    """Those that are told."""
    return await Webhook.filter(disabled_at__isnull=True)


async def deliveries(
    webhook_id: str, state: DeliveryState | None, limit: int, after: str | None
) -> Page[WebhookDelivery]:
    """What this receiver was told or will be, the latest first."""
    rows = WebhookDelivery.filter(webhook_id=webhook_id)
    return await page(rows.filter(state=state) if state else rows, "created_at", limit, after)


async def delivery(delivery_id: str) -> WebhookDelivery:
    """One delivery with its webhook. Raises NotFound."""
    found = await WebhookDelivery.get_or_none(id=delivery_id).select_related("webhook")
    if found is None:
        raise NotFound
    return found


async def due(now: datetime, limit: int) -> list[WebhookDelivery]:
    """What is to be sent now, the longest due first."""
    rows = WebhookDelivery.filter(
        state=DeliveryState.QUEUED, due_at__lte=now, webhook__disabled_at__isnull=True
    )
    return await rows.order_by("due_at", "created_at").limit(limit).select_related("webhook")
