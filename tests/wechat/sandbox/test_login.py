"""Signing in and phone numbers (§2.1, §3.2)."""

import pytest

from tests.wechat.sandbox.desk import Desk, Json

PHONE = "/wxa/business/getuserphonenumber"


async def code(desk: Desk, kind: str = "login", person: str = "jitian") -> str:
    return str((await desk.sim("codes", person=person, kind=kind))["code"])


async def session(desk: Desk, value: str, **changes: str) -> Json:
    account = desk.program
    asked = {"appid": account.appid, "secret": account.secret, "js_code": value}
    return await desk.get("/sns/jscode2session", **(asked | {"grant_type": "authorization_code"} | changes))


async def phone(desk: Desk, **body: str) -> Json:
    return await desk.post(PHONE, body, access_token=desk.token(desk.program))


async def test_session_of_a_person(desk: Desk) -> None:
    """§2.1: no errcode on success."""
    answer = await session(desk, await code(desk))
    assert answer["openid"] == "oMP_jitian__________________"
    assert answer["unionid"] == "oUN_jitian__________________"
    assert len(answer["session_key"]) == 24
    assert "errcode" not in answer


async def test_code_is_good_once_and_for_five_minutes(desk: Desk) -> None:
    """§2.1."""
    used, old = await code(desk), await code(desk)
    await session(desk, used)
    again = await session(desk, used)
    assert again["errcode"] == 40163
    assert again["errmsg"].startswith("code been used, rid: ")
    await desk.later(301)
    assert (await session(desk, old))["errcode"] == 40029


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"js_code": ""}, 41008),
        ({"js_code": "made up"}, 40029),
        ({"secret": "0" * 32}, 40125),
        ({"appid": "wx0000000000000000"}, 40013),
        ({"grant_type": "client_credential"}, 40002),
    ],
)
async def test_session_refusals(desk: Desk, changes: dict[str, str], expected: int) -> None:
    """§2.1."""
    assert (await session(desk, await code(desk), **changes))["errcode"] == expected


async def test_phone_number(desk: Desk) -> None:
    """§3.2: the country code is a string, the watermark names the app."""
    value = await code(desk, "phone")
    answer = await phone(desk, code=value, openid="oMP_jitian__________________")
    info = answer["phone_info"]
    assert len(value) == 64
    assert answer["errcode"] == 0
    assert (info["phoneNumber"], info["purePhoneNumber"]) == ("18600186000", "18600186000")
    assert info["countryCode"] == "86"
    assert info["watermark"] == {"timestamp": int(desk.world.clock.now()), "appid": desk.program.appid}


async def test_phone_code_is_single_use_and_not_a_login_code(desk: Desk) -> None:
    """§3.2."""
    value = await code(desk, "phone")
    assert (await phone(desk, code=value))["errcode"] == 0
    again = await phone(desk, code=value)
    assert again["errcode"] == 40029
    assert again["errmsg"].startswith("invalid code hint: [")
    assert (await phone(desk, code=await code(desk)))["errcode"] == 40029
    assert (await session(desk, await code(desk, "phone")))["errcode"] == 40029


async def test_phone_code_of_somebody_else(desk: Desk) -> None:
    """§3.2: a swapped code is refused, and stays good for its owner."""
    value = await code(desk, "phone")
    assert (await phone(desk, code=value, openid="oMP_liuyang_________________"))["errcode"] == 40029
    assert (await phone(desk, code=value, openid="oMP_jitian__________________"))["errcode"] == 0


async def test_old_phone_code(desk: Desk) -> None:
    """§3.2."""
    value = await code(desk, "phone")
    await desk.later(301)
    assert (await phone(desk, code=value))["errcode"] == 40029


async def test_phone_needs_the_mini_programs_token(desk: Desk) -> None:
    """§12.2 step 2."""
    answer = await desk.post(PHONE, {"code": "x"}, access_token=desk.token(desk.service))
    assert answer["errcode"] == 48001
