"""The order of checks (§12.2), each step shown to come before the next, and what all endpoints share."""

import pytest

from tests.wechat.sandbox.desk import RESULT, REVIEW, Desk, data, padded

SEND = "/cgi-bin/message/template/send"


async def code(desk: Desk, body: str, **params: str) -> int:
    return int((await desk.post(SEND, body, **params))["errcode"])


async def test_method_before_token(desk: Desk) -> None:
    """Steps 1 and 2."""
    assert (await desk.get(SEND, access_token="bad"))["errcode"] == 43002
    assert (await desk.post("/cgi-bin/user/info", "{}", access_token="bad"))["errcode"] == 43001


async def test_token_before_quota_before_json(desk: Desk) -> None:
    """Steps 2, 3 and 4."""
    await desk.sim("quota", path=SEND, day=0)
    assert await code(desk, "not json", access_token="bad") == 40014
    assert await code(desk, "not json", access_token=desk.token(desk.service)) == 45009
    await desk.sim("quota", path=SEND)
    assert await code(desk, "not json", access_token=desk.token(desk.service)) == 47001


async def test_types_before_openid(desk: Desk) -> None:
    """Steps 4 and 5."""
    assert (await desk.send_template(touser="o", data=[]))["errcode"] == 47001


async def test_openid_before_template(desk: Desk) -> None:
    """Steps 5 and 6."""
    nobody = padded("tpl_nobody")
    assert (await desk.send_template(touser="o", template_id=nobody))["errcode"] == 40003
    assert (await desk.send_subscribe(touser="o", template_id=nobody))["errcode"] == 40003


async def test_template_before_follow_and_credit(desk: Desk) -> None:
    """Steps 6 and 7."""
    heyu = desk.openid("heyu", desk.service)
    assert (await desk.send_template(touser=heyu, template_id=RESULT))["errcode"] == 40037
    assert (await desk.send_subscribe(template_id=REVIEW))["errcode"] == 40037


async def test_follow_and_credit_before_data(desk: Desk) -> None:
    """Steps 7 and 8."""
    heyu = desk.openid("heyu", desk.service)
    assert (await desk.send_template(touser=heyu, data={}))["errcode"] == 43004
    assert (await desk.send_subscribe(data={}))["errcode"] == 43101


async def test_data_before_page(desk: Desk) -> None:
    """Steps 8 and 9."""
    await desk.accept()
    nowhere = {"appid": desk.program.appid, "pagepath": "pages/nowhere"}
    assert (await desk.send_template(data={}, miniprogram=nowhere))["errcode"] == 47003
    assert (await desk.send_subscribe(data={}, page="pages/nowhere"))["errcode"] == 47003


async def test_page_before_duplicate(desk: Desk) -> None:
    """Steps 9 and 10."""
    nowhere = {"appid": desk.program.appid, "pagepath": "pages/nowhere"}
    await desk.send_template(client_msg_id="n-1")
    assert (await desk.send_template(client_msg_id="n-1", miniprogram=nowhere))["errcode"] == 40165


async def test_empty_body_and_escapes(desk: Desk) -> None:
    """§0.1: raw UTF-8 only; an escaped backslash before "u" is no escape."""
    token = desk.token(desk.service)
    assert await code(desk, "", access_token=token) == 44002
    assert await code(desk, "[]", access_token=token) == 47001
    assert await code(desk, '{"touser":"\\u5f20"}', access_token=token) == 40033
    assert await code(desk, '{"touser":"\\\\u5f20"}', access_token=token) == 40003


async def test_minute_quota(desk: Desk) -> None:
    """§11, 45011; the next minute is free again."""
    await desk.sim("quota", path=SEND, minute=1)
    values = {"thing2": "甲", "time3": "09:00", "thing4": "乙"}
    assert (await desk.send_template(data=data(thing1="一", **values)))["errcode"] == 0
    assert (await desk.send_template(data=data(thing1="二", **values)))["errcode"] == 45011
    await desk.later(60)
    assert (await desk.send_template(data=data(thing1="二", **values)))["errcode"] == 0


async def test_day_quota_ends_at_midnight_in_shanghai(desk: Desk) -> None:
    """§11, 45009; the test's clock stands at 1795000000, 19:06:40 in Shanghai."""
    await desk.sim("quota", path=SEND, day=1)
    assert (await desk.send_template(client_msg_id="1"))["errcode"] == 0
    await desk.later(17_599)
    assert (await desk.send_template(client_msg_id="2"))["errcode"] == 45009
    await desk.later(1)
    assert (await desk.send_template(client_msg_id="2"))["errcode"] == 0


@pytest.mark.parametrize("path", ["/cgi-bin/message/wxopen/template/uniform_send", "/nowhere"])
async def test_unknown_paths_are_not_answered(desk: Desk, path: str) -> None:
    """A client must not believe in an endpoint that does not exist."""
    assert (await desk.http.post(desk.addresses.platform + path)).status_code == 404
