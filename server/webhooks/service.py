"""Writes to webhooks, each inside a use case's transaction; and the one writer of a delivery's state."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from tortoise.queryset import QuerySet

from server.kit import clock
from server.kit.ids import new_id
from server.kit.sealing import vault
from server.settings import current
from server.webhooks.errors import NotResendable, WebhookDisabled, WebhookInForce
from server.webhooks.models import Webhook, WebhookDelivery
from server.webhooks.rules import LOOK_BACK
from server.webhooks.schemas import WebhookIn
from server.webhooks.signing import secret_text
from server.webhooks.states import MOVES, DeliveryState

SEALED_SECRET = "webhook.secret"  # noqa: S105
_OVERLAP = timedelta(days=1)
_SECRET_BYTES = 32


async def add(body: WebhookIn) -> tuple[Webhook, str]:
    """A receiver of what happens from now on, and its secret, which is never shown again."""
    now, secret = clock.now(), _new_secret()
    webhook = await Webhook.create(
        id=new_id(),
        name=body.name,
        url=body.url,
        events=sorted(set(body.events)),
        gate_ids=body.gate_ids,
        secret_sealed=vault().seal(SEALED_SECRET, secret),
        swept_until=now + LOOK_BACK,
        created_at=now,
    )
    return webhook, secret


async def rotate(webhook: Webhook) -> str:
    """A new secret; for a day the old one signs too. Raises WebhookDisabled."""
    secret = _new_secret()
    changed = await Webhook.filter(id=webhook.id, disabled_at__isnull=True).update(
        secret_sealed=vault().seal(SEALED_SECRET, secret),
        previous_sealed=webhook.secret_sealed,
        previous_until=clock.now() + _OVERLAP,
    )
    if not changed:
        raise WebhookDisabled
    return secret


async def disable(webhook_id: str) -> None:
    """It is told nothing more, also not what waits. Raises WebhookDisabled when that was done before."""
    if not await Webhook.filter(id=webhook_id, disabled_at__isnull=True).update(disabled_at=clock.now()):
        raise WebhookDisabled
    waiting = WebhookDelivery.filter(webhook_id=webhook_id, state=DeliveryState.QUEUED)
    await move(waiting, DeliveryState.FAILED, last_reason="disabled")


async def enable(webhook_id: str) -> None:
    """It is told what happens from now on, and nothing of before. Raises WebhookInForce when it is told already."""
    disabled = Webhook.filter(id=webhook_id, disabled_at__isnull=False)
    if not await disabled.update(disabled_at=None, swept_until=clock.now() + LOOK_BACK):
        raise WebhookInForce


async def resend(delivery_id: str, give_up_at: datetime) -> None:
    """Send a delivery that has ended once more. Raises NotResendable."""
    ended = WebhookDelivery.filter(id=delivery_id, state__in=[DeliveryState.DELIVERED, DeliveryState.FAILED])
    if not await move(ended, DeliveryState.QUEUED, due_at=clock.now(), give_up_at=give_up_at, attempts=0):
        raise NotResendable


async def forget_old() -> int:
    """Remove deliveries that ended long ago; how many there were."""
    ended = WebhookDelivery.filter(state__in=[DeliveryState.DELIVERED, DeliveryState.FAILED])
    return await ended.filter(
        created_at__lt=clock.now() - timedelta(days=current().webhooks.keep_days)
    ).delete()


def secrets_of(webhook: Webhook, now: datetime) -> list[str]:
    """The secrets in force, the newest first."""
    sealed = [webhook.secret_sealed]
    if webhook.previous_sealed and webhook.previous_until and webhook.previous_until > now:
        sealed.append(webhook.previous_sealed)
    return [vault().open(SEALED_SECRET, text) for text in sealed]


async def move(rows: QuerySet[WebhookDelivery], target: DeliveryState, **changes: Any) -> int:
    """Move those of `rows` that may become `target`; how many did."""
    movable = rows.filter(state__in=list(MOVES.sources(target)))
    return await movable.update(state=target, **changes)


def _new_secret() -> str:
    return secret_text(secrets.token_bytes(_SECRET_BYTES))
