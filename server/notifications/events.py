"""What WeChat reports about messages: stored first, worked off later, also when it comes before our own answer."""

from collections.abc import Collection, Sequence
from datetime import timedelta

from server.db.transaction import on_commit, transaction
from server.kit import clock
from server.notifications import credits
from server.notifications.models import DeliveryAttempt, OutgoingMessage, PlatformEvent
from server.notifications.moves import move
from server.notifications.outbox import woken
from server.notifications.states import MessageStatus
from server.notifications.templates import Templates
from server.wechat.callback_events import CallbackEvent, EventKind
from server.wechat.options import Account

# How long a report may wait for the message it is about: the answer to our call may still be under way.
PATIENCE = timedelta(minutes=10)
KEPT = timedelta(days=30)
"""WeChat repeats an event within minutes; operators look back over weeks."""


@transaction
async def store(events: Sequence[CallbackEvent]) -> None:
    """Keep the events; one that was delivered before is kept once."""
    rows = [
        PlatformEvent(
            dedup_key=event.dedup_key,
            account=event.account.value,
            kind=event.kind.value,
            openid=event.openid[:64],
            key=event.key[:80],
            template_id=event.template_id[:64],
            msgid=event.msgid[:32],
            status=event.status[:64],
            happened_at=event.created_at,
            received_at=clock.now(),
        )
        for event in events
    ]
    await PlatformEvent.bulk_create(rows, ignore_conflicts=True)


async def waiting(limit: int, after: int = 0) -> list[PlatformEvent]:
    """Events still to be worked off, in the order they came, from the one after `after`."""
    return await PlatformEvent.filter(handled_at__isnull=True, id__gt=after).order_by("id").limit(limit)


async def take(event: PlatformEvent) -> bool:
    """Make this transaction the one that works the event off; False when another worker has."""
    rows = PlatformEvent.filter(id=event.id, handled_at__isnull=True)
    return bool(await rows.update(handled_at=clock.now()))


async def put_back(event: PlatformEvent) -> None:
    """Leave the event for later."""
    await PlatformEvent.filter(id=event.id).update(handled_at=None)


async def done(event: PlatformEvent, outcome: str) -> None:
    """Note what came of the event."""
    await PlatformEvent.filter(id=event.id).update(outcome=outcome)


async def overtaken(event: PlatformEvent, kinds: Collection[EventKind]) -> bool:
    """Whether something later of these kinds is known about the person: WeChat may deliver in any order."""
    return await PlatformEvent.filter(
        openid=event.openid, account=event.account, kind__in=list(kinds), happened_at__gt=event.happened_at
    ).exists()


async def forget_old() -> int:
    """Remove events that were worked off long ago; how many there were."""
    return await PlatformEvent.filter(handled_at__lt=clock.now() - KEPT).delete()


async def reconcile(event: PlatformEvent, templates: Templates) -> str | None:
    """Bring a message's row in line with how WeChat says it ended; None to look again later."""
    message = await OutgoingMessage.get_or_none(platform_id=event.msgid) if event.msgid else None
    if message is None:
        return "unmatched" if clock.now() - event.received_at > PATIENCE else None
    if event.status == "success":
        await OutgoingMessage.filter(id=message.id).update(delivered_at=event.happened_at)
        return "delivered"
    await _undelivered(message, event, templates)
    return "undelivered"


async def _undelivered(message: OutgoingMessage, event: PlatformEvent, templates: Templates) -> None:
    """WeChat took it and could not deliver it: the next channel, or a visible failure."""
    reported = Account(event.account)
    following = templates.following(message.kind, reported)
    now = clock.now()
    rows = OutgoingMessage.filter(id=message.id, channel=reported.value, status=MessageStatus.SENT)
    if following:
        moved = await move(
            rows,
            MessageStatus.WAITING,
            channel=following.value,
            due_at=now,
            last_reason=event.status,
            sent_at=None,
        )
    else:
        moved = await move(rows, MessageStatus.FAILED, last_reason=event.status, sent_at=None)
    if moved:
        on_commit(woken)
        await DeliveryAttempt.create(
            message_id=message.id, at=now, channel=reported.value, outcome="undelivered", reason=event.status
        )


async def consent_withdrawn(identity_id: str, template_id: str) -> None:
    """The person refused the template in WeChat's own settings."""
    await credits.used_up(identity_id, template_id)
