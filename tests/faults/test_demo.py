"""`make run` on a machine with nothing but Python: starts, stops at Ctrl-C, and keeps its data."""

import asyncio
import signal
import socket
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx

from server.demo.cast import PASSWORD
from tests.support.callers import Caller
from tests.support.processes import ended, running
from tests.support.services import free_port


@asynccontextmanager
async def _demo(folder: Path, port: int, sandbox: int, *more: str) -> AsyncIterator[tuple[Caller, list[str]]]:
    """A demo that says it is ready: someone at the PC, and what it printed; at the end Ctrl-C, exit code 0."""
    ports = ("--port", str(port), "--sandbox-port", str(sandbox), "--data-dir", str(folder))
    with running(folder, "demo", *ports, *more, environment={}, output=subprocess.PIPE) as process:
        printed = await asyncio.wait_for(asyncio.to_thread(_until_ready, process), 60)
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}/api/v1/", trust_env=False) as http:
            caller = Caller(http)
            said = {"username": "zhangwei", "password": PASSWORD}
            signed_in = await caller.post("session/password", said)
            http.headers["Authorization"] = f"Bearer {signed_in['token']}"
            yield caller, printed
        process.send_signal(signal.SIGINT)
        assert await ended(process) == 0
    assert not _listening(port)
    assert not _listening(sandbox)


def _until_ready(process: "subprocess.Popen[str]") -> list[str]:
    assert process.stdout
    printed: list[str] = []
    for line in process.stdout:
        printed.append(line.rstrip("\n"))
        if line.startswith("ready http://"):
            return printed
    raise AssertionError("\n".join(printed))


def _listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


async def test_a_second_run_keeps_the_data_and_with_another_wechat_starts_no_sandbox(tmp_path: Path) -> None:
    port, sandbox = free_port(), free_port()
    now = datetime.now(UTC)
    invitation = {
        "phone": "13800138000",
        "visitor_name": "刘洋",
        "visitor_type": "temporary",
        "purpose": "学术交流",
        "valid_from": now.isoformat(),
        "valid_to": (now + timedelta(days=7)).isoformat(),
    }
    async with _demo(tmp_path, port, sandbox) as (zhangwei, printed):
        assert printed[-1] == f"ready http://127.0.0.1:{port}"
        assert any("zhangwei" in line and "张伟" in line for line in printed)
        assert _listening(sandbox)
        draft = await zhangwei.post("staff/invitations", invitation, status=201)
    elsewhere = f"http://127.0.0.1:{free_port()}"
    async with _demo(tmp_path, port, sandbox, "--wechat-api-base", elsewhere) as (zhangwei, printed):
        kept = await zhangwei.get("staff/invitations")
        assert [row["id"] for row in kept["items"]] == [draft["id"]]
        assert not _listening(sandbox)
        assert str(sandbox) not in "".join(printed)
