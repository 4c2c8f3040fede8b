"""The only command line; `python -m server --help` lists its commands."""

import argparse
import asyncio
import socket
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import uvloop

from server import runtime, serving, worker
from server.api.services import Services
from server.app import openapi
from server.approvals.chain import parse_flow
from server.approvals.flows import read_flow_file
from server.audit import chain
from server.db.lifecycle import close_database, migrate, open_database
from server.demo.launch import Options, launch
from server.demo.seed import seed
from server.journey import first_accounts
from server.journey.hear import work_off
from server.kit.errors import Misconfigured
from server.notifications import inventory
from server.notifications.outbox import wake_with
from server.settings import Settings, load
from server.webhooks.sender import open_sender
from server.wechat.sandbox.app import SandboxOptions, serve

Command = Callable[[argparse.Namespace], int]
T = TypeVar("T")


def main() -> int:
    """Run the command named on the command line; its exit code."""
    parser = _parser()
    arguments = parser.parse_args()
    runtime.set_up_logging()
    command: Command = arguments.run
    try:
        return command(arguments)
    except Misconfigured as error:
        sys.exit(f"configuration: {error}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m server")
    commands = parser.add_subparsers(required=True, metavar="command")
    _serve_arguments(_command(commands, "serve", _serve, "answer requests"))
    _command(commands, "worker", _worker, "send messages and do chores, as a process of its own")
    _command(commands, "migrate", _migrate, "bring the tables up to date")
    _command(commands, "first-accounts", _first_accounts, "make an empty database ready for a school")
    _command(commands, "seed", _seed, "put the demo's people into an empty database")
    audit = _command(commands, "audit", _audit, "check the audit trail")
    audit.add_argument("action", choices=["verify"])
    _command(commands, "openapi", _openapi, "print the description of the API")
    _sandbox_arguments(_command(commands, "wechat-sandbox", _sandbox, "stand in for WeChat"))
    _demo_arguments(_command(commands, "demo", _demo, "everything on one machine"))
    return parser


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, run: Command, does: str
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=does)
    parser.set_defaults(run=run)
    return parser


def _serve_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--fd", type=int, help="serve on this inherited socket")


def _sandbox_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8001)
    parser.add_argument("--control-port", type=int)
    parser.add_argument("--callback-url")
    parser.add_argument("--preview-url")
    parser.add_argument("--state-file", type=Path)


def _demo_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--sandbox-port", type=int, default=8001)
    parser.add_argument("--preview-port", type=int, default=8003)
    parser.add_argument("--data-dir", default="var")
    parser.add_argument("--wechat-api-base", default="")


def _settings() -> Settings:
    settings = load()
    runtime.configure(settings)
    return settings


def _serve(arguments: argparse.Namespace) -> int:
    settings = _settings()
    if arguments.fd is not None:
        sock = socket.socket(fileno=arguments.fd)
        return _run_server(settings, sock, alone=False)
    if settings.http.workers > 1 and (settings.on_sqlite or not settings.redis.url):
        sys.exit("several workers need PostgreSQL and Redis: set DATABASE_URL and REDIS_URL")
    uvloop.run(migrate(settings))
    sock = serving.bind(settings.http.host, settings.http.port)
    if settings.http.workers > 1:
        asyncio.run(serving.supervise(sock, settings.http.workers))
        return 0
    return _run_server(settings, sock, alone=True)


def _run_server(settings: Settings, sock: socket.socket, *, alone: bool) -> int:
    with_worker = _work if alone and settings.worker.inside_serve else None
    uvloop.run(serving.serve_one(settings, sock, with_worker))
    return 0


def _worker(arguments: argparse.Namespace) -> int:
    settings = _settings()

    async def work() -> None:
        stop = serving.stop_on_signals()
        async with runtime.running(settings) as services:
            await _work(services, stop)

    uvloop.run(work())
    return 0


async def _work(services: Services, stop: asyncio.Event) -> None:
    loop = runtime.delivery(services)
    wake_with(loop.wake)
    templates = runtime.templates(services.settings)

    async def hear() -> int:
        return await work_off(services.wechat, templates)

    async def compare_templates() -> object:
        return await inventory.compare(services.wechat, templates)

    async with open_sender(services.settings.webhooks) as sender:
        await worker.run(services.settings, loop.run, hear, compare_templates, sender.push, stop)


def _migrate(arguments: argparse.Namespace) -> int:
    uvloop.run(migrate(_settings()))
    return 0


def _first_accounts(arguments: argparse.Namespace) -> int:
    settings = _settings()
    flow = parse_flow(read_flow_file(settings.config_dir / "approval_flow.toml"))
    made = uvloop.run(_with_database(settings, lambda: first_accounts.create(flow, settings.school.name)))
    for account in made:
        print(f"{account.username}  {account.password}  (to be changed at the first sign-in)")
    if not made:
        print("there are accounts already; nothing was changed")
    return 0


def _seed(arguments: argparse.Namespace) -> int:
    uvloop.run(_with_database(_settings(), seed))
    return 0


def _audit(arguments: argparse.Namespace) -> int:
    found = uvloop.run(_with_database(_settings(), chain.verify))
    sound = found.broken_at is None
    state = "sound" if sound else f"BROKEN at link {found.broken_at}"
    print(f"audit chain: {state}; {found.links} links, {found.pending} not linked yet, head {found.head}")
    return 0 if sound else 1


def _openapi(arguments: argparse.Namespace) -> int:
    print(openapi(load()))
    return 0


async def _with_database(settings: Settings, work: Callable[[], Awaitable[T]]) -> T:
    await open_database(settings)
    try:
        return await work()
    finally:
        await close_database()


def _sandbox(arguments: argparse.Namespace) -> int:
    options = SandboxOptions(
        port=arguments.port,
        control_port=arguments.control_port,
        callback_url=arguments.callback_url,
        preview_url=arguments.preview_url,
        state_file=arguments.state_file,
    )
    serve(options)
    return 0


def _demo(arguments: argparse.Namespace) -> int:
    options = Options(
        arguments.port,
        arguments.sandbox_port,
        arguments.preview_port,
        arguments.data_dir,
        arguments.wechat_api_base,
    )
    return asyncio.run(launch(options))


if __name__ == "__main__":
    sys.exit(main())
