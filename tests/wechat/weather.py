"""Bad weather for the sandbox: faults of every kind, drawn from a seed, and workers that are killed under way."""

import asyncio
import random
from collections.abc import Callable

from server.notifications.sender import Sender
from server.wechat.sandbox.faults import Fault, FaultKind, Faults

# What WeChat may say of a call it did not act upon. 40241 is left out, because it would be a lie: it says that the
# message arrived before. It comes up by itself where that is true.
PASSING = (-1, 40001, 40014, 42001, 43108, 43117, 44990, 44991, 45011)
ABOUT_THE_PERSON = (40003, 43004, 43019, 43101, 50002, 45015)
ABOUT_THE_MESSAGE = (40036, 40037, 40165, 40166, 40249, 41030, 43116, 45168, 47001, 47003)
FOR_OPERATORS = (40013, 40125, 40164, 40243, 43107, 44993, 45009, 48001, 48004, 50004, 50007, 89503)

_HOLD_MS = 400
_WEIGHTS = {
    FaultKind.TIMEOUT_BEFORE: 4,
    FaultKind.TIMEOUT_AFTER: 6,
    FaultKind.SLOW: 2,
    FaultKind.BAD_GATEWAY: 8,
    FaultKind.TRUNCATED: 10,
    FaultKind.KILL_TOKEN: 4,
    FaultKind.UNDELIVERED: 8,
    FaultKind.EVENT_DUPLICATE: 4,
    FaultKind.EVENT_OUT_OF_ORDER: 2,
    FaultKind.EVENT_EARLY: 6,
    FaultKind.EVENT_BAD_SIGNATURE: 2,
    FaultKind.EVENT_LOST: 4,
    FaultKind.ERRCODE: 24,
}


class Weather(Faults):
    """About every third call meets a fault; every 60th kills the worker that made it."""

    def __init__(self, seed: int, kill: Callable[[], None]) -> None:
        super().__init__()
        self.seen: set[FaultKind | int] = set()
        self.deaths = 0
        self._dice = random.Random(seed)
        self._kill = kill
        self._calls = 0

    def draw(self, path: str, appid: str | None) -> Fault | None:
        """The fault this call meets."""
        self._calls += 1
        if self._calls % 60 == 0:
            self.deaths += 1
            # A moment later: before, while or after the platform takes the message, as it happens.
            asyncio.get_running_loop().call_later(self._dice.random() / 20, self._kill)
        if self._dice.random() > 0.3:
            return None
        fault = self._fault(path)
        self.seen.add(fault.errcode if fault.kind is FaultKind.ERRCODE else fault.kind)
        return fault

    def _fault(self, path: str) -> Fault:
        (kind,) = self._dice.choices(list(_WEIGHTS), list(_WEIGHTS.values()))
        ms = 50 if kind is FaultKind.SLOW else _HOLD_MS
        return Fault(kind=kind, path=path, errcode=self._errcode(), ms=ms)

    def _errcode(self) -> int:
        groups = (PASSING, ABOUT_THE_PERSON, ABOUT_THE_MESSAGE, FOR_OPERATORS)
        (group,) = self._dice.choices(groups, (30, 3, 10, 1))
        return self._dice.choice(group)


def killing(sender: Sender) -> Callable[[], None]:
    """Ends everything `sender` has under way, wherever it is, as the death of its process would."""

    def kill() -> None:
        for task in list(sender._under_way):
            task.cancel()

    return kill
