"""Keyset paging: a page is found by the last row's key, so page one thousand costs what page one costs."""

import base64
import binascii
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Generic, TypeVar

from server.kit.errors import invalid

Row = TypeVar("Row")

DEFAULT_LIMIT = 20
MAX_LIMIT = 100


class Page(Generic[Row]):
    """Rows of one page and the cursor behind the last of them, or None at the end."""

    def __init__(self, rows: Sequence[Row], after: str | None) -> None:
        self.rows = list(rows)
        self.after = after


def cursor(at: datetime, row_id: str) -> str:
    """The cursor behind the row with this sort time and id."""
    return base64.urlsafe_b64encode(json.dumps([at.isoformat(), row_id]).encode()).decode().rstrip("=")


def read_cursor(text: str) -> tuple[datetime, str]:
    """Time and id of the row a cursor stands behind. Raises InvalidInput for anything we did not write."""
    try:
        at, row_id = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        moment = datetime.fromisoformat(at)
        in_utc = moment.astimezone(UTC)
        if moment.tzinfo is None or not isinstance(row_id, str) or not row_id.isalnum():
            raise ValueError("not a cursor of ours")
    except (ValueError, TypeError, OverflowError, RecursionError, binascii.Error) as error:
        raise invalid("after", "bad_cursor", "翻页位置无效，请从第一页重新查看。") from error
    return in_utc, row_id
