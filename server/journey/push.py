"""闸机推送: receivers are added, given another secret, switched off and on; a telling is repeated by hand."""

from datetime import timedelta

from server.accounts.actor import Actor
from server.audit import service as audit
from server.db.transaction import transaction
from server.journey.at_gate import check_gates
from server.kit import clock
from server.kit.errors import invalid
from server.settings import current
from server.webhooks import queries, service
from server.webhooks.addresses import is_private, well_formed
from server.webhooks.errors import WebhookDisabled
from server.webhooks.models import Webhook, WebhookDelivery
from server.webhooks.schemas import WebhookIn


@transaction
async def add_webhook(actor: Actor, body: WebhookIn) -> tuple[Webhook, str]:
    """A receiver, and its secret for this one showing. Raises InvalidInput."""
    _check_url(body.url)
    await check_gates(body.gate_ids or [])
    webhook, secret = await service.add(body)
    await _note(actor, "webhook_added", webhook)
    return webhook, secret


@transaction
async def rotate(actor: Actor, webhook_id: str) -> tuple[Webhook, str]:
    """Another secret; the old one signs for a day more. Raises NotFound or WebhookDisabled."""
    webhook = await queries.webhook(webhook_id)
    secret = await service.rotate(webhook)
    await _note(actor, "webhook_rotated", webhook)
    return await queries.webhook(webhook_id), secret


@transaction
async def disable(actor: Actor, webhook_id: str) -> Webhook:
    """It is told nothing more. Raises NotFound or WebhookDisabled."""
    webhook = await queries.webhook(webhook_id)
    await service.disable(webhook.id)
    await _note(actor, "webhook_disabled", webhook)
    return await queries.webhook(webhook_id)


@transaction
async def enable(actor: Actor, webhook_id: str) -> Webhook:
    """It is told again, of what happens from now on. Raises NotFound or WebhookInForce."""
    webhook = await queries.webhook(webhook_id)
    await service.enable(webhook.id)
    await _note(actor, "webhook_enabled", webhook)
    return await queries.webhook(webhook_id)


@transaction
async def resend(actor: Actor, delivery_id: str) -> WebhookDelivery:
    """Send what has ended once more. Raises NotFound, WebhookDisabled or NotResendable."""
    delivery = await queries.delivery(delivery_id)
    if delivery.webhook.disabled_at:
        raise WebhookDisabled
    await service.resend(delivery.id, clock.now() + timedelta(hours=current().webhooks.give_up_hours))
    await _note(actor, "webhook_resent", delivery.webhook)
    return await queries.delivery(delivery_id)


def _check_url(url: str) -> None:
    """What is plainly wrong is said at once; where a name leads is looked at before every call."""
    parts = well_formed(url)
    if parts is None:
        raise invalid("url", "bad_url", "请填写以http://或https://开头的地址，不含用户名、密码和#。")
    if not current().webhooks.allow_private_addresses and is_private(parts.hostname or ""):
        raise invalid(
            "url", "private_address", "这是内网地址。如需推送到内网，请先由管理员在系统设置中允许。"
        )


async def _note(actor: Actor, action: str, webhook: Webhook) -> None:
    await audit.record(actor.kind, actor.id, action, "webhook", webhook.id)
