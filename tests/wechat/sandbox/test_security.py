"""The checks of texts and files (§8.5)."""

from typing import Any

import pytest

from tests.wechat.sandbox.desk import Desk, Json
from tests.wechat.sandbox.listener import Listener
from tests.wechat.sandbox.test_callbacks import as_json

MEDIA = "/wxa/media_check_async"


async def check(desk: Desk, **changes: Any) -> Json:
    openid = desk.openid("liuyang", desk.program)
    body = {"version": 2, "openid": openid, "scene": 1, "content": "参加学术会议", **changes}
    return await desk.post("/wxa/msg_sec_check", body, access_token=desk.token(desk.program))


async def sign_in(desk: Desk) -> None:
    account = desk.program
    code = (await desk.sim("codes", person="liuyang", kind="login"))["code"]
    asked = {"appid": account.appid, "secret": account.secret, "js_code": code}
    await desk.get("/sns/jscode2session", **asked, grant_type="authorization_code")


@pytest.mark.parametrize(
    ("content", "suggest", "label"),
    [("参加学术会议", "pass", 100), ("来赌博", "risky", 20006), ("产品推广", "review", 10001)],
)
async def test_verdict_is_in_the_result(desk: Desk, content: str, suggest: str, label: int) -> None:
    """§8.5: errcode 0 whatever the verdict."""
    await sign_in(desk)
    answer = await check(desk, content=content)
    assert answer["errcode"] == 0
    assert answer["result"] == {"suggest": suggest, "label": label}
    assert answer["trace_id"]


async def test_person_must_have_used_the_program_within_two_hours(desk: Desk) -> None:
    """§8.5, 61010."""
    assert (await check(desk))["errcode"] == 61010
    await sign_in(desk)
    await desk.later(7200)
    assert (await check(desk))["errcode"] == 0
    desk.world.clock.advance(1)
    assert (await check(desk))["errcode"] == 61010


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"openid": "oMP_nobody"}, 40003),
        ({"openid": "oSA_liuyang_________________"}, 43104),
        ({"scene": 5}, 40129),
        ({"scene": "1"}, 47001),
        ({"version": 1}, 40097),
        ({"content": "长" * 2501}, 40097),
    ],
)
async def test_refusals(desk: Desk, changes: Json, code: int) -> None:
    """§8.5."""
    await sign_in(desk)
    assert (await check(desk, **changes))["errcode"] == code


async def check_media(desk: Desk, **changes: Any) -> Json:
    openid = desk.openid("liuyang", desk.program)
    address = "https://school.example/upload/photo.jpg?sign=1"
    body = {"version": 2, "openid": openid, "scene": 1, "media_type": 2, "media_url": address, **changes}
    return await desk.post(MEDIA, body, access_token=desk.token(desk.program))


@pytest.mark.parametrize(
    ("name", "suggest", "label"),
    [("photo.jpg", "pass", 100), ("赌博.jpg", "risky", 20006), ("%E8%B5%8C%E5%8D%9A.mp3", "risky", 20006)],
)
async def test_the_verdict_on_a_file_comes_by_event(
    desk: Desk, listener: Listener, name: str, suggest: str, label: int
) -> None:
    """§8.5: the answer holds a trace_id, `wxa_media_check` the rest; §6.5: signed and encrypted."""
    await sign_in(desk)
    answer = await check_media(desk, media_url=f"https://school.example/{name}")
    assert (answer["errcode"], set(answer)) == (0, {"errcode", "errmsg", "trace_id"})
    [push] = await listener.wait_for(1)
    event = as_json(desk, push)
    assert event["Event"] == "wxa_media_check"
    assert event["FromUserName"] == desk.openid("liuyang", desk.program)
    told = {key: event[key] for key in ("appid", "trace_id", "version", "errcode", "errmsg", "result")}
    assert told == {
        "appid": desk.program.appid,
        "trace_id": answer["trace_id"],
        "version": 2,
        "errcode": 0,
        "errmsg": "ok",
        "result": {"suggest": suggest, "label": label},
    }
    assert [each["suggest"] for each in event["detail"]] == [suggest]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"openid": "oMP_nobody"}, 40003),
        ({"openid": "oSA_liuyang_________________"}, 43104),
        ({"scene": 0}, 40129),
        ({"version": 1}, 40097),
        ({"media_type": 3}, 40004),
        ({"media_type": "2"}, 47001),
        ({"media_url": ""}, 87020),
        ({"media_url": "wxfile://tmp/photo.jpg"}, 87020),
        ({"media_url": None}, 47001),
        ({"mediaUrl": "https://school.example"}, 47001),
    ],
)
async def test_refusals_of_a_file(desk: Desk, listener: Listener, changes: Json, code: int) -> None:
    """§8.5; §0.1 for the types."""
    await sign_in(desk)
    assert (await check_media(desk, **changes))["errcode"] == code
    assert list(desk.world.outbox.records) == []


async def test_who_sends_a_file_must_have_used_the_program_within_two_hours(desk: Desk) -> None:
    """§12.2, 61010."""
    assert (await check_media(desk))["errcode"] == 61010


@pytest.mark.parametrize(("fault", "told"), [("event_lost", 0), ("event_duplicate", 2), ("event_early", 1)])
async def test_its_event_meets_faults_as_any_other(
    desk: Desk, listener: Listener, fault: str, told: int
) -> None:
    """§12.2."""
    await sign_in(desk)
    await desk.sim("faults", kind=fault, path=MEDIA)
    assert (await check_media(desk))["errcode"] == 0
    await desk.sim("unfollow", person="lina")
    pushes = await listener.wait_for(told + 1)
    assert [as_json(desk, each)["Event"] for each in pushes[:told]] == ["wxa_media_check"] * told
