"""The sandbox's own clock: real time plus what a test or a person has skipped."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta, timezone

SHANGHAI = timezone(timedelta(hours=8))


class Clock:
    """Unix seconds that can be pushed forward, so that five-minute codes need no waiting."""

    def __init__(self, source: Callable[[], float] = time.time) -> None:
        self._source = source
        self.skipped = 0.0

    def now(self) -> float:
        """Unix seconds in the sandbox's world."""
        return self._source() + self.skipped

    def advance(self, seconds: float) -> None:
        """Skip `seconds`; raises ValueError when they are negative."""
        if seconds < 0:
            raise ValueError("the clock only goes forward")
        self.skipped += seconds

    def day(self) -> str:
        """The date in Shanghai: daily quotas end at its midnight (§11, 45009)."""
        return datetime.fromtimestamp(self.now(), SHANGHAI).date().isoformat()
