"""The control interface: who may call it, what it shows, starting anew, surviving a restart."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from server.wechat.sandbox.app import running
from server.wechat.sandbox.world import World
from tests.wechat.sandbox.desk import RESULT, Desk

START = """
import sys
from pathlib import Path
from server.wechat.sandbox.app import SandboxOptions, serve

def ready(addresses):
    print(addresses.platform, addresses.control, flush=True)

serve(SandboxOptions(port=0, state_file=Path(sys.argv[1])), ready)
"""


async def test_cast(desk: Desk) -> None:
    people = {each["key"]: each for each in (await desk.look("people"))["items"]}
    assert len(people) == 13
    assert people["jitian"]["name"] == "𠮷田花子"
    assert people["liuyang"]["mp_openid"] == "oMP_liuyang_________________"
    followers = {key for key, each in people.items() if each["follow"]["subscribed"]}
    assert set(people) - followers == {"liuyang", "maimaiti", "jitian", "heyu"}


async def test_state_says_when_nothing_is_new(desk: Desk) -> None:
    address = f"{desk.addresses.control}/__sim/state"
    revision = (await desk.http.get(address)).json()["revision"]
    assert (await desk.http.get(address, params={"since": revision})).status_code == 204
    await desk.sim("follow", person="heyu")
    assert (await desk.http.get(address, params={"since": revision})).json()["revision"] > revision


async def test_reading_a_message(desk: Desk) -> None:
    msgid = str((await desk.send_template())["msgid"])
    await desk.sim("read", msgid=msgid)
    [message] = (await desk.look("sent", person="lina"))["items"]
    assert message["read"] is True


async def test_reset(desk: Desk) -> None:
    await desk.sim("follow", person="heyu")
    await desk.send_template()
    await desk.later(1000)
    await desk.sim("reset")
    state = await desk.look("state")
    assert (state["messages"], state["clock"]["skipped"]) == ([], 0)
    assert (await desk.send_template(touser=desk.openid("heyu", desk.service)))["errcode"] == 43004


async def test_clock_goes_forward_only(desk: Desk) -> None:
    await desk.sim("clock", expect=400, advance=-1)
    assert (await desk.sim("clock", advance=60))["now"] == desk.world.clock.now()


async def test_unknown_people_and_fields(desk: Desk) -> None:
    await desk.sim("follow", expect=404, person="nobody")
    await desk.sim("follow", expect=400, person="heyu", quietly=True)


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [
        ("http://127.0.0.1:5173", True),
        ("http://localhost:8000", True),
        ("https://elsewhere.example", False),
        ("http://127.0.0.1.elsewhere.example", False),
    ],
)
async def test_pages_of_this_machine_may_call(desk: Desk, origin: str, allowed: bool) -> None:
    response = await desk.http.options(f"{desk.addresses.control}/__sim/codes", headers={"Origin": origin})
    assert response.status_code == 204
    assert (response.headers.get("Access-Control-Allow-Origin") == origin) is allowed


async def test_only_json_is_taken(desk: Desk) -> None:
    """A foreign page may post plain text unasked."""
    response = await desk.http.post(f"{desk.addresses.control}/__sim/reset", content="{}")
    assert response.status_code == 415


async def test_follows_credits_and_messages_survive_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "wechat.json"
    async with httpx.AsyncClient(trust_env=False) as http:
        async with running(World(), state_file=path) as addresses:
            desk = Desk(World(), addresses, http)
            await desk.sim("follow", person="heyu")
            await desk.accept()
        world = World()
        async with running(world, state_file=path) as addresses:
            desk = Desk(world, addresses, http)
            assert (await desk.send_template(touser=desk.openid("heyu", desk.service)))["errcode"] == 0
            assert (await desk.send_subscribe())["errcode"] == 0
    saved = json.loads(path.read_text(encoding="utf-8"))
    assert [each["person"] for each in saved["messages"]] == ["heyu", "liuyang"]
    assert saved["credits"]["credits"]["oMP_liuyang_________________"][RESULT]["count"] == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_process_serves_and_ends_cleanly(tmp_path: Path, number: signal.Signals) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", START, str(tmp_path / "state.json")],
        cwd=Path(__file__).parents[3],
        env={**os.environ, "PYTHONPATH": "."},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    try:
        platform, control = process.stdout.readline().split()
        assert httpx.get(f"{control}/__sim/people", trust_env=False).status_code == 200
        assert httpx.get(f"{platform}/cgi-bin/token", trust_env=False).json()["errcode"] == 40002
        process.send_signal(number)
        assert process.wait(10) == 0
    finally:
        process.kill()
        process.communicate()
    assert (tmp_path / "state.json").exists()
