"""From passages to deliveries.

The passage is the row that was written with its cause; the worker makes a delivery of it for every receiver, once. A
scan therefore costs nothing more, and a worker that was away finds what it missed.
"""

import json
from datetime import datetime, timedelta

from tortoise.queryset import QuerySet

from server.db.transaction import transaction
from server.gate.models import Passage
from server.kit import clock
from server.kit.ids import new_id
from server.organisation import queries as organisation
from server.webhooks import queries
from server.webhooks.models import Webhook, WebhookDelivery
from server.webhooks.rules import LOOK_BACK
from server.webhooks.states import VOIDED, DeliveryState, GateEvent

# An event and the passage it is about.
_News = tuple[str, Passage]

# After a longer absence one hour is worked off at a time.
_MOST = timedelta(hours=1)


async def sweep(give_up_hours: int) -> int:
    """Write the deliveries of what happened since the last time; how many."""
    return sum([await _sweep(webhook, give_up_hours) for webhook in await queries.in_force()])


async def _sweep(webhook: Webhook, give_up_hours: int) -> int:
    now, found = clock.now(), 0
    while True:
        until = min(now, webhook.swept_until + _MOST)
        fresh = await _untold(webhook, until)
        found += len(fresh)
        if fresh or until - webhook.swept_until > LOOK_BACK / 2:
            await _write([_delivery(webhook, news, now, give_up_hours) for news in fresh], webhook, until)
            webhook.swept_until = until
        if until == now:
            return found


@transaction
async def _write(deliveries: list[WebhookDelivery], webhook: Webhook, until: datetime) -> None:
    """Both or neither; what another worker has written is left alone."""
    if deliveries:
        await WebhookDelivery.bulk_create(deliveries, ignore_conflicts=True)
    await Webhook.filter(id=webhook.id, swept_until__lt=until).update(swept_until=until)


async def _untold(webhook: Webhook, until: datetime) -> list[_News]:
    """What this receiver is still to be told: what we saw, what a desk has told us later, what was taken back."""
    gates = webhook.gate_ids or [gate.id for gate in await organisation.gates()]
    rows = Passage.filter(gate_id__in=gates).select_related("gate")
    span = [webhook.swept_until - LOOK_BACK, until]
    news = await _happened(webhook, rows.filter(recorded_at__range=span, uploaded_at__isnull=True))
    news += await _happened(webhook, rows.filter(uploaded_at__range=span))
    news += await _taken_back(webhook, rows.filter(voided_at__range=span))
    told = WebhookDelivery.filter(webhook_id=webhook.id, passage_id__in=[passage.id for _, passage in news])
    known = {(row["event"], row["passage_id"]) for row in await told.values()} if news else set()
    return [(event, passage) for event, passage in news if (event, passage.id) not in known]


async def _happened(webhook: Webhook, rows: QuerySet[Passage]) -> list[_News]:
    verdicts = [verdict for verdict, event in _EVENTS.items() if event in webhook.events]
    fresh = rows.filter(verdict__in=verdicts).order_by("recorded_at", "id")
    return [(_EVENTS[row.verdict], row) for row in await fresh]


async def _taken_back(webhook: Webhook, rows: QuerySet[Passage]) -> list[_News]:
    """The guard sent away for whom the barrier has opened, or the security office found that nobody came in."""
    if GateEvent.ADMITTED not in webhook.events:
        return []
    return [(VOIDED, row) for row in await rows.filter(verdict="admit").order_by("voided_at", "id")]


_EVENTS = {"admit": GateEvent.ADMITTED, "refuse": GateEvent.REFUSED}


def _delivery(webhook: Webhook, news: _News, now: datetime, give_up_hours: int) -> WebhookDelivery:
    event, passage = news
    return WebhookDelivery(
        id=new_id(),
        webhook_id=webhook.id,
        passage_id=passage.id,
        event=event,
        body=_body(event, passage),
        state=DeliveryState.QUEUED,
        due_at=now,
        give_up_at=now + timedelta(hours=give_up_hours),
        created_at=now,
    )


def _body(event: str, passage: Passage) -> str:
    """What a desk decided without us is `late`: it counts, and opens no barrier any more."""
    at = passage.voided_at if event == VOIDED and passage.voided_at else passage.recorded_at
    said = {
        "type": str(event),
        "timestamp": at.isoformat(),
        "data": {
            "passage_id": passage.id,
            "gate": {"id": passage.gate.id, "name": passage.gate.name},
            "device_id": passage.device_id,
            "direction": passage.direction,
            "verdict": passage.verdict,
            "reason": passage.reason,
            "method": passage.method,
            "visit_id": passage.visit_id,
            "late": passage.uploaded_at is not None,
            "recorded_at": passage.recorded_at.isoformat(),
            "uploaded_at": passage.uploaded_at.isoformat() if passage.uploaded_at else None,
        },
    }
    return json.dumps(said, ensure_ascii=False)
