"""Starts sandbox, product and the phones' preview, says where they are, and ends them together."""

import asyncio
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, suppress
from pathlib import Path

from server.demo import cast, preview

_PATIENCE_SECONDS = 15.0


class Options:
    """The knobs of `make run`."""

    def __init__(
        self, port: int, sandbox_port: int, preview_port: int, data_dir: str, wechat_api_base: str
    ) -> None:
        self.port = port
        self.sandbox_port = sandbox_port
        self.preview_port = preview_port
        self.data_dir = data_dir
        self.wechat_api_base = wechat_api_base

    @property
    def own_sandbox(self) -> bool:
        """Whether we start the WeChat stand-in ourselves."""
        return not self.wechat_api_base

    @property
    def with_preview(self) -> bool:
        """Whether phones can be shown: they sign in at our own stand-in, and Node.js must have built them."""
        return self.own_sandbox and preview.is_built()

    def environment(self) -> dict[str, str]:
        """What the children see: the demo's configuration, unless the caller chose another."""
        base = self.wechat_api_base or f"http://127.0.0.1:{self.sandbox_port}"
        return {
            "VISITOR_CONFIG": "demo",
            **os.environ,
            "PORT": str(self.port),
            "DATA_DIR": self.data_dir,
            "WECHAT_API_BASE": base,
        }


async def launch(options: Options) -> int:
    """Run until Ctrl-C, SIGTERM or the death of a child; 0 when it was asked to stop."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    children: list[asyncio.subprocess.Process] = []
    beside = AsyncExitStack()
    try:
        await _prepare(options)
        if options.with_preview:
            await beside.enter_async_context(_preview(options))
        if options.own_sandbox:
            children.append(await _start(_sandbox_command(options), options.environment()))
        server = await _start(["serve"], options.environment())
        children.append(server)
        await _until_ready(options, server, stop)
        return await _watch(children, stop)
    finally:
        await _end(children)
        await beside.aclose()


def _preview(options: Options) -> AbstractAsyncContextManager[str]:
    # The sandbox's control interface takes the port after its own.
    control = f"http://127.0.0.1:{options.sandbox_port + 1}"
    shown = preview.Preview(f"http://127.0.0.1:{options.port}", control)
    return preview.running(shown, options.preview_port)


async def _prepare(options: Options) -> None:
    for command in (["migrate"], ["seed"]):
        process = await _start(command, options.environment())
        if await process.wait() != 0:
            raise SystemExit(f"`{' '.join(command)}` failed")


def _sandbox_command(options: Options) -> list[str]:
    callback = f"http://127.0.0.1:{options.port}/wechat/callback"
    state = str(Path(options.data_dir) / "wechat-sandbox.json")
    command = [
        "wechat-sandbox",
        "--port",
        str(options.sandbox_port),
        "--callback-url",
        callback,
        "--state-file",
        state,
    ]
    if options.with_preview:
        command += ["--preview-url", f"http://127.0.0.1:{options.preview_port}/"]
    return command


async def _start(command: Sequence[str], environment: Mapping[str, str]) -> asyncio.subprocess.Process:
    """A child in a session of its own: Ctrl-C reaches us alone, and we end the children in order."""
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "server", *command, env=dict(environment), start_new_session=True
    )


async def _until_ready(options: Options, server: asyncio.subprocess.Process, stop: asyncio.Event) -> None:
    for _ in range(600):
        if stop.is_set() or server.returncode is not None:
            return
        if await _answers(options.port):
            _welcome(options)
            return
        await asyncio.sleep(0.1)
    raise SystemExit("the server did not become ready within a minute")


async def _answers(port: int) -> bool:
    """Whether /health/ready says 200."""
    with suppress(OSError):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"GET /health/ready HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
        status = await reader.readline()
        writer.close()
        return b" 200 " in status
    return False


def _welcome(options: Options) -> None:
    here = f"http://127.0.0.1:{options.port}"
    lines = ["", f"学校预约访客系统  {here}/  （接口说明 {here}/api/v1/openapi.json）"]
    if options.with_preview:
        lines.append(
            f"小程序预览        http://127.0.0.1:{options.preview_port}/  （访客、审批人、门岗的手机）"
        )
    if options.own_sandbox:
        lines.append(
            f"微信沙箱          http://127.0.0.1:{options.sandbox_port}/  （每个人的手机与收到的消息）"
        )
    lines.append(f"演示账号（密码都是 {cast.PASSWORD}）：")
    lines += [f"  {person.username:<10} {person.name}  {person.does}" for person in cast.STAFF]
    visitors = "、".join(f"{name} {number}" for name, number in cast.VISITORS.items())
    lines += [f"演示访客（在微信沙箱里）：{visitors}", "按 Ctrl-C 停止。", f"ready {here}"]
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


async def _watch(children: Sequence[asyncio.subprocess.Process], stop: asyncio.Event) -> int:
    stopping = asyncio.create_task(stop.wait())
    dying = [asyncio.create_task(child.wait()) for child in children]
    await asyncio.wait([stopping, *dying], return_when=asyncio.FIRST_COMPLETED)
    asked = stop.is_set()
    for task in (stopping, *dying):
        task.cancel()
    return 0 if asked else 1


async def _end(children: Sequence[asyncio.subprocess.Process]) -> None:
    """The server first, so that it can finish what it is sending to the sandbox."""
    for child in reversed(children):
        if child.returncode is None:
            with suppress(ProcessLookupError):
                child.terminate()
            try:
                await asyncio.wait_for(child.wait(), _PATIENCE_SECONDS)
            except TimeoutError:
                child.kill()
                await child.wait()
