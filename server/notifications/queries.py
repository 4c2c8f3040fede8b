"""What operators see: the delivery log, the figures, the alarms. No names, no openids, no words of a message."""

from datetime import timedelta
from typing import TypedDict

from tortoise.expressions import Q
from tortoise.functions import Count
from tortoise.query_utils import Prefetch

from server.kit import clock
from server.kit.paging import Page, cursor, read_cursor
from server.notifications.models import Alarm, DeliveryAttempt, OutgoingMessage


class Figure(TypedDict):
    """How many messages stand where; `channel` None before the first attempt."""

    channel: str | None
    status: str
    number: int


async def delivery_log(
    limit: int,
    after: str | None = None,
    *,
    status: str | None = None,
    kind: str | None = None,
    channel: str | None = None,
    visit_id: str | None = None,
    staff_id: str | None = None,
) -> Page[OutgoingMessage]:
    """Messages, latest first, each with its `tries` in order; who they were for stands there as an id only."""
    wanted = {"status": status, "kind": kind, "channel": channel, "visit_id": visit_id}
    wanted["recipient_staff_id"] = staff_id
    rows = OutgoingMessage.filter(**{name: value for name, value in wanted.items() if value})
    if after:
        at, row_id = read_cursor(after)
        rows = rows.filter(Q(created_at__lt=at) | Q(created_at=at, id__lt=row_id))
    tries = Prefetch("tries", queryset=DeliveryAttempt.all().order_by("id"))
    found = await rows.order_by("-created_at", "-id").limit(limit + 1).prefetch_related(tries)
    more = len(found) > limit
    found = found[:limit]
    return Page(found, cursor(found[-1].created_at, found[-1].id) if more else None)


async def figures() -> list[Figure]:
    """Messages of the last day counted by channel and status: the whole history would grow without end."""
    rows = (
        await OutgoingMessage.filter(created_at__gt=clock.now() - timedelta(days=1))
        .annotate(number=Count("id"))
        .group_by("channel", "status")
        .values("channel", "status", "number")
    )
    return [Figure(channel=row["channel"], status=row["status"], number=row["number"]) for row in rows]


async def alarms(*, going_on: bool = True) -> list[Alarm]:
    """Alarms, latest cause first: those that go on, or all there ever were."""
    rows = Alarm.filter(cleared_at=None) if going_on else Alarm.all()
    return await rows.order_by("-last_at", "key")
