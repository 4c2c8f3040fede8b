"""The list of visits as an Excel file, masked as on the screen, in memory that does not grow with its length."""

from collections.abc import AsyncGenerator, AsyncIterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from server.db.transaction import shielded
from server.kit.errors import Refusal
from server.kit.threads import in_thread
from server.reporting.visit_sheet import COLUMNS, VisitSheet
from server.visits.models import Visit

MAX_ROWS = 100_000
# A batch of rows holds the event loop for some ten milliseconds while it is read.
_BATCH = 500
_PIECE_BYTES = 1 << 18


class TooManyRows(Refusal):
    status = 422
    code = "too_many_rows"
    detail = f"符合条件的预约超过{MAX_ROWS // 10_000}万条，请缩小日期范围后再导出。"


async def refuse_too_many(rows: QuerySet[Visit]) -> None:
    """Raise TooManyRows beyond MAX_ROWS."""
    if await rows.order_by("-created_at").offset(MAX_ROWS).limit(1).values_list("id"):
        raise TooManyRows


async def export(rows: QuerySet[Visit], zone: ZoneInfo) -> AsyncGenerator[bytes, None]:
    """The file piece by piece, once it is complete; latest application first, times in `zone`."""
    with TemporaryDirectory(prefix="visits-") as folder:
        path = Path(folder) / "visits.xlsx"
        sheet = VisitSheet(path, zone)
        try:
            async for batch in _batches(rows):
                await in_thread(sheet.add, batch)
        finally:
            await in_thread(sheet.close)
        place = 0
        while piece := await in_thread(_piece, path, place):
            yield piece
            place += len(piece)


def _piece(path: Path, place: int) -> bytes:
    """Opened anew each time: a file left open by a caller that hung up would have nobody to close it."""
    with path.open("rb") as file:
        file.seek(place)
        return file.read(_PIECE_BYTES)


async def _batches(rows: QuerySet[Visit]) -> AsyncIterator[list[dict[str, Any]]]:
    after = Q()
    while batch := await shielded(_batch(rows.filter(after))):
        yield batch
        at, last = batch[-1]["created_at"], batch[-1]["id"]
        after = Q(created_at__lt=at) | Q(created_at=at, id__lt=last)


async def _batch(rows: QuerySet[Visit]) -> list[dict[str, Any]]:
    wanted = rows.order_by("-created_at", "-id").limit(_BATCH)
    return await wanted.values("id", *(column.source for column in COLUMNS))
