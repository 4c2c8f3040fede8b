"""What WeChat reports about messages: stored first, worked off later, also when it comes before our own answer."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from server.db.transaction import on_commit, transaction
from server.kit import clock
from server.notifications import credits
from server.notifications.models import DeliveryAttempt, OutgoingMessage, PlatformEvent
from server.notifications.moves import move
from server.notifications.outbox import woken
from server.notifications.rules import LIKELY_SENT
from server.notifications.states import MessageStatus
from server.notifications.templates import Templates
from server.wechat.callback_events import CallbackEvent, EventKind
from server.wechat.options import Account

# How long a report may wait for the message it is about: the answer to our call may still be under way.
PATIENCE = timedelta(minutes=10)
UNMATCHED = "unmatched"
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
        return UNMATCHED if clock.now() - event.received_at > PATIENCE else None
    if event.status == "success":
        await OutgoingMessage.filter(id=message.id).update(delivered_at=event.happened_at)
        return "delivered"
    await _undelivered(message, event, templates)
    return "undelivered"


async def reconcile_doubtful(event: PlatformEvent, identity_id: str, templates: Templates) -> str:
    """The same for a report whose number we never learnt: the message to this person that we took for sent.

    Only long after the event, when every answer that was under way is stored; only if there is just one.
    """
    rows = await OutgoingMessage.filter(
        recipient_id=identity_id,
        channel=event.account,
        status=MessageStatus.SENT,
        platform_id=None,
        last_reason=LIKELY_SENT,
        sent_at__gte=event.happened_at,
    )
    channel = Account(event.account)
    about = [row for row in rows if templates.template_id(row.kind, channel) == event.template_id]
    if event.status == "success" or len(about) != 1:
        return UNMATCHED
    await _undelivered(about[0], event, templates)
    return "undelivered"


async def reported_undelivered(openid: str, template_id: str, since: datetime) -> bool:
    """Whether WeChat reported that a message of this template did not arrive, and we know of none that this is."""
    return await PlatformEvent.filter(
        openid=openid,
        template_id=template_id,
        # WeChat's times have no fractions.
        happened_at__gte=since.replace(microsecond=0),
        status__startswith="failed",
        outcome__in=["", UNMATCHED],
    ).exists()


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
