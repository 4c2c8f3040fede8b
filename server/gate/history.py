"""What is known to have happened during one visit: the admitted passages that stand, in the order they took place."""

from dataclasses import dataclass
from datetime import datetime

from tortoise.queryset import QuerySet

from server.gate.models import Passage


@dataclass(frozen=True)
class Past:
    """How things stood at a moment, and what came next."""

    inside: bool
    entries: int
    following: Passage | None


def _standing(visit_id: str) -> QuerySet[Passage]:
    return Passage.filter(visit_id=visit_id, verdict="admit", voided_at__isnull=True)


async def at(visit_id: str, moment: datetime) -> Past:
    """The visit as of `moment`."""
    rows = _standing(visit_id)
    before = rows.filter(recorded_at__lte=moment)
    last = await before.order_by("-recorded_at").first()
    return Past(
        inside=last is not None and last.direction == "in",
        entries=await before.filter(direction="in").count(),
        following=await rows.filter(recorded_at__gt=moment).order_by("recorded_at").first(),
    )


async def latest(visit_id: str) -> Passage | None:
    """What happened last."""
    return await _standing(visit_id).order_by("-recorded_at").first()


async def entries(visit_id: str) -> int:
    """How often somebody entered."""
    return await _standing(visit_id).filter(direction="in").count()


async def step_taken(visit_id: str, direction: str, step: int) -> bool:
    """Whether the code of this time step has let somebody through in this direction."""
    return await _standing(visit_id).filter(direction=direction, step=step).exists()
