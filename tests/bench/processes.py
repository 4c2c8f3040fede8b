"""Starting the processes under measurement, and reading what they cost from /proc."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.support.services import free_port

_TICKS = os.sysconf("SC_CLK_TCK")
_START_SECONDS = 60


class DidNotStart(Exception):
    """A process did not listen in time; the message ends with what it said."""


@contextmanager
def running(module: Sequence[str], environment: Mapping[str, str], log: Path) -> Iterator[tuple[int, int]]:
    """`python -m <module>` on a free port, put in place of `{port}`; yields its pid and the port."""
    port = free_port()
    command = [sys.executable, "-m", *(part.format(port=port) for part in module)]
    with log.open("w") as said:
        process = subprocess.Popen(
            command, env={**os.environ, **environment, "PORT": str(port)}, stdout=said, stderr=said
        )
    try:
        _wait(process, port, log)
        yield process.pid, port
    finally:
        process.terminate()
        process.wait(_START_SECONDS)


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while not _listening(port):
        if process.poll() is not None or time.monotonic() > deadline:
            raise DidNotStart(f"{process.args!r}:\n{log.read_text()[-2000:]}")
        time.sleep(0.05)


def _listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def cpu_seconds(pids: Sequence[int]) -> dict[int, float]:
    """Processor time that each process has used so far; one that is gone is left out."""
    found = {}
    for pid in pids:
        stat = Path(f"/proc/{pid}/stat")
        if stat.exists():
            fields = stat.read_text().rpartition(")")[2].split()
            found[pid] = (int(fields[11]) + int(fields[12])) / _TICKS  # utime, stime
    return found


def peak_memory_mb(pid: int) -> float:
    """The most memory the process has ever held (VmHWM)."""
    status = Path(f"/proc/{pid}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024
