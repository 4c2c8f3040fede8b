"""Access tokens: fetched once however many ask, replaced when refused, never in a loop."""

import asyncio
import json
from datetime import UTC, datetime, timedelta

import pytest

from server.kit import clock
from server.wechat.client import WeChatClient
from server.wechat.errors import Reaction, WeChatError
from tests.wechat.client.conftest import OpenClient
from tests.wechat.client.scripted import STABLE_TOKEN, Reply, ScriptedServer, refused, said

SUBSCRIBE = "/cgi-bin/message/subscribe/send"
START = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


async def _send(client: WeChatClient) -> str | None:
    return await client.send_subscribe("oMP", "template", {"thing1": "张老师"}, None)


async def _send_often(client: WeChatClient, times: int) -> None:
    await asyncio.gather(*(_send(client) for _ in range(times)))


async def test_a_hundred_first_calls_fetch_one_token(client: WeChatClient, wechat: ScriptedServer) -> None:
    await _send_often(client, 100)
    assert len(wechat.asked(STABLE_TOKEN)) == 1
    assert {each.query["access_token"][0] for each in wechat.asked(SUBSCRIBE)} == {"TOKEN-1"}


async def test_a_hundred_calls_after_expiry_fetch_one_more(
    client: WeChatClient, wechat: ScriptedServer
) -> None:
    with clock.driven_by(lambda: START):
        await _send(client)
    with clock.driven_by(lambda: START + timedelta(seconds=6900)):
        await _send_often(client, 100)
    assert len(wechat.asked(STABLE_TOKEN)) == 2
    assert {each.query["access_token"][0] for each in wechat.asked(SUBSCRIBE)[1:]} == {"TOKEN-2"}


@pytest.mark.parametrize(
    ("expires_in", "still_used", "fetched_again"),
    [(7200, 6899, 6900), (345, 44, 45), (300, 29, 30), (7, 29, 30)],
)
async def test_a_token_is_used_until_five_minutes_before_its_end(
    client: WeChatClient, wechat: ScriptedServer, expires_in: int, still_used: int, fetched_again: int
) -> None:
    wechat.will(STABLE_TOKEN, said(access_token="FIRST", expires_in=expires_in))
    for after, fetches in [(0, 1), (still_used, 1), (fetched_again, 2)]:
        with clock.driven_by(lambda after=after: START + timedelta(seconds=after)):  # type: ignore[misc]
            await _send(client)
        assert len(wechat.asked(STABLE_TOKEN)) == fetches


async def test_the_token_is_never_refreshed_by_force(client: WeChatClient, wechat: ScriptedServer) -> None:
    await _send(client)
    (asked,) = wechat.asked(STABLE_TOKEN)
    assert asked.method == "POST"
    assert json.loads(asked.body) == {
        "grant_type": "client_credential",
        "appid": "wxmini",
        "secret": "MINI-SECRET",
        "force_refresh": False,
    }


@pytest.mark.parametrize("errcode", [40001, 40014, 42001])
async def test_a_refused_token_is_replaced_and_the_call_repeated(
    client: WeChatClient, wechat: ScriptedServer, errcode: int
) -> None:
    wechat.will(SUBSCRIBE, refused(errcode))
    await _send(client)
    first, second = wechat.asked(SUBSCRIBE)
    assert first.body == second.body
    assert [first.query["access_token"], second.query["access_token"]] == [["TOKEN-1"], ["TOKEN-2"]]


async def test_a_second_refusal_ends_the_attempt(client: WeChatClient, wechat: ScriptedServer) -> None:
    wechat.will(SUBSCRIBE, *[refused(40001)] * 9)
    with pytest.raises(WeChatError) as refusal:
        await _send(client)
    assert refusal.value.reaction is Reaction.REFRESH
    assert refusal.value.reaction.alarms
    assert (len(wechat.asked(SUBSCRIBE)), len(wechat.asked(STABLE_TOKEN))) == (2, 2)


async def test_a_hundred_refusals_of_one_token_fetch_one_other(
    client: WeChatClient, wechat: ScriptedServer
) -> None:
    await _send(client)
    wechat.dead_tokens.add("TOKEN-1")
    await _send_often(client, 100)
    assert len(wechat.asked(STABLE_TOKEN)) == 2


async def test_a_failing_fetch_fails_all_who_wait_and_is_not_repeated_for_each(
    client: WeChatClient, wechat: ScriptedServer
) -> None:
    wechat.will(STABLE_TOKEN, Reply(b"<html>Bad Gateway</html>", status=502, content_type="text/html"))
    results = await asyncio.gather(*(_send(client) for _ in range(100)), return_exceptions=True)
    assert {(type(each), getattr(each, "outcome_unknown", None)) for each in results} == {
        (WeChatError, False)
    }
    assert (len(wechat.asked(STABLE_TOKEN)), len(wechat.asked(SUBSCRIBE))) == (1, 0)
    await _send(client)
    assert len(wechat.asked(SUBSCRIBE)) == 1


async def test_who_waits_gets_the_token_though_who_asked_first_is_cancelled(
    client: WeChatClient, wechat: ScriptedServer
) -> None:
    first, second = asyncio.create_task(_send(client)), asyncio.create_task(_send(client))
    await asyncio.sleep(0)
    first.cancel()
    outcomes = await asyncio.gather(first, second, return_exceptions=True)
    assert [type(each) for each in outcomes] == [asyncio.CancelledError, type(None)]
    assert len(wechat.asked(STABLE_TOKEN)) == 1


@pytest.mark.parametrize(
    "answer", [said(expires_in=7200), said(access_token="T"), said(access_token=7, expires_in=1)]
)
async def test_an_answer_without_token_is_no_token(
    client: WeChatClient, wechat: ScriptedServer, answer: Reply
) -> None:
    wechat.will(STABLE_TOKEN, answer)
    with pytest.raises(WeChatError, match="no access_token"):
        await _send(client)


async def test_a_wrong_secret_stops_the_channel(client: WeChatClient, wechat: ScriptedServer) -> None:
    wechat.will(STABLE_TOKEN, refused(40001), refused(40125))
    for _ in range(2):
        with pytest.raises(WeChatError) as refusal:
            await _send(client)
        assert refusal.value.reaction is Reaction.CHANNEL_STOPPED
    assert len(wechat.asked(STABLE_TOKEN)) == 2


async def test_without_a_service_account_nothing_is_asked(
    open_client: OpenClient, wechat: ScriptedServer
) -> None:
    client = open_client(service_app_id="")
    with pytest.raises(WeChatError) as refusal:
        await client.user_info("oSA")
    assert refusal.value.reaction is Reaction.CHANNEL_STOPPED
    assert wechat.seen == []
