"""Trouble on demand (§12.2): what the caller sees, and whether it took effect."""

import time
from typing import Any

import httpx
import pytest

from tests.wechat.sandbox.desk import REVIEW, Desk
from tests.wechat.sandbox.listener import Listener
from tests.wechat.sandbox.test_callbacks import as_xml, opened

SEND = "/cgi-bin/message/template/send"


async def arrived(desk: Desk) -> int:
    return len((await desk.look("sent", person="lina", template=REVIEW))["items"])


async def fault(desk: Desk, kind: str, **more: Any) -> None:
    await desk.sim("faults", **({"kind": kind, "path": SEND} | more))


@pytest.mark.parametrize("code", [-1, 45009, 43116, 48004])
async def test_any_errcode_for_the_next_calls(desk: Desk, code: int) -> None:
    await fault(desk, "errcode", errcode=code, times=2)
    assert [(await desk.send_template())["errcode"] for _ in range(3)] == [code, code, 0]
    assert await arrived(desk) == 1


async def test_fault_by_chance_stays_until_cleared(desk: Desk) -> None:
    await fault(desk, "errcode", probability=1.0)
    assert [(await desk.send_template())["errcode"] for _ in range(3)] == [-1, -1, -1]
    await desk.http.delete(f"{desk.addresses.control}/__sim/faults")
    assert (await desk.send_template())["errcode"] == 0


async def test_fault_of_one_account_spares_the_other(desk: Desk) -> None:
    await desk.accept()
    await fault(desk, "errcode", path="*", appid=desk.service.appid, probability=1.0)
    assert (await desk.send_subscribe())["errcode"] == 0
    assert (await desk.send_template())["errcode"] == -1


@pytest.mark.parametrize(("kind", "effect"), [("timeout_before", 0), ("timeout_after", 1)])
async def test_no_answer_before_and_after_the_effect(desk: Desk, kind: str, effect: int) -> None:
    """The caller cannot tell the two apart."""
    await fault(desk, kind, ms=5000)
    desk.http.timeout = httpx.Timeout(0.3)
    with pytest.raises(httpx.ReadTimeout):
        await desk.send_template()
    desk.http.timeout = httpx.Timeout(5)
    assert await arrived(desk) == effect


async def test_slow_answer(desk: Desk) -> None:
    await fault(desk, "slow", ms=200)
    start = time.monotonic()
    assert (await desk.send_template())["errcode"] == 0
    assert time.monotonic() - start >= 0.2


@pytest.mark.parametrize(("kind", "status", "effect"), [("bad_gateway", 502, 0), ("truncated", 200, 1)])
async def test_unreadable_answers(desk: Desk, kind: str, status: int, effect: int) -> None:
    await fault(desk, kind, path="*")
    params = {"access_token": desk.token(desk.service)}
    body = {"touser": desk.openid("lina", desk.service), "template_id": REVIEW}
    values = {"thing1": "甲", "thing2": "乙", "time3": "09:00", "thing4": "丙"}
    content = httpx.Request(
        "POST", "http://x", json={**body, "data": {k: {"value": v} for k, v in values.items()}}
    )
    response = await desk.http.post(desk.addresses.platform + SEND, params=params, content=content.content)
    assert response.status_code == status
    with pytest.raises(ValueError, match="Expecting|Unterminated"):
        response.json()
    assert await arrived(desk) == effect


async def test_token_killed_early(desk: Desk) -> None:
    await fault(desk, "kill_token")
    assert (await desk.send_template())["errcode"] == 40001
    assert (await desk.send_template())["errcode"] == 0


async def test_undelivered_message_reports_its_status(desk: Desk, listener: Listener) -> None:
    """§4.3: errcode 0 is only "queued"."""
    await fault(desk, "undelivered", text="failed:user block")
    assert (await desk.send_template())["errcode"] == 0
    [push] = await listener.wait_for(1)
    assert as_xml(desk, push)["Status"] == "failed:user block"
    assert await arrived(desk) == 0


async def test_duplicate_event(desk: Desk, listener: Listener) -> None:
    await fault(desk, "event_duplicate")
    await desk.send_template()
    first, second = await listener.wait_for(2)
    assert opened(desk, first, desk.service) == opened(desk, second, desk.service)


async def test_event_before_the_answer(desk: Desk, listener: Listener) -> None:
    await fault(desk, "event_early")
    await desk.send_template()
    assert len(listener.pushes) == 1


async def test_event_after_the_answer_otherwise(desk: Desk, listener: Listener) -> None:
    await desk.send_template()
    answered = time.monotonic()
    [push] = await listener.wait_for(1)
    assert push.at > answered


async def test_events_out_of_order(desk: Desk, listener: Listener) -> None:
    await desk.sim("faults", kind="event_out_of_order", path="/callback")
    await desk.sim("unfollow", person="lina")
    await desk.sim("follow", person="lina")
    pushes = await listener.wait_for(2)
    assert [as_xml(desk, each)["Event"] for each in pushes] == ["subscribe", "unsubscribe"]


async def test_wrong_signature(desk: Desk, listener: Listener) -> None:
    await fault(desk, "event_bad_signature")
    await desk.send_template()
    [push] = await listener.wait_for(1)
    with pytest.raises(Exception, match="signature"):
        opened(desk, push, desk.service)


async def test_lost_event(desk: Desk, listener: Listener) -> None:
    await fault(desk, "event_lost")
    await desk.send_template()
    await desk.sim("unfollow", person="lina")
    [push] = await listener.wait_for(1)
    assert as_xml(desk, push)["Event"] == "unsubscribe"


async def test_misspelt_fault_is_refused(desk: Desk) -> None:
    await desk.sim("faults", expect=400, kind="timeout")
