"""Sends what is due: per receiver one after the other, so that a slow one holds nobody else up."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from itertools import groupby
from operator import attrgetter

import httpx

from server.db.transaction import transaction
from server.kit import clock
from server.settings import Webhooks
from server.webhooks import outbox, queries
from server.webhooks.addresses import AddressRefused, Target, target
from server.webhooks.models import WebhookDelivery
from server.webhooks.rules import Outcome, after
from server.webhooks.service import move, secrets_of
from server.webhooks.signing import headers
from server.webhooks.states import DeliveryState

log = logging.getLogger(__name__)

_MOST = 200
# A worker that has not answered for so long beyond the time-out has died.
_SLACK = timedelta(seconds=30)


class WebhookSender:
    """One per worker process; several on one database share the work."""

    def __init__(self, limits: Webhooks, http: httpx.AsyncClient) -> None:
        self._limits = limits
        self._http = http
        self._retries = [timedelta(seconds=each) for each in limits.retry_seconds]
        self._lease = timedelta(seconds=limits.timeout_seconds) + _SLACK
        self._under_way: dict[str, asyncio.Task[None]] = {}

    async def push(self) -> None:
        """Begin to send what is due to receivers that are not being sent to already; for the worker's rounds."""
        await outbox.sweep(self._limits.give_up_hours)
        await self._rescue()
        due = sorted(await queries.due(clock.now(), _MOST), key=attrgetter("webhook_id"))
        for webhook_id, deliveries in groupby(due, key=attrgetter("webhook_id")):
            if webhook_id not in self._under_way:
                self._begin(webhook_id, list(deliveries))

    async def drained(self) -> None:
        """Wait for what is under way."""
        while self._under_way:
            await asyncio.wait(list(self._under_way.values()))

    def _begin(self, webhook_id: str, deliveries: list[WebhookDelivery]) -> None:
        task = asyncio.create_task(self._send_all(sorted(deliveries, key=attrgetter("due_at", "created_at"))))
        self._under_way[webhook_id] = task

        def ended(task: asyncio.Task[None]) -> None:
            del self._under_way[webhook_id]
            if not task.cancelled() and (error := task.exception()):
                log.error("webhook broke off", extra={"webhook": webhook_id, "error": type(error).__name__})

        task.add_done_callback(ended)

    async def _send_all(self, deliveries: list[WebhookDelivery]) -> None:
        """In order; what another worker has claimed meanwhile is left to it."""
        for delivery in deliveries:
            one = WebhookDelivery.filter(id=delivery.id)
            claimed_until = clock.now() + self._lease
            attempts = delivery.attempts + 1
            if await move(one, DeliveryState.SENDING, claimed_until=claimed_until, attempts=attempts):
                await self._settle(delivery, attempts, await self._post(delivery))

    async def _post(self, delivery: WebhookDelivery) -> Outcome:
        """One attempt. The answer's text is not read: nothing of it is kept."""
        webhook, now = delivery.webhook, clock.now()
        try:
            async with asyncio.timeout(self._limits.timeout_seconds):
                to = await target(webhook.url, allow_private=self._limits.allow_private_addresses)
                signed = headers(secrets_of(webhook, now), delivery.id, now, delivery.body)
                return Outcome(await self._status(to, signed, delivery.body), "answered")
        except AddressRefused as error:
            return Outcome(None, str(error))
        except (httpx.HTTPError, OSError) as error:
            return Outcome(None, type(error).__name__)

    async def _status(self, to: Target, signed: dict[str, str], body: str) -> int:
        said = {"host": to.header, "content-type": "application/json", **signed}
        request = self._http.build_request(
            "POST", to.url, content=body, headers=said, extensions={"sni_hostname": to.host}
        )
        answer = await self._http.send(request, stream=True)
        await answer.aclose()
        return answer.status_code

    @transaction
    async def _settle(self, delivery: WebhookDelivery, attempts: int, outcome: Outcome) -> None:
        now = clock.now()
        step = after(outcome, attempts, now, delivery.give_up_at, self._retries)
        await move(
            WebhookDelivery.filter(id=delivery.id, attempts=attempts),
            step.state,
            due_at=step.due_at or delivery.due_at,
            claimed_until=None,
            status_code=outcome.status_code,
            last_reason=outcome.reason,
            delivered_at=now if step.state is DeliveryState.DELIVERED else None,
        )

    async def _rescue(self) -> None:
        """What a dead worker had claimed is due again; the receiver knows a repeat by its webhook-id."""
        now = clock.now()
        lost = WebhookDelivery.filter(state=DeliveryState.SENDING, claimed_until__lte=now)
        await move(lost, DeliveryState.QUEUED, due_at=now, claimed_until=None, last_reason="worker_lost")


@asynccontextmanager
async def open_sender(limits: Webhooks) -> AsyncIterator[WebhookSender]:
    """A sender with its own connections; at the end what is under way is waited for."""
    patience = limits.timeout_seconds
    async with httpx.AsyncClient(timeout=patience, follow_redirects=False, trust_env=False) as http:
        sender = WebhookSender(limits, http)
        try:
            yield sender
        finally:
            await sender.drained()
