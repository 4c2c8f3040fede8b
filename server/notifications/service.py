"""What an operator may do to a message."""

from datetime import timedelta

from tortoise.expressions import F

from server.db.transaction import transaction
from server.kit import clock
from server.kit.errors import NotFound
from server.notifications.errors import NotResendable, NoWeChat
from server.notifications.models import DeliveryAttempt, OutgoingMessage
from server.notifications.moves import move
from server.notifications.rules import RESENT
from server.notifications.states import MessageStatus
from server.settings import current


@transaction
async def resend(message_id: str, identity_id: str | None = None) -> None:
    """Start a failed or abandoned message again, from its first channel and with the usual time to succeed.

    `identity_id`: the WeChat identity the member of staff is bound to by now. Raises NotFound, NoWeChat or
    NotResendable.
    """
    message = await OutgoingMessage.get_or_none(id=message_id)
    if message is None:
        raise NotFound
    recipient_id = identity_id or message.recipient_id
    if recipient_id is None:
        raise NoWeChat
    now = clock.now()
    started = await move(
        OutgoingMessage.filter(id=message_id),
        MessageStatus.QUEUED,
        recipient_id=recipient_id,
        channel=None,
        attempts=0,
        restarts=F("restarts") + 1,
        platform_id=None,
        doubt_since=None,
        due_at=now,
        give_up_at=now + timedelta(hours=current().notifications.give_up_hours),
        last_code=None,
        last_reason="",
    )
    if not started:
        raise NotResendable(status=message.status.value)
    await DeliveryAttempt.create(message_id=message_id, at=now, channel="", outcome=RESENT)
