"""One page of any query, by its sort time and id."""

from datetime import datetime
from typing import Any, TypeVar

from tortoise import Model
from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from server.kit.paging import Page, cursor, read_cursor

Row = TypeVar("Row", bound=Model)


async def page(
    rows: QuerySet[Row], column: str, limit: int, after: str | None, *, latest_first: bool = True
) -> Page[Row]:
    """`limit` rows behind the cursor `after`, ordered by the time `column` and the id. Raises InvalidInput."""
    sign, beyond = ("-", "lt") if latest_first else ("", "gt")
    if after:
        at, row_id = read_cursor(after)
        past: dict[str, Any] = {f"{column}__{beyond}": at}
        same: dict[str, Any] = {column: at, f"id__{beyond}": row_id}
        rows = rows.filter(Q(**past) | Q(**same))
    found = await rows.order_by(f"{sign}{column}", f"{sign}id").limit(limit + 1)
    shown = found[:limit]
    at_end: datetime | None = getattr(shown[-1], column) if len(found) > limit else None
    return Page(shown, cursor(at_end, str(shown[-1].pk)) if at_end else None)
