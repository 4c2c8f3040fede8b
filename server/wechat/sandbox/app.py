"""Starts the sandbox: the platform and its control interface, two ports, one process."""

import asyncio
import contextlib
import itertools
import signal
import socket
from collections.abc import AsyncIterator, Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sanic import HTTPResponse, Request, Sanic
from sanic.response import redirect

from server.wechat.sandbox import (
    followers_api,
    links_api,
    login_api,
    oauth_api,
    security_api,
    subscribe_api,
    template_api,
    token_api,
    wxacode_api,
)
from server.wechat.sandbox.accounts import DEMO_FILE, read_setup
from server.wechat.sandbox.calls import SandboxApp, register
from server.wechat.sandbox.control import add_reading, allow_local_pages
from server.wechat.sandbox.control_actions import add_actions
from server.wechat.sandbox.page import add_page
from server.wechat.sandbox.state_file import keep_saving, restore
from server.wechat.sandbox.world import World

HOST = "127.0.0.1"
_ENDPOINTS = [
    *token_api.ENDPOINTS,
    *login_api.ENDPOINTS,
    *template_api.ENDPOINTS,
    *subscribe_api.ENDPOINTS,
    *wxacode_api.ENDPOINTS,
    *links_api.ENDPOINTS,
    *security_api.ENDPOINTS,
    *followers_api.ENDPOINTS,
    *oauth_api.ENDPOINTS,
]
_numbers = itertools.count(1)  # Sanic wants a name of its own for every app of a process


@dataclass(frozen=True)
class SandboxOptions:
    """How to start; `control_port` None is the port after `port`; a port of 0 is any free one."""

    port: int = 8001
    control_port: int | None = None
    callback_url: str | None = None
    preview_url: str | None = None
    state_file: Path | None = None
    setup_file: Path = DEMO_FILE


@dataclass(frozen=True)
class SandboxApps:
    """The platform as the product sees it, and the remote control."""

    platform: SandboxApp
    control: SandboxApp


@dataclass(frozen=True)
class Addresses:
    """Base URLs without a trailing slash."""

    platform: str
    control: str


Ready = Callable[[Addresses], None]


def create_sandbox(world: World) -> SandboxApps:
    """Both apps over one world."""
    number = next(_numbers)
    return SandboxApps(
        _platform(world, f"sandbox-platform-{number}"), _control(world, f"sandbox-control-{number}")
    )


@contextlib.asynccontextmanager
async def running(
    world: World, *, port: int = 0, control_port: int = 0, state_file: Path | None = None
) -> AsyncIterator[Addresses]:
    """Serve inside this loop until the block ends; ports of 0 are free ones."""
    if state_file:
        restore(world, state_file)
    apps = create_sandbox(world)
    tasks: list[Coroutine[Any, Any, None]] = [world.outbox.run()]
    if state_file:
        tasks.append(keep_saving(world, state_file))
    async with contextlib.AsyncExitStack() as stack:
        await stack.enter_async_context(_background(tasks))
        control = await stack.enter_async_context(_served(apps.control, control_port))
        apps.platform.ctx.control_url = control
        yield Addresses(await stack.enter_async_context(_served(apps.platform, port)), control)


def serve(options: SandboxOptions, ready: Ready | None = None) -> None:
    """Serve until SIGINT or SIGTERM, then return; `ready` is told the addresses once they answer."""
    world = World(read_setup(options.setup_file))
    world.outbox.url = options.callback_url
    world.preview_url = options.preview_url
    asyncio.run(_until_stopped(world, options, ready))


async def _until_stopped(world: World, options: SandboxOptions, ready: Ready | None) -> None:
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    control_port = options.port + 1 if options.port and options.control_port is None else options.control_port
    ports = {"port": options.port, "control_port": control_port or 0}
    async with running(world, **ports, state_file=options.state_file) as addresses:
        if ready:
            ready(addresses)
        await stopped.wait()


def _new_app(name: str) -> SandboxApp:
    app: SandboxApp = Sanic(name, configure_logging=False)
    # Sanic's start-up optimiser rewrites classes all apps share, which fails for a second app of a process.
    app.config.TOUCHUP = False
    app.config.FALLBACK_ERROR_FORMAT = "json"
    return app


def _platform(world: World, name: str) -> SandboxApp:
    app = _new_app(name)
    for endpoint in _ENDPOINTS:
        register(app, world, endpoint)
    followers_api.add_pictures(app, world)
    oauth_api.add_authorize(app, world)

    async def home(request: Request) -> HTTPResponse:
        return redirect(request.app.ctx.control_url)

    app.add_route(home, "/")
    return app


def _control(world: World, name: str) -> SandboxApp:
    app = _new_app(name)
    allow_local_pages(app)
    add_actions(app, world)
    add_reading(app, world)
    add_page(app)
    return app


@contextlib.asynccontextmanager
async def _served(app: SandboxApp, port: int) -> AsyncIterator[str]:
    sock = socket.create_server((HOST, port))
    # Any: Sanic's handle on its server is not annotated.
    server: Any = await app.create_server(sock=sock, access_log=False, return_asyncio_server=True)
    await server.startup()
    await server.before_start()
    await server.after_start()
    await server.start_serving()
    try:
        yield f"http://{HOST}:{sock.getsockname()[1]}"
    finally:
        await server.before_stop()
        server.close()
        # Answers held back by a fault must not keep the process alive.
        for connection in list(server.connections):
            connection.abort()
        await server.after_stop()


@contextlib.asynccontextmanager
async def _background(work: list[Coroutine[Any, Any, None]]) -> AsyncIterator[None]:
    tasks = [asyncio.create_task(each) for each in work]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        for task in tasks:
            with contextlib.suppress(asyncio.CancelledError):
                await task
