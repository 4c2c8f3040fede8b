"""One look for all who listen: begun after the ring that woke them, however many they are."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Lookout(Generic[T]):
    """Shares what `look` finds among those who ask at the same time; all of them meet its failure too."""

    def __init__(self, look: Callable[[], Coroutine[Any, Any, T]]) -> None:
        self._look = look
        self._begun = 0.0
        self._looking: asyncio.Task[T] | None = None

    async def seen(self, since: float) -> T:
        """What there is to see, by a look begun at `since` (time.monotonic) or later.

        For a caller that is not cancelled: its end would be everybody's.
        """
        if self._looking is None or self._begun < since:
            self._begun = time.monotonic()
            self._looking = asyncio.create_task(self._look())
        return await self._looking
