"""What WeChat reports about messages: stored first, worked off later, also when it comes before our own answer."""

from collections.abc import Collection, Sequence
from datetime import timedelta

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from server.db.transaction import on_commit, transaction
from server.kit import clock
from server.notifications import credits
from server.notifications.models import DeliveryAttempt, OutgoingMessage, PlatformEvent
from server.notifications.moves import move
from server.notifications.outbox import Recipient, woken
from server.notifications.rules import CONFIRMED
from server.notifications.states import MessageStatus
from server.notifications.templates import Templates
from server.wechat.callback_events import CallbackEvent, EventKind
from server.wechat.options import Account

# How long a report may wait for the message it is about: the answer to our call may still be under way.
PATIENCE = timedelta(minutes=10)
CLOCKS_DIFFER = timedelta(seconds=5)
"""A call of ours may seem to have begun after the event it caused: WeChat's times have no fractions, either."""
DELIVERED = "success"
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
    """Bring the row of the message with this number in line with how WeChat says it ended; None if there is none."""
    message = await OutgoingMessage.get_or_none(platform_id=event.msgid) if event.msgid else None
    return await _ended(message, event, templates) if message else None


async def reconcile_doubtful(event: PlatformEvent, to: Recipient | None, templates: Templates) -> str | None:
    """The same for a report to this person whose number we do not know; None to look again later.

    It is about the last message that could be meant: people are sent one at a time, and nothing more while one is in
    doubt (claims), so what began later than the event is out, and what began earlier has had its report, or none.
    """
    nobody = UNMATCHED if clock.now() - event.received_at > PATIENCE else None
    if to is None:
        return nobody
    if await _under_way(to):
        return None
    # Anew, because our own answer may have been stored since.
    if known := await reconcile(event, templates):
        return known
    message = await _last_unnumbered(event, to, templates)
    if message and message.doubt_since and event.status == DELIVERED:
        return CONFIRMED if await _confirm(message, event, to) else None
    return await _ended(message, event, templates) if message else nobody


async def _under_way(to: Recipient) -> bool:
    """Whether an answer may still come, and with it a number."""
    return await _to(to).filter(status=MessageStatus.SENDING).exists()


async def _last_unnumbered(
    event: PlatformEvent, to: Recipient, templates: Templates
) -> OutgoingMessage | None:
    until = event.happened_at + CLOCKS_DIFFER
    in_doubt = Q(doubt_since__lte=until)
    # Not every account tells the numbers of its messages.
    not_numbered = Q(status=MessageStatus.SENT, sent_at__lte=until, sent_at__gte=event.happened_at - PATIENCE)
    found = _to(to).filter(
        in_doubt | not_numbered, channel=event.account, platform_id=None, delivered_at=None
    )
    if event.template_id:
        found = found.filter(kind__in=templates.kinds_with(event.template_id, Account(event.account)))
    return max(await found, key=lambda each: each.doubt_since or each.sent_at or until, default=None)


def _to(to: Recipient) -> QuerySet[OutgoingMessage]:
    wanted = Q(recipient_id=to.identity_id)
    return OutgoingMessage.filter(wanted | Q(recipient_staff_id=to.staff_id) if to.staff_id else wanted)


async def _ended(message: OutgoingMessage, event: PlatformEvent, templates: Templates) -> str:
    if event.status == DELIVERED:
        await OutgoingMessage.filter(id=message.id).update(delivered_at=event.happened_at)
        return "delivered"
    await _undelivered(message, event, templates)
    return "undelivered"


async def _confirm(message: OutgoingMessage, event: PlatformEvent, to: Recipient) -> bool:
    """It arrived after all, even if we had given it up. False when somebody is sending it again this moment."""
    confirmed = await move(
        OutgoingMessage.filter(id=message.id, status=message.status, doubt_since=message.doubt_since),
        MessageStatus.SENT,
        platform_id=event.msgid or None,
        doubt_since=None,
        last_code=None,
        last_reason=CONFIRMED,
        sent_at=event.happened_at,
        delivered_at=event.happened_at,
    )
    if confirmed:
        on_commit(woken)
        await _note(message, event, CONFIRMED)
        if event.account == Account.MINI_PROGRAM and to.identity_id:
            await credits.spent(to.identity_id, event.template_id)
    return bool(confirmed)


async def _undelivered(message: OutgoingMessage, event: PlatformEvent, templates: Templates) -> None:
    """WeChat took it and could not deliver it: the next channel, or a visible failure."""
    reported = Account(event.account)
    following = templates.following(message.kind, reported)
    changes: dict[str, object] = {"last_reason": event.status, "sent_at": None, "doubt_since": None}
    target = MessageStatus.FAILED
    if following:
        target = MessageStatus.WAITING
        changes |= {"channel": following.value, "due_at": clock.now(), "platform_id": None}
    ended = Q(status=MessageStatus.SENT) | Q(doubt_since__isnull=False)
    rows = OutgoingMessage.filter(ended, id=message.id, channel=reported.value)
    if await move(rows, target, **changes):
        on_commit(woken)
        await _note(message, event, "undelivered")


async def _note(message: OutgoingMessage, event: PlatformEvent, outcome: str) -> None:
    await DeliveryAttempt.create(
        message_id=message.id,
        at=clock.now(),
        channel=event.account,
        outcome=outcome,
        reason=event.status,
    )


async def consent_withdrawn(identity_id: str, template_id: str) -> None:
    """The person refused the template in WeChat's own settings."""
    await credits.used_up(identity_id, template_id)
