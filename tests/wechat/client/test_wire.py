"""What can happen on the way to WeChat, and whether the message may have gone out all the same."""

import asyncio

import pytest

from server.wechat.client import WeChatClient
from server.wechat.errors import Reaction, WeChatError
from tests.support.services import free_port
from tests.wechat.client.conftest import OpenClient
from tests.wechat.client.scripted import STABLE_TOKEN, Reply, ScriptedServer, refused, said

TEMPLATE = "/cgi-bin/message/template/send"
CODE = "/wxa/getwxacodeunlimit"


async def _failure(client: WeChatClient) -> WeChatError:
    with pytest.raises(WeChatError) as failure:
        await client.send_template("oSA", "t", {"thing1": "x"}, None, "n1")
    return failure.value


@pytest.mark.parametrize(
    ("reply", "errmsg"),
    [
        (Reply(hold=True), "ReadTimeout"),
        (Reply(hang_up=True), "ConnectionError"),
        (Reply(b"<html>Bad Gateway</html>", status=502, content_type="text/html"), "HTTP 502"),
        (Reply(b"", status=413), "HTTP 413"),
        (Reply(b'{"errcode":0,"errm'), "the answer is not a JSON object"),
        (Reply(b"<html>welcome</html>", content_type="text/html"), "the answer is not a JSON object"),
        (Reply(b"[]"), "the answer is not a JSON object"),
        (Reply(b'{"errcode":"many"}'), "the answer is not a JSON object"),
        (Reply(b"{}"), "the answer says neither sent nor refused"),
        (Reply(b"", status=302, location="https://elsewhere.example/"), "the answer is not a JSON object"),
    ],
)
async def test_without_a_proper_answer_the_message_may_have_gone_out(
    open_client: OpenClient, wechat: ScriptedServer, reply: Reply, errmsg: str
) -> None:
    wechat.will(TEMPLATE, reply)
    failure = await _failure(open_client(timeout_seconds=0.3))
    assert (failure.errmsg, failure.errcode, failure.outcome_unknown) == (errmsg, None, True)
    assert failure.reaction is Reaction.BUSY
    assert len(wechat.asked(TEMPLATE)) == 1


async def test_without_a_connection_nothing_went_out(open_client: OpenClient) -> None:
    client = open_client(base_url=f"http://127.0.0.1:{free_port()}")
    with pytest.raises(WeChatError) as failure:
        await client.login("code")
    assert (failure.value.reaction, failure.value.outcome_unknown) == (Reaction.BUSY, False)


async def test_a_refusal_by_wechat_is_an_answer(client: WeChatClient, wechat: ScriptedServer) -> None:
    wechat.will(TEMPLATE, refused(-1, "system error"))
    failure = await _failure(client)
    assert (failure.errcode, failure.reaction, failure.outcome_unknown) == (-1, Reaction.BUSY, False)


async def test_what_waits_too_long_for_a_thread_is_given_up_unsent(
    open_client: OpenClient, wechat: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.wechat.wire.THREADS", 1)
    client = open_client()
    await client.user_info("oSA")
    monkeypatch.setattr(client._wire, "_deadline_seconds", 0.2)
    wechat.will(TEMPLATE, Reply(hold=True))
    under_way, queued = await asyncio.gather(_failure(client), _failure(client))
    assert [under_way.outcome_unknown, queued.outcome_unknown] == [True, False]
    assert len(wechat.asked(TEMPLATE)) == 1


async def test_text_travels_as_it_is_written(client: WeChatClient, wechat: ScriptedServer) -> None:
    await client.send_template("oSA", "t", {"thing1": '𠮷田·艾力 <&"'}, None, "n1")
    (asked,) = wechat.asked(TEMPLATE)
    assert '𠮷田·艾力 <&\\"'.encode() in asked.body


async def test_a_long_message_id_keeps_its_last_digits(client: WeChatClient, wechat: ScriptedServer) -> None:
    wechat.will(TEMPLATE, said(errcode=0, errmsg="ok", msgid=3557254367693750277))
    assert await client.send_template("oSA", "t", {"thing1": "x"}, None, "n1") == "3557254367693750277"


@pytest.mark.parametrize("reply", [Reply(b"<html>", content_type="text/html"), Reply(b"[]"), said(errcode=0)])
async def test_only_an_image_is_taken_for_one(
    client: WeChatClient, wechat: ScriptedServer, reply: Reply
) -> None:
    wechat.will(CODE, reply)
    with pytest.raises(WeChatError, match="not an image"):
        await client.mini_program_code("abc", "pages/home/index")


async def test_an_image_arrives_unchanged_and_after_a_refused_token(
    client: WeChatClient, wechat: ScriptedServer
) -> None:
    wechat.will(CODE, refused(42001), Reply(b"\x89PNG\x00\xff", content_type="image/png"))
    assert await client.mini_program_code("abc", "pages/home/index") == b"\x89PNG\x00\xff"
    assert len(wechat.asked(STABLE_TOKEN)) == 2
