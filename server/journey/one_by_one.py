"""Chores that go through many rows, each in its own transaction: one that fails does not hold up the rest."""

import logging
from collections.abc import Awaitable, Callable, Sequence

from server.visits.errors import VisitMoved

log = logging.getLogger(__name__)


async def one_by_one(ids: Sequence[str], act: Callable[[str], Awaitable[object]]) -> int:
    """Do `act` for each id and count those that succeeded. Raises the last unexpected error after all were tried."""
    done, failure = 0, None
    for row_id in ids:
        try:
            await act(row_id)
            done += 1
        except VisitMoved:  # someone else acted this very moment: their word stands
            continue
        except Exception as error:
            log.error("a row failed", extra={"row": row_id, "error": type(error).__name__})
            failure = error
    if failure:
        raise failure
    return done
