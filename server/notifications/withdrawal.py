"""What is no longer so is not told any more, as far as it was not told already."""

from server.notifications.models import OutgoingMessage
from server.notifications.moves import move
from server.notifications.outbox import key_of
from server.notifications.rules import WITHDRAWN
from server.notifications.states import MessageStatus

_UNSENT = (MessageStatus.QUEUED, MessageStatus.WAITING)


async def withdraw(kind: str, about: str, staff_id: str) -> bool:
    """Drop the message of this cause unless it is under way; whether the person has read it, or may still."""
    rows = OutgoingMessage.filter(dedup_key=key_of(kind, about, staff_id))
    unsent = rows.filter(status__in=list(_UNSENT), doubt_since__isnull=True)
    if await move(unsent, MessageStatus.ABANDONED, last_reason=WITHDRAWN):
        return False
    message = await rows.first()
    if message is None:
        return False
    return message.status in (MessageStatus.SENT, MessageStatus.SENDING) or message.doubt_since is not None
