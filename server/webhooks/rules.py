"""What becomes of a delivery after an attempt. Values in, value out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from server.webhooks.states import DeliveryState

# A passage is visible once its transaction has committed, and clocks of machines differ: look back so far.
LOOK_BACK = timedelta(minutes=1)


@dataclass(frozen=True)
class Outcome:
    """What an attempt met: a status code, or the name of what went wrong before there was one."""

    status_code: int | None
    reason: str

    @property
    def accepted(self) -> bool:
        """Whether the receiver has it. A redirection is not followed: nobody checked where it leads."""
        return self.status_code is not None and 200 <= self.status_code < 300


@dataclass(frozen=True)
class Step:
    """The next state; `due_at` only where it is tried again."""

    state: DeliveryState
    due_at: datetime | None = None


def after(
    outcome: Outcome, attempts: int, now: datetime, give_up_at: datetime, retries: Sequence[timedelta]
) -> Step:
    """Delivered, tried again after a growing pause, or given up; `attempts` counts this one too."""
    if outcome.accepted:
        return Step(DeliveryState.DELIVERED)
    again = now + retries[min(attempts, len(retries)) - 1]
    return Step(DeliveryState.QUEUED, again) if again < give_up_at else Step(DeliveryState.FAILED)
