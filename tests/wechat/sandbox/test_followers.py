"""Followers and parametrised QR codes (§6.2, §6.4)."""

import json
from typing import Any
from urllib.parse import quote

import pytest
import zxingcpp
from PIL import Image

from tests.wechat.sandbox.desk import Desk, Json
from tests.wechat.sandbox.pictures import opened

SHOW = "/cgi-bin/showqrcode"


async def create(desk: Desk, **body: Any) -> Json:
    token = desk.token(desk.service)
    return await desk.post("/cgi-bin/qrcode/create", body, access_token=token)


async def bind_code(desk: Desk, **more: Any) -> Json:
    info = {"scene": {"scene_str": "bind_9f2c"}}
    return await create(desk, action_name="QR_STR_SCENE", action_info=info, **more)


async def last_event(desk: Desk) -> str:
    return str((await desk.look("callbacks"))["items"][-1]["body"])


async def info(desk: Desk, openid: str) -> Json:
    return await desk.get("/cgi-bin/user/info", access_token=desk.token(desk.service), openid=openid)


async def test_temporary_code(desk: Desk) -> None:
    """§6.4: no errcode; the address of the picture carries the ticket encoded."""
    code = await bind_code(desk, expire_seconds=600)
    assert code["expire_seconds"] == 600
    assert "errcode" not in code
    encoded = f"{desk.addresses.platform}{SHOW}?ticket={quote(code['ticket'], safe='')}"
    picture: Image.Image = opened((await desk.http.get(encoded)).content)
    assert zxingcpp.read_barcodes(picture)[0].text == code["url"]


async def test_unencoded_ticket_is_not_found(desk: Desk) -> None:
    """§6.4, §12.2."""
    code = await bind_code(desk, expire_seconds=600)
    assert (
        await desk.http.get(f"{desk.addresses.platform}{SHOW}?ticket={code['ticket']}")
    ).status_code == 404


async def test_who_does_not_follow_follows_by_scanning(desk: Desk) -> None:
    """§6.4: event subscribe, scene with its prefix."""
    code = await bind_code(desk)
    await desk.sim("scan", person="heyu", text=code["ticket"])
    body = await last_event(desk)
    assert "<Event><![CDATA[subscribe]]></Event>" in body
    assert "<EventKey><![CDATA[qrscene_bind_9f2c]]></EventKey>" in body
    assert f"<Ticket><![CDATA[{code['ticket']}]]></Ticket>" in body
    found = await info(desk, desk.openid("heyu", desk.service))
    assert (found["subscribe"], found["qr_scene_str"]) == (1, "bind_9f2c")


async def test_follower_scans(desk: Desk) -> None:
    """§6.4: event SCAN, scene without prefix; the camera may also read the address."""
    code = await bind_code(desk)
    await desk.sim("scan", person="lina", text=code["url"])
    body = await last_event(desk)
    assert "<Event><![CDATA[SCAN]]></Event><EventKey><![CDATA[bind_9f2c]]></EventKey>" in body


async def test_code_expires_after_a_minute_by_default(desk: Desk) -> None:
    """§6.4."""
    code = await bind_code(desk)
    await desk.later(61)
    await desk.sim("scan", expect=404, person="lina", text=code["ticket"])


async def test_permanent_code_does_not_expire(desk: Desk) -> None:
    """§6.4."""
    code = await create(desk, action_name="QR_LIMIT_SCENE", action_info={"scene": {"scene_id": 7}})
    assert "expire_seconds" not in code
    await desk.later(10**8)
    await desk.sim("scan", person="lina", text=code["ticket"])
    assert "<EventKey><![CDATA[7]]></EventKey>" in await last_event(desk)


@pytest.mark.parametrize(
    ("action", "scene", "code"),
    [
        ("QR_TEXT", {"scene_str": "a"}, 40052),
        ("QR_STR_SCENE", {"scene_id": 1}, 40053),
        ("QR_STR_SCENE", {"scene_str": "a" * 65}, 40053),
        ("QR_SCENE", {"scene_id": 0}, 40053),
        ("QR_SCENE", {"scene_id": "1"}, 47001),
        ("QR_LIMIT_SCENE", {"scene_id": 100_001}, 40053),
    ],
)
async def test_refused_codes(desk: Desk, action: str, scene: Json, code: int) -> None:
    """§6.4."""
    assert (await create(desk, action_name=action, action_info={"scene": scene}))["errcode"] == code


async def test_life_is_at_most_thirty_days(desk: Desk) -> None:
    """§6.4."""
    assert (await bind_code(desk, expire_seconds=2_592_001))["errcode"] == 40097
    assert "ticket" in await bind_code(desk, expire_seconds=2_592_000)


async def test_follow_and_unfollow_are_told_once(desk: Desk) -> None:
    """§6.4: EventKey empty."""
    for action in ("follow", "follow", "unfollow", "unfollow"):
        await desk.sim(action, person="heyu")
    bodies = [each["body"] for each in (await desk.look("callbacks"))["items"]]
    assert ["unsubscribe" in each for each in bodies] == [False, True]
    assert all("<EventKey><![CDATA[]]></EventKey>" in each for each in bodies)


async def test_info_of_strangers_has_only_ids(desk: Desk) -> None:
    """§6.2."""
    heyu, lina = desk.openid("heyu", desk.service), desk.openid("lina", desk.service)
    assert json.dumps(await info(desk, heyu)) == json.dumps(
        {"subscribe": 0, "openid": heyu, "unionid": "oUN_heyu____________________"}
    )
    assert (await info(desk, lina))["unionid"] == "oUN_lina____________________"
    assert (await info(desk, desk.openid("lina", desk.program)))["errcode"] == 40003
