"""The text check (§8.5)."""

from typing import Any

import pytest

from tests.wechat.sandbox.desk import Desk, Json


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
