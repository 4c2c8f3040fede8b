"""The one place where a message's status changes: conditionally, so that whoever comes second changes nothing."""

from typing import Any

from tortoise.queryset import QuerySet

from server.notifications.models import OutgoingMessage
from server.notifications.states import MOVES, MessageStatus


async def move(rows: QuerySet[OutgoingMessage], target: MessageStatus, **changes: Any) -> int:
    """Move those of `rows` that may become `target`; how many did."""
    movable = rows.filter(status__in=list(MOVES.sources(target)))
    return await movable.update(status=target, **changes)
