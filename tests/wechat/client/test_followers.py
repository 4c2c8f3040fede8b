"""Followers of the service account against the sandbox: who follows, binding by QR code, pushes."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest

from server.wechat.callback_events import CallbackEvent, EventKind
from server.wechat.callbacks import PushQuery, read_push
from server.wechat.errors import Reaction, WeChatError
from server.wechat.options import Account, WeChatOptions
from server.wechat.sandbox import actions
from server.wechat.sandbox.accounts import Kind
from tests.wechat.client.desk import TEMPLATE_PATH, Desk, open_desk
from tests.wechat.client.scripted import Reply, ScriptedServer, Seen

CALLBACK = "/wechat/callback"


async def test_who_follows_and_who_does_not(desk: Desk) -> None:
    lina, heyu = [await desk.client.user_info(desk.openid(key, Kind.SA)) for key in ("lina", "heyu")]
    assert [lina.following, heyu.following] == [True, False]
    assert lina.unionid == desk.world.person("lina").unionid()


async def test_a_stranger_is_a_broken_binding(desk: Desk) -> None:
    with pytest.raises(WeChatError) as refusal:
        await desk.client.user_info(desk.openid("lina", Kind.MP))
    assert refusal.value.reaction is Reaction.BAD_OPENID


async def test_a_scene_too_long_for_a_code_is_our_bug(desk: Desk) -> None:
    with pytest.raises(WeChatError) as refusal:
        await desk.client.create_bind_qr("x" * 65, 600)
    assert (refusal.value.errcode, refusal.value.reaction) == (40053, Reaction.BUG)


@asynccontextmanager
async def _listening(wechat: ScriptedServer) -> AsyncIterator[tuple[Desk, WeChatOptions]]:
    """A desk whose pushes go to the scripted server."""
    async with open_desk() as desk:
        desk.world.outbox.url = wechat.base_url + CALLBACK
        secrets = desk.world.setup.callback
        mini, service = desk.world.first(Kind.MP), desk.world.first(Kind.SA)
        yield (
            desk,
            WeChatOptions(
                mini_app_id=mini.appid,
                mini_app_secret=mini.secret,
                service_app_id=service.appid,
                callback_token=secrets.token,
                callback_aes_key=secrets.aes_key,
            ),
        )


async def _delivered(wechat: ScriptedServer, count: int) -> list[Seen]:
    return await asyncio.to_thread(wechat.wait_for, CALLBACK, count)


def _read(options: WeChatOptions, pushes: list[Seen]) -> Iterator[CallbackEvent]:
    for push in pushes:
        query = PushQuery(*(push.query[name][0] for name in ("timestamp", "nonce", "msg_signature")))
        yield from read_push(options, query, push.body)


async def test_scanning_the_code_tells_who_scanned(wechat: ScriptedServer) -> None:
    async with _listening(wechat) as (desk, options):
        code = await desk.client.create_bind_qr("bind_9f2c", 600)
        for key, text in (("lina", code.url), ("heyu", code.ticket)):
            await actions.scan(desk.world, desk.world.person(key), text)
        lina, heyu = _read(options, await _delivered(wechat, 2))
        assert (lina.kind, lina.key, lina.ticket) == (EventKind.SCANNED, "bind_9f2c", code.ticket)
        assert (heyu.kind, heyu.key, heyu.ticket) == (EventKind.FOLLOWED, "bind_9f2c", code.ticket)
        assert [lina.openid, heyu.openid] == [desk.openid(key, Kind.SA) for key in ("lina", "heyu")]
        assert {lina.account, heyu.account} == {Account.SERVICE}


async def test_how_messages_ended_is_told_under_the_id_of_the_answer(wechat: ScriptedServer) -> None:
    async with _listening(wechat) as (desk, options):
        desk.consent()
        msgids = [await desk.send_template(), await desk.send_subscribe()]
        template, subscribe = _read(options, await _delivered(wechat, 2))
        assert [template.msgid, subscribe.msgid] == msgids
        assert [template.status, subscribe.status] == ["success", "success"]
        assert [template.kind, subscribe.kind] == [EventKind.TEMPLATE_FINISHED, EventKind.SUBSCRIBE_FINISHED]


async def test_a_message_that_did_not_arrive_is_told(wechat: ScriptedServer) -> None:
    async with _listening(wechat) as (desk, options):
        desk.trouble(kind="undelivered", path=TEMPLATE_PATH, text="failed: system failed")
        await desk.send_template()
        (event,) = _read(options, await _delivered(wechat, 1))
        assert event.status == "failed:system failed"


async def test_a_push_told_twice_is_one_event(wechat: ScriptedServer) -> None:
    async with _listening(wechat) as (desk, options):
        wechat.will(CALLBACK, Reply(status=500))
        await actions.unfollow(desk.world, desk.world.person("lina"))
        first, again = _read(options, await _delivered(wechat, 2))
        assert (first.kind, first.dedup_key) == (EventKind.UNFOLLOWED, again.dedup_key)
