"""Serving the app: one process on a listening socket, or several on the same one, watched and replaced."""

import asyncio
import contextlib
import gc
import logging
import os
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from server.api.services import Services
from server.app import App, create_app
from server.runtime import running
from server.settings import Settings

log = logging.getLogger("server.serving")

# Seconds: between the death of a serving process and the start of the next, and how long a good one lives.
_FIRST_PAUSE, _LONGEST_PAUSE, _SERVED_WELL = 0.1, 10.0, 60.0

# New objects before the garbage collector looks through them; a request makes and drops some thousand.
_GARBAGE = 20_000

Beside = Callable[[Services, asyncio.Event], Awaitable[None]]


@contextlib.asynccontextmanager
async def listening(app: App, sock: socket.socket) -> AsyncIterator[None]:
    """Answer requests on `sock` inside the block; at its end requests in flight have ten seconds to finish."""
    # Any: Sanic's handle on its server is not annotated.
    server: Any = await app.create_server(sock=sock, access_log=False, return_asyncio_server=True)
    await server.startup()
    await server.before_start()
    await server.after_start()
    await server.start_serving()
    try:
        yield
    finally:
        await server.before_stop()
        server.close()
        await _drain(server.connections)
        await server.after_stop()


async def _drain(connections: set[Any], seconds: float = 10.0) -> None:
    """Close what waits for another request, now and as soon as it has answered; after `seconds` close the rest."""
    for _ in range(int(seconds * 100)):
        for connection in list(connections):
            connection.close_if_idle()
        if not connections:
            return
        await asyncio.sleep(0.01)
    for connection in list(connections):
        connection.abort()


def bind(host: str, port: int) -> socket.socket:
    """A listening socket that child processes may inherit."""
    sock = socket.create_server((host, port), backlog=1024)
    sock.set_inheritable(True)
    return sock


async def serve_one(settings: Settings, sock: socket.socket, beside: Beside | None) -> None:
    """Serve until SIGTERM or SIGINT, with `beside` (the worker) in the same process if given."""
    stop = stop_on_signals()
    async with running(settings) as services:
        app = create_app(settings, services)
        async with listening(app, sock):
            log.info("serving", extra={"pid": os.getpid()})
            _settle()
            companion = asyncio.create_task(_beside(beside, services, stop)) if beside else None
            await stop.wait()
        if companion:
            await companion


def _settle() -> None:
    """What is in memory by now stays: the garbage collector need not look at it again, a pause of tens of ms."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_GARBAGE)


async def _beside(beside: Beside, services: Services, stop: asyncio.Event) -> None:
    await beside(services, stop)


def stop_on_signals() -> asyncio.Event:
    """An event that SIGTERM and SIGINT set."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


async def supervise(sock: socket.socket, workers: int) -> None:
    """Keep `workers` serving processes alive on `sock`: one that dies is replaced, which Sanic itself does not do."""
    stop = stop_on_signals()
    await asyncio.gather(*(_keep_alive(sock, stop) for _ in range(workers)))


async def _keep_alive(sock: socket.socket, stop: asyncio.Event) -> None:
    pause = _FIRST_PAUSE
    stopping = asyncio.create_task(stop.wait())
    while not stop.is_set():
        began = time.monotonic()
        child = await _start_child(sock)
        dying = asyncio.create_task(child.wait())
        await asyncio.wait({dying, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if stop.is_set():
            with contextlib.suppress(ProcessLookupError):
                child.terminate()
            await dying
            return
        log.error("a serving process died", extra={"code": child.returncode})
        # One that dies at its start must not be started a thousand times; one that served well is replaced at once.
        pause = _FIRST_PAUSE if time.monotonic() - began > _SERVED_WELL else min(pause * 2, _LONGEST_PAUSE)
        await asyncio.wait({stopping}, timeout=pause)


async def _start_child(sock: socket.socket) -> asyncio.subprocess.Process:
    command = [sys.executable, "-m", "server", "serve", "--fd", str(sock.fileno())]
    return await asyncio.create_subprocess_exec(*command, pass_fds=[sock.fileno()])
