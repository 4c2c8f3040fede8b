"""Writing down how an attempt ended: the message and the attempt's row together, while the claim still holds."""

import logging
from dataclasses import dataclass, field
from datetime import datetime

from server.db.transaction import transaction
from server.kit import clock
from server.notifications import credits
from server.notifications.models import DeliveryAttempt, OutgoingMessage
from server.notifications.moves import move
from server.notifications.rules import RESENT, Past, Step
from server.notifications.states import MessageStatus
from server.wechat.errors import Reaction, WeChatError
from server.wechat.options import Account

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Attempt:
    """One call: where, with which template, what came back, and when it began (`at`).

    No `template_id`: WeChat was not asked.
    """

    channel: Account
    template_id: str | None = None
    platform_id: str | None = None
    identity_id: str | None = None
    error: WeChatError | None = None
    at: datetime = field(default_factory=clock.now)


async def past_of(message: OutgoingMessage, channel: Account) -> Past:
    """What earlier attempts on `channel` met, since a person last started the message."""
    if not message.attempts:
        return Past()
    rows = await DeliveryAttempt.filter(message_id=message.id).order_by("id").values("channel", "outcome")
    started = max((number for number, row in enumerate(rows, 1) if row["outcome"] == RESENT), default=0)
    here = [row["outcome"] for row in rows[started:] if row["channel"] == channel]
    return Past(frozenset(here), message.doubt_since)


async def overtaken(message: OutgoingMessage) -> bool:
    """Whether the person has been told something newer about the same visit while this message had to wait."""
    if not message.visit_id or not message.last_reason:
        return False
    return await OutgoingMessage.filter(
        visit_id=message.visit_id,
        recipient_id=message.recipient_id,
        status=MessageStatus.SENT,
        created_at__gt=message.created_at,
    ).exists()


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
        doubt_since=_doubt_after(message, step, attempt),
        last_code=code,
        last_reason=step.outcome,
        sent_at=clock.now() if step.status is MessageStatus.SENT else None,
    )
    if not settled:
        log.warning("message %s: answered after its claim had ended", message.id)
        return
    await DeliveryAttempt.create(
        message_id=message.id,
        at=attempt.at,
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


def _doubt_after(message: OutgoingMessage, step: Step, attempt: Attempt) -> datetime | None:
    if step.status is MessageStatus.SENT:
        return None
    unknown = attempt.error is not None and attempt.error.outcome_unknown
    return message.doubt_since or (attempt.at if unknown else None)


async def _count_consent(attempt: Attempt) -> None:
    """Only the mini-program's messages cost a consent."""
    if attempt.channel is not Account.MINI_PROGRAM or not attempt.template_id or not attempt.identity_id:
        return
    if attempt.error is None:
        await credits.spent(attempt.identity_id, attempt.template_id)
    elif attempt.error.reaction is Reaction.NO_CREDIT:
        await credits.used_up(attempt.identity_id, attempt.template_id)
