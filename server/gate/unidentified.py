"""Who was let in by a pass that nobody knows: somebody may be inside, until the security office has found out."""

from collections.abc import Collection
from datetime import datetime

from tortoise.queryset import QuerySet

from server.gate.models import PassageConflict
from server.gate.verdict import Reason

_MOST = 100


async def inside(gate_ids: Collection[str] | None) -> list[PassageConflict]:
    """The open cases of people let in at these gates (None: all) and not let out, longest first.

    Only what a device showed can tell whether somebody who left is the same: a pass number, or a short code.
    """
    entered = _let_through("in").filter(resolved_at__isnull=True)
    if gate_ids is not None:
        entered = entered.filter(passage__gate_id__in=list(gate_ids))
    found = await entered.order_by("passage__recorded_at", "id").limit(_MOST).select_related("passage__gate")
    gone = await _gone({case.passage.shown for case in found if case.passage.shown})
    return [case for case in found if not _is_gone(case, gone)]


async def _gone(shown: set[str]) -> dict[str, datetime]:
    """When each of them was let out last."""
    if not shown:
        return {}
    left = _let_through("out").filter(passage__shown__in=list(shown)).order_by("passage__recorded_at")
    return {case.passage.shown: case.passage.recorded_at for case in await left.select_related("passage")}


def _let_through(direction: str) -> QuerySet[PassageConflict]:
    return PassageConflict.filter(
        kind=Reason.UNKNOWN,
        passage__entry_pass_id__isnull=True,
        passage__verdict="admit",
        passage__direction=direction,
        passage__voided_at__isnull=True,
    )


def _is_gone(case: PassageConflict, gone: dict[str, datetime]) -> bool:
    left_at = gone.get(case.passage.shown or "")
    return left_at is not None and left_at >= case.passage.recorded_at
