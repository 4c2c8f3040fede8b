"""python -m tests.bench: the product on PostgreSQL under load, with few and with a million visits.

Knobs in the environment: BENCH_ROWS, the visits of the large database (1000000), and BENCH_SECONDS, how long a slot
lasts (2). Every kind of request has one slot a round in each database, so that whatever else the machine does meets
all of them alike; floor and scan, whose ratio has an aim, have three short ones side by side. The figures are medians.
A round before the first one only warms connections, whose statements are planned anew the first five times.
"""

import os
import subprocess
import sys
import tempfile
import time
from contextlib import AsyncExitStack
from pathlib import Path

import uvloop

from server import settings as settings_module
from server.kit import sealing
from server.settings import Settings, load
from tests.bench import browser, messages, pictures, report, statements
from tests.bench.kinds import floor, kinds
from tests.bench.load import fill
from tests.bench.measure import Course, Figures
from tests.bench.processes import peak_memory_mb, running
from tests.bench.scene import Scene, look_around
from tests.support.databases import create_database
from tests.support.services import postgres

SMALL = 10_000
LARGE = int(os.environ.get("BENCH_ROWS", "1000000"))
SECONDS = float(os.environ.get("BENCH_SECONDS", "2"))
ROUNDS = 5
PAIRS = 3

# Commits reach the disk. Memory as a small server would give it; no checkpoint falls into a slot; loading is not logged
# for standbys that are not there.
_DURABLE = (
    "shared_buffers=1GB",
    "max_wal_size=8GB",
    "checkpoint_timeout=1h",
    "wal_level=minimal",
    "max_wal_senders=0",
)
_CONFIG = Path(__file__).with_name("bench.toml")


class Size:
    """A filled database with a server and a floor on it."""

    def __init__(self, visits: int, dsn: str, folder: Path, ring: str) -> None:
        self.visits = visits
        self.dsn = dsn
        self.environment = {
            "VISITOR_CONFIG": str(_CONFIG),
            "VISITOR_KEYS": ring,
            "DATABASE_URL": dsn,
            "DATA_DIR": str(folder),
        }
        self.courses: list[Course] = []
        self.server = self.port = 0
        self._folder = folder

    @property
    def settings(self) -> Settings:
        """The settings its server runs with."""
        return load(self.environment)

    async def prepare(self) -> None:
        """Tables, people, history."""
        began = time.perf_counter()
        for command in ("migrate", "seed"):
            subprocess.run(  # noqa: ASYNC221 (nothing else is going on)
                [sys.executable, "-m", "server", command], env={**os.environ, **self.environment}, check=True
            )
        await fill(self.dsn, self.visits)
        print(f"{self.visits:,} visits loaded in {time.perf_counter() - began:.0f} s", flush=True)

    async def open(self, stack: AsyncExitStack) -> Scene:
        """Start the server and the floor; the scene."""
        scene = await look_around(self.dsn, self.visits)
        log = self._folder / f"{self.visits}.log"
        self.server, self.port = stack.enter_context(running(["server", "serve"], self.environment, log))
        bare = ["tests.bench.floor", self.dsn, "{port}"]
        floor_pid, floor_port = stack.enter_context(running(bare, {}, self._folder / "floor.log"))
        self.courses = [Course(floor(scene), floor_port, floor_pid, self.dsn)]
        self.courses += [
            Course(kind, self.port, self.server, self.dsn) for kind in kinds(scene, self.settings)
        ]
        return scene

    def table(self) -> dict[str, Figures]:
        """Kind -> figures."""
        return {course.kind.name: course.figures(self.courses[0].slots) for course in self.courses}


async def bench(server: str, folder: Path) -> None:
    """Load, measure, print."""
    ring = sealing.fresh_ring()
    sealing.configure(ring)
    text = sealing.dump_ring(ring)
    sizes = [
        Size(visits, await create_database(server, f"visits_{visits}"), folder, text)
        for visits in (SMALL, LARGE)
    ]
    for size in sizes:
        await size.prepare()
    async with AsyncExitStack() as stack:
        scenes = [await size.open(stack) for size in sizes]
        for number in range(ROUNDS + 1):
            print(f"round {number} of {ROUNDS}" if number else "warming up", flush=True)
            for size, scene in zip(sizes, scenes, strict=True):
                await _round(size, scene, counts=number > 0)
        memory = [peak_memory_mb(size.server) for size in sizes]
        seen = await browser.measure(sizes[1].port, sizes[1].dsn)
    counted = await _statements(sizes[0], scenes[0])
    small, large = (size.table() for size in sizes)
    print(report.table(SMALL, small, counted))
    print(report.table(LARGE, large, counted))
    print(report.aims(small, large, memory, counted, pictures.per_second()))
    print(seen)
    print("\n".join(await messages.run()))


async def _round(size: Size, scene: Scene, *, counts: bool) -> None:
    await scene.refresh()
    floor_and_scan, others = size.courses[:2], size.courses[2:]
    # Together as long as any other: a pass that came round again too soon would show the same code.
    slots = [(course, SECONDS / PAIRS) for course in PAIRS * floor_and_scan]
    slots += [(course, SECONDS) for course in others]
    for course, seconds in slots:
        slot = await course.run(seconds)
        if counts:
            course.slots.append(slot)


async def _statements(size: Size, scene: Scene) -> dict[str, int]:
    settings_module.configure(size.settings)
    await scene.refresh()
    return await statements.count(size.settings, kinds(scene, size.settings))


def main() -> None:
    """Everything on this machine, in a temporary folder."""
    with tempfile.TemporaryDirectory(prefix="visitor-bench-") as folder, postgres(_DURABLE) as server:
        uvloop.run(bench(server, Path(folder)))


if __name__ == "__main__":
    main()
