"""Writing down how an attempt ended: the message and the attempt's row together, while the claim still holds."""

import logging
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from server.db.transaction import transaction
from server.kit import clock
from server.notifications import credits
from server.notifications.models import DeliveryAttempt, OutgoingMessage
from server.notifications.moves import move
from server.notifications.rules import LOST, RESENT, UNKNOWN, Past, Step
from server.notifications.states import MessageStatus
from server.wechat.errors import Reaction, WeChatError
from server.wechat.options import Account

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Attempt:
    """One call: where, with which template, and what came back. No `template_id`: WeChat was not asked."""

    channel: Account
    template_id: str | None = None
    platform_id: str | None = None
    identity_id: str | None = None
    error: WeChatError | None = None


async def past_of(message: OutgoingMessage, channel: Account) -> Past:
    """What earlier attempts on `channel` met, since a person last started the message."""
    if not message.attempts:
        return Past()
    rows = (
        await DeliveryAttempt.filter(message_id=message.id).order_by("id").values("channel", "outcome", "at")
    )
    started = max((number for number, row in enumerate(rows, 1) if row["outcome"] == RESENT), default=0)
    here = [row for row in rows[started:] if row["channel"] == channel]
    doubts = [row["at"] for row in here if row["outcome"] in (UNKNOWN, LOST)]
    return Past(frozenset(row["outcome"] for row in here), min(doubts, default=None))


async def consent_missed(message: OutgoingMessage, kinds: Collection[str], attempt: Attempt) -> bool:
    """Whether a consent is gone that we counted on, and no other message in doubt, of one of `kinds`, may have it."""
    if not attempt.identity_id or not attempt.template_id:
        return False
    if not (await credits.of(attempt.identity_id)).get(attempt.template_id):
        return False
    others = DeliveryAttempt.filter(
        channel=Account.MINI_PROGRAM,
        message__recipient_id=message.recipient_id,
        message__kind__in=list(kinds),
    ).exclude(message_id=message.id)
    recently = clock.now() - timedelta(days=1)
    return not await others.filter(outcome__in=[UNKNOWN, LOST], at__gte=recently).exists()


@transaction
async def settle(message: OutgoingMessage, step: Step, attempt: Attempt) -> None:
    """Store `step`. A claim that has ended meanwhile is left to its new holder."""
    code = attempt.error.errcode if attempt.error else None
    held = OutgoingMessage.filter(
        id=message.id, claimed_by=message.claimed_by, claimed_until=message.claimed_until
    )
    settled = await move(
        held,
        step.status,
        channel=step.channel,
        attempts=message.attempts + 1,
        due_at=step.due_at or message.due_at,
        claimed_by=None,
        claimed_until=None,
        platform_id=attempt.platform_id,
        last_code=code,
        last_reason=step.outcome,
        sent_at=clock.now() if step.status is MessageStatus.SENT else None,
    )
    if not settled:
        log.warning("message %s: answered after its claim had ended", message.id)
        return
    await DeliveryAttempt.create(
        message_id=message.id,
        at=clock.now(),
        channel=attempt.channel,
        outcome=step.outcome,
        code=code,
        reason=attempt.error.errmsg[:200] if attempt.error else "",
    )
    await _count_consent(attempt)


@transaction
async def put_back(message: OutgoingMessage, step: Step) -> None:
    """Store a step for which WeChat was not asked; it is no attempt."""
    held = OutgoingMessage.filter(
        id=message.id, claimed_by=message.claimed_by, claimed_until=message.claimed_until
    )
    await move(
        held,
        step.status,
        channel=step.channel,
        due_at=step.due_at or message.due_at,
        claimed_by=None,
        claimed_until=None,
        last_reason=step.outcome,
    )


async def _count_consent(attempt: Attempt) -> None:
    """Only the mini-program's messages cost a consent."""
    if attempt.channel is not Account.MINI_PROGRAM or not attempt.template_id or not attempt.identity_id:
        return
    if attempt.error is None:
        await credits.spent(attempt.identity_id, attempt.template_id)
    elif attempt.error.reaction is Reaction.NO_CREDIT:
        await credits.used_up(attempt.identity_id, attempt.template_id)
