"""Codes and links into the mini-program, and the check of what people write, against the sandbox."""

import json
from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image

from server.wechat.errors import Reaction, WeChatError
from server.wechat.gateway import TextVerdict
from server.wechat.options import Release
from server.wechat.sandbox.accounts import Kind
from server.wechat.sandbox.codes import CodeKind
from tests.wechat.client.conftest import OpenClient
from tests.wechat.client.desk import Desk
from tests.wechat.client.scripted import Reply, ScriptedServer, refused, said

HOME = "pages/home/index"
CODE = "/wxa/getwxacodeunlimit"
SECURITY = "/wxa/msg_sec_check"


async def test_a_code_is_a_picture(desk: Desk) -> None:
    picture = await desk.client.mini_program_code("i-7Kq_x", HOME)
    assert Image.open(BytesIO(picture)).format in ("PNG", "JPEG")


@pytest.mark.parametrize(
    ("scene", "page", "errcode", "reaction"),
    [
        ("x", "pages/unknown/index", 41030, Reaction.PAGE_REFUSED),
        ("访客", HOME, 40129, Reaction.BUG),
        ("x" * 33, HOME, 40169, Reaction.BUG),
    ],
)
async def test_a_code_that_cannot_be_made(
    desk: Desk, scene: str, page: str, errcode: int, reaction: Reaction
) -> None:
    with pytest.raises(WeChatError) as refusal:
        await desk.client.mini_program_code(scene, page)
    assert (refusal.value.errcode, refusal.value.reaction) == (errcode, reaction)


@pytest.mark.parametrize(
    ("release", "env_version", "check_path"),
    [
        (Release.FORMAL, "release", True),
        (Release.TRIAL, "trial", False),
        (Release.DEVELOPER, "develop", False),
    ],
)
async def test_a_trial_opens_the_trial(
    open_client: OpenClient, wechat: ScriptedServer, release: Release, env_version: str, check_path: bool
) -> None:
    client = open_client(mini_program_state=release)
    wechat.will(CODE, Reply(b"\x89PNG", content_type="image/png"))
    await client.mini_program_code("x", HOME)
    await client.send_subscribe("oMP", "t", {"thing1": "x"}, None)
    code = json.loads(wechat.asked(CODE)[0].body)
    message = json.loads(wechat.asked("/cgi-bin/message/subscribe/send")[0].body)
    assert (code["env_version"], code["check_path"]) == (env_version, check_path)
    assert message["miniprogram_state"] == release


async def test_a_link_opens_the_page(desk: Desk) -> None:
    address = await desk.client.url_link(HOME, "id=17", timedelta(days=3))
    link = desk.world.qr.link(address)
    assert link is not None
    assert link.target == f"{HOME}?id=17"


@pytest.mark.parametrize(
    ("page", "query", "days", "errcode", "reaction"),
    [
        ("pages/unknown/index", "", 3, 40165, Reaction.PAGE_REFUSED),
        (HOME, "name=访客", 3, 40212, Reaction.BUG),
        (HOME, "", 31, 85401, Reaction.BUG),
    ],
)
async def test_a_link_that_cannot_be_made(
    desk: Desk, page: str, query: str, days: int, errcode: int, reaction: Reaction
) -> None:
    with pytest.raises(WeChatError) as refusal:
        await desk.client.url_link(page, query, timedelta(days=days))
    assert (refusal.value.errcode, refusal.value.reaction) == (errcode, reaction)


@pytest.mark.parametrize(
    ("errcode", "reaction"),
    [
        (40002, Reaction.CONFIG),
        (44990, Reaction.PAUSE_MINUTE),
        (44993, Reaction.PAUSE_UNTIL_MIDNIGHT),
        (85079, Reaction.CONFIG),
    ],
)
async def test_a_link_that_is_refused(desk: Desk, errcode: int, reaction: Reaction) -> None:
    desk.trouble(kind="errcode", path="/wxa/generate_urllink", errcode=errcode)
    with pytest.raises(WeChatError) as refusal:
        await desk.client.url_link(HOME, "", timedelta(days=3))
    assert (refusal.value.errcode, refusal.value.reaction) == (errcode, reaction)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("参加学术交流", TextVerdict.PASS),
        ("推广新产品", TextVerdict.REVIEW),
        ("代开发票", TextVerdict.RISKY),
    ],
)
async def test_what_people_write_is_judged(desk: Desk, text: str, verdict: TextVerdict) -> None:
    await desk.client.login(desk.code(CodeKind.LOGIN))
    assert await desk.client.check_text(desk.openid("liuyang", Kind.MP), text) is verdict


async def test_who_was_away_too_long_is_left_to_a_person(desk: Desk) -> None:
    with pytest.raises(WeChatError) as refusal:
        await desk.client.check_text(desk.openid("liuyang", Kind.MP), "参加学术交流")
    assert (refusal.value.errcode, refusal.value.reaction) == (61010, Reaction.PERMANENT)


async def test_an_opinion_we_do_not_know_is_left_to_a_person(
    open_client: OpenClient, wechat: ScriptedServer
) -> None:
    wechat.will(SECURITY, said(errcode=0, result={"suggest": "maybe"}), refused(44991))
    client = open_client()
    assert await client.check_text("oMP", "参加学术交流") is TextVerdict.REVIEW
    with pytest.raises(WeChatError) as refusal:
        await client.check_text("oMP", "参加学术交流")
    assert refusal.value.reaction is Reaction.PAUSE_MINUTE
