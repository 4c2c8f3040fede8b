"""Login codes and phone numbers against the sandbox."""

import pytest

from server.wechat.client import WeChatClient
from server.wechat.errors import Reaction, WeChatError
from server.wechat.sandbox.accounts import Kind
from server.wechat.sandbox.codes import CodeKind
from tests.wechat.client.desk import Desk
from tests.wechat.client.scripted import ScriptedServer, said

PHONE = "/wxa/business/getuserphonenumber"


async def test_a_login_tells_who_it_is(desk: Desk) -> None:
    login = await desk.client.login(desk.code(CodeKind.LOGIN))
    assert (login.openid, login.unionid) == (
        desk.openid("liuyang", Kind.MP),
        desk.world.person("liuyang").unionid(),
    )


async def _login_refused(desk: Desk, code: str) -> WeChatError:
    with pytest.raises(WeChatError) as refusal:
        await desk.client.login(code)
    return refusal.value


async def test_a_login_code_works_once_for_five_minutes(desk: Desk) -> None:
    used, old = desk.code(CodeKind.LOGIN), desk.code(CodeKind.LOGIN)
    await desk.client.login(used)
    desk.world.clock.advance(301)
    refusals = [
        await _login_refused(desk, each) for each in (used, old, "invented", desk.code(CodeKind.PHONE))
    ]
    assert [each.errcode for each in refusals] == [40163, 40029, 40029, 40029]
    assert {each.reaction for each in refusals} == {Reaction.NEW_CODE}


@pytest.mark.parametrize(
    ("errcode", "reaction"),
    [
        (-1, Reaction.BUSY),
        (40226, Reaction.PERMANENT),
        (45011, Reaction.PAUSE_MINUTE),
        (40125, Reaction.CHANNEL_STOPPED),
    ],
)
async def test_a_login_that_is_refused(desk: Desk, errcode: int, reaction: Reaction) -> None:
    desk.trouble(kind="errcode", path="/sns/jscode2session", errcode=errcode)
    refusal = await _login_refused(desk, desk.code(CodeKind.LOGIN))
    assert (refusal.errcode, refusal.reaction) == (errcode, reaction)


async def test_a_phone_number_comes_with_its_country(desk: Desk) -> None:
    number = await desk.client.phone_number(desk.code(CodeKind.PHONE), desk.openid("liuyang", Kind.MP))
    assert number == "+8613800138000"


async def test_a_phone_code_of_somebody_else_is_refused(desk: Desk) -> None:
    with pytest.raises(WeChatError) as refusal:
        await desk.client.phone_number(desk.code(CodeKind.PHONE), desk.openid("maimaiti", Kind.MP))
    assert (refusal.value.errcode, refusal.value.reaction) == (40029, Reaction.NEW_CODE)


def _phone(country: str, number: str, app_id: str = "wxmini") -> dict[str, object]:
    watermark = {"timestamp": 1637744274, "appid": app_id}
    return {"phoneNumber": "", "purePhoneNumber": number, "countryCode": country, "watermark": watermark}


async def test_a_foreign_number(client: WeChatClient, wechat: ScriptedServer) -> None:
    wechat.will(PHONE, said(errcode=0, phone_info=_phone("852", "51234567")))
    assert await client.phone_number("code", "oMP") == "+85251234567"


async def test_a_number_stamped_for_another_mini_program_is_refused(
    client: WeChatClient, wechat: ScriptedServer
) -> None:
    wechat.will(PHONE, said(errcode=0, phone_info=_phone("86", "13800138000", "wxother")))
    with pytest.raises(WeChatError, match="another mini-program") as refusal:
        await client.phone_number("code", "oMP")
    assert refusal.value.reaction is Reaction.CONFIG
    assert "13800138000" not in str(refusal.value)


@pytest.mark.parametrize("info", [_phone("", "13800138000"), _phone("86", ""), _phone("86", "138 0013"), {}])
async def test_what_is_not_a_number_is_refused(
    client: WeChatClient, wechat: ScriptedServer, info: dict[str, object]
) -> None:
    wechat.will(PHONE, said(errcode=0, phone_info=info))
    with pytest.raises(WeChatError):
        await client.phone_number("code", "oMP")
