"""The product as its users run it: `python -m server ...` as a process of its own."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import httpx

from server.kit import sealing
from server.settings import KEYS_VARIABLE, ROOT
from tests.support.callers import PLAIN
from tests.support.school import School
from tests.support.time import Time
from tests.support.waiting import until

PATIENCE = 90  # seconds; a start takes about one on an idle machine, and many times that on a full one
_OURS = ("VISITOR_", "WECHAT_", "DATABASE_", "REDIS_", "DATA_DIR", "PORT", "WORKERS")


class RealTime(Time):
    """The machine's own clock, which other processes share."""

    def now(self) -> datetime:
        """The moment it is."""
        self._at = datetime.now(UTC)
        return self._at


@contextmanager
def running(
    folder: Path, *command: str, environment: Mapping[str, str], output: int | None = None
) -> Iterator["subprocess.Popen[str]"]:
    """`python -m server COMMAND`; asked to stop at the end of the block, and killed if it does not."""
    with (folder / f"{command[0]}.log").open("a") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "server", *command],
            cwd=ROOT,
            env={**_clean(), "DATA_DIR": str(folder), **environment},
            stdin=subprocess.DEVNULL,
            stdout=output or log,
            stderr=log,
            text=True,
        )
    try:
        yield process
    finally:
        _end(process)


def environment_of(school: School, ring: sealing.KeyRing, config: Path | str = "demo") -> dict[str, str]:
    """What another process of this school is told."""
    return {
        "VISITOR_CONFIG": str(config),
        "DATABASE_URL": school.settings.database.url,
        "WECHAT_API_BASE": school.settings.wechat.api_base,
        KEYS_VARIABLE: sealing.dump_ring(ring),
    }


async def ended(process: "subprocess.Popen[str]") -> int:
    """Its exit code, once it has ended. Raises TimeoutExpired."""
    return await asyncio.to_thread(process.wait, PATIENCE)


async def ready(port: int) -> None:
    """Wait until the product answers on `port`."""
    await until(lambda: answers(port), PATIENCE)


async def answers(port: int) -> bool:
    """Whether /health/ready says yes."""
    async with httpx.AsyncClient(trust_env=False, verify=PLAIN) as http:
        try:
            return (await http.get(f"http://127.0.0.1:{port}/health/ready")).status_code == 200
        except httpx.TransportError:
            return False


def _clean() -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if not key.startswith(_OURS)}


def _end(process: "subprocess.Popen[str]") -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        raise
    finally:
        if process.stdout:
            process.stdout.close()
