"""A real PostgreSQL and a real Redis for one test session, on free ports, in temporary folders."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.programs import postgres_bin, redis_server

_START_SECONDS = 60  # about 1 s on an idle machine; a full one may need many times that

# No Unix socket: below a long TMPDIR its path would exceed the 107 bytes it may have.
_ALWAYS = (
    "autovacuum=off",
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=100",
)
# Nothing outlives the session, so nothing needs to reach the disk.
FORGETFUL = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
_INITDB = ("--no-sync", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C.UTF-8")


class ServiceFailed(Exception):
    """A program is missing or did not start; the message ends with what it said."""


@contextmanager
def postgres(options: Sequence[str] = FORGETFUL) -> Iterator[str]:
    """A fresh cluster, running; yields the DSN of its empty database `postgres`. Raises ServiceFailed."""
    with cluster(options) as made, made.running():
        yield made.dsn


@dataclass(frozen=True)
class Cluster:
    """A PostgreSQL that can be stopped and started again; `running` takes the signal that stops it."""

    dsn: str
    running: Callable[..., AbstractContextManager[None]]


@contextmanager
def cluster(options: Sequence[str] = FORGETFUL) -> Iterator[Cluster]:
    """A fresh cluster that is not running yet. Raises ServiceFailed."""
    programs = postgres_bin()
    if programs is None:
        raise ServiceFailed("PostgreSQL is missing: run `make test` or install the Debian package postgresql")
    user = _unprivileged_user()
    with _folder(user) as folder:
        data, port = str(folder / "data"), free_port()
        initdb = [str(programs / "initdb"), *_INITDB, "--pgdata", data]
        subprocess.run(initdb, cwd=folder, user=user, check=True, stdout=subprocess.DEVNULL)
        switches = [part for option in (*_ALWAYS, *options) for part in ("-c", option)]
        command = [str(programs / "postgres"), "-D", data, "-p", str(port), *switches]
        ready = [str(programs / "pg_isready"), "--quiet", "--host", "127.0.0.1", "--port", str(port)]

        def running(stop: signal.Signals = signal.SIGQUIT) -> AbstractContextManager[None]:
            return _running(command, folder, user, lambda: subprocess.run(ready).returncode == 0, stop)

        yield Cluster(f"postgres://postgres@127.0.0.1:{port}/postgres", running)


@contextmanager
def redis(port: int = 0) -> Iterator[str]:
    """An empty Redis that saves nothing, on a free port unless told; yields its URL. Raises ServiceFailed."""
    program = redis_server()
    if program is None:
        raise ServiceFailed("Redis is missing: run `make test` or install the Debian package redis-server")
    with _folder(None) as folder:
        port = port or free_port()
        command = [program, "--bind", "127.0.0.1", "--port", str(port), "--save", "", "--appendonly", "no"]
        with _running(command, folder, None, lambda: _answers(port, b"PING\r\n", b"+PONG"), signal.SIGTERM):
            yield f"redis://127.0.0.1:{port}/0"


def free_port() -> int:
    """A TCP port on 127.0.0.1 that nothing listened on a moment ago."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def _running(
    command: Sequence[str], folder: Path, user: str | None, ready: Callable[[], bool], stop: signal.Signals
) -> Iterator[None]:
    """`command` running in `folder` as `user`, in a session of its own so that Ctrl-C is not for it."""
    log = folder / "log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [*_dying_with_us(), *command],
            cwd=folder,
            user=user,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _wait(process, ready, log)
        yield
    finally:
        process.send_signal(stop)
        process.wait(_START_SECONDS)


def _wait(process: subprocess.Popen[bytes], ready: Callable[[], bool], log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while not ready():
        if process.poll() is not None or time.monotonic() > deadline:
            raise ServiceFailed(f"{process.args!r} did not start:\n{log.read_text()[-2000:]}")
        time.sleep(0.02)


def _answers(port: int, question: bytes, answer: bytes) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
            connection.sendall(question)
            return connection.recv(len(answer)) == answer
    except OSError:
        return False


def _dying_with_us() -> list[str]:
    """A killed test run cannot clean up: on Linux the kernel then ends its services in its place.

    SIGINT, because that is PostgreSQL's fast shutdown.
    """
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "INT", "--"] if setpriv else []


def _unprivileged_user() -> str | None:
    """PostgreSQL refuses to run as root: then it runs as `postgres`, where there is none as `nobody`."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


@contextmanager
def _folder(owner: str | None) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="visitor-tests-", ignore_cleanup_errors=True) as name:
        if owner is not None:
            shutil.chown(name, owner)
        yield Path(name)
