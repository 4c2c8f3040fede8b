"""One slot: one kind of request at one server for a few seconds, and what it cost."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from tests.bench.client import CONNECTIONS, Answers, drive
from tests.bench.kinds import Kind, Stream
from tests.bench.processes import cpu_seconds
from tests.bench.scene import backends


@dataclass(frozen=True)
class Slot:
    """What one slot gave: requests a second, milliseconds."""

    per_second: float
    p50_ms: float
    p99_ms: float
    cpu_ms: float


@dataclass(frozen=True)
class Figures:
    """The medians of all slots of one kind; `to_floor` compares slots of the same round."""

    per_second: float
    p50_ms: float
    p99_ms: float
    cpu_ms: float
    to_floor: float


class Course:
    """A kind at a server: the streams that go on from slot to slot, and the slots that count."""

    def __init__(self, kind: Kind, port: int, pid: int, dsn: str) -> None:
        self.kind = kind
        self.slots: list[Slot] = []
        self._streams: list[Stream] = [kind.stream(number) for number in range(CONNECTIONS)]
        self._port = port
        self._pid = pid
        self._dsn = dsn

    async def run(self, seconds: float) -> Slot:
        """Measure one slot."""
        before = cpu_seconds([self._pid, *await backends(self._dsn)])
        answers = await drive(self._port, self._streams, seconds, self.kind.right)
        after = cpu_seconds([self._pid, *await backends(self._dsn)])
        used = sum(spent - before.get(pid, 0.0) for pid, spent in after.items())
        return _slot(answers, used)

    def figures(self, floor: Sequence[Slot]) -> Figures:
        """The medians of the slots, `floor` being the slots of the same rounds: as many, or some for each of these."""
        beside = floor[:: len(floor) // len(self.slots)]
        ratios = [slot.per_second / under.per_second for slot, under in zip(self.slots, beside, strict=True)]
        return Figures(
            per_second=median(slot.per_second for slot in self.slots),
            p50_ms=median(slot.p50_ms for slot in self.slots),
            p99_ms=median(slot.p99_ms for slot in self.slots),
            cpu_ms=median(slot.cpu_ms for slot in self.slots),
            to_floor=median(ratios),
        )


def _slot(answers: Answers, cpu: float) -> Slot:
    cuts = quantiles(answers.each, n=100)
    return Slot(answers.per_second, cuts[49] * 1000, cuts[98] * 1000, cpu * 1000 / len(answers.each))
