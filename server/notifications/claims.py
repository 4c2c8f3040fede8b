"""Who sends which message: a claim is committed before anything is sent, and ends by itself if its holder dies."""

from collections.abc import Callable
from datetime import datetime, timedelta

from tortoise.expressions import Q, Subquery
from tortoise.queryset import QuerySet

from server.db.sql import is_postgres, rows
from server.db.transaction import transaction
from server.kit import clock
from server.notifications.models import DeliveryAttempt, OutgoingMessage
from server.notifications.moves import move
from server.notifications.rules import LOST
from server.notifications.states import MOVES, MessageStatus
from server.wechat.options import Account

# Any constant will do that is nobody else's here, as long as every process of this product uses the same one.
_CLAIM_LOCK = 7_316_202_613
_LOOK_AHEAD = 4
"""Due rows looked at per message wanted: several may be for one person, who gets one at a time."""

FirstChannel = Callable[[str], str]


async def anything_due() -> bool:
    """Whether a claim could find something: one indexed read."""
    return await _due().exists()


@transaction
async def claim(worker_id: str, most: int, lease: timedelta) -> list[OutgoingMessage]:
    """Up to `most` due messages, now this worker's for `lease`; at most one a person, over all workers.

    WeChat refuses a second message to a person while one is under way (43108). Claims are made one after the other,
    so that no two workers find the same person idle: on SQLite by its write lock, on PostgreSQL by a lock of ours.
    """
    if is_postgres():
        await rows("SELECT pg_advisory_xact_lock($1)", _CLAIM_LOCK)
    ids = await _one_a_person(most)
    if not ids:
        return []
    until = clock.now() + lease
    mine = OutgoingMessage.filter(id__in=ids)
    await move(mine, MessageStatus.SENDING, claimed_by=worker_id, claimed_until=until)
    return await mine.filter(status=MessageStatus.SENDING, claimed_by=worker_id, claimed_until=until)


async def begin(message: OutgoingMessage, now: datetime) -> bool:
    """Note that from `now` on it may reach the person; False when the claim has ended, so nothing may be sent."""
    held = OutgoingMessage.filter(id=message.id, claimed_by=message.claimed_by, claimed_until__gt=now)
    return bool(await held.filter(status=MessageStatus.SENDING).update(doubt_since=now))


async def rescue(first_channel: FirstChannel, lease: timedelta, report: timedelta) -> int:
    """Free the messages whose holder did not answer in time; how many. WeChat may have acted on them.

    If so, one of the mini-program waits `report` for WeChat to say how it ended.
    """
    ended = await OutgoingMessage.filter(status=MessageStatus.SENDING, claimed_until__lt=clock.now())
    freed = 0
    for message in ended:
        channel = message.channel or first_channel(message.kind)
        freed += await _free(message, channel, _began(message, channel, lease), report)
    return freed


def _began(message: OutgoingMessage, channel: str, lease: timedelta) -> datetime | None:
    """When the lost call may have begun, which after a long outage is long ago; None if it certainly had not."""
    if channel == Account.MINI_PROGRAM or message.doubt_since:
        return message.doubt_since
    return (message.claimed_until or clock.now()) - lease


@transaction
async def _free(message: OutgoingMessage, channel: str, began: datetime | None, report: timedelta) -> int:
    awaited = began is not None and channel == Account.MINI_PROGRAM
    held = OutgoingMessage.filter(id=message.id, claimed_until=message.claimed_until)
    freed = await move(
        held,
        MessageStatus.WAITING,
        channel=channel,
        attempts=message.attempts + 1,
        due_at=clock.now() + report if awaited else clock.now(),
        doubt_since=began,
        claimed_by=None,
        claimed_until=None,
        last_reason=LOST,
    )
    if freed:
        at = began or clock.now()
        await DeliveryAttempt.create(message_id=message.id, at=at, channel=channel, outcome=LOST)
    return freed


async def _one_a_person(most: int) -> list[str]:
    busy = await OutgoingMessage.filter(status=MessageStatus.SENDING).values_list("recipient_id", flat=True)
    # One in doubt comes before all others: so a person has one at most, and WeChat's report can only be about that.
    doubtful = OutgoingMessage.filter(status=MessageStatus.WAITING, doubt_since__isnull=False)
    held_up = Q(doubt_since__isnull=True, recipient_id__in=Subquery(doubtful.values("recipient_id")))
    due = _due().filter(~held_up)
    if busy:
        due = due.exclude(recipient_id__in=busy)
    found = await due.order_by("due_at", "id").limit(most * _LOOK_AHEAD).values("id", "recipient_id")
    first = {row["recipient_id"]: row["id"] for row in reversed(found)}
    return [row["id"] for row in found if first[row["recipient_id"]] == row["id"]][:most]


def _due() -> QuerySet[OutgoingMessage]:
    waiting = list(MOVES.sources(MessageStatus.SENDING))
    return OutgoingMessage.filter(status__in=waiting, due_at__lte=clock.now())
