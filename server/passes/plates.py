"""The pass behind a plate: a car may come for several visits, and the camera means one of them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal

from tortoise.expressions import Q

from server.passes.models import EntryPass
from server.passes.queries import WITH_VISIT
from server.visits.models import Visit
from server.visits.states import VisitStatus

_PLATE_LENGTH = 16
# A visit that is over is still told from a car nobody announced for this long.
_REMEMBERED = timedelta(days=1)


async def behind_plate(
    key: str, direction: Literal["in", "out"], now: datetime, early: timedelta
) -> EntryPass | None:
    """The pass that a car with this folded plate `key` means, with its visit; None where no visit names the car."""
    if not 0 < len(key) <= _PLATE_LENGTH:
        return None
    recent = Q(inside=True) | Q(visit__visit_to__gte=now - _REMEMBERED)
    found = await EntryPass.filter(recent, visit__plate_key=key).select_related(*WITH_VISIT)
    return meant(found, direction, now, early)


def meant(
    passes: Sequence[EntryPass], direction: Literal["in", "out"], now: datetime, early: timedelta
) -> EntryPass | None:
    """Leaving, the one inside; entering, one that is good now and not inside; else the nearest in time."""

    def rank(entry_pass: EntryPass) -> tuple[bool, bool, timedelta, str]:
        visit: Visit = entry_pass.visit
        away = max(visit.visit_from - early - now, now - visit.visit_to, timedelta(0))
        if direction == "out":
            return not entry_pass.inside, False, away, entry_pass.id
        good = visit.status is VisitStatus.APPROVED and not entry_pass.revoked_at and not away
        return not good, entry_pass.inside, away, entry_pass.id

    return min(passes, key=rank, default=None)
