"""Callbacks as the product gets them: form, signature, retries (§4.3, §5.8, §6.5)."""

import json
import xml.etree.ElementTree as ET
from typing import Any

from server.wechat.sandbox.accounts import Account
from server.wechat.sandbox.crypto import signature
from tests.wechat.sandbox.desk import REMINDER, RESULT, Desk
from tests.wechat.sandbox.listener import Listener, Push


def opened(desk: Desk, push: Push, account: Account) -> str:
    return push.decrypted(desk.world.setup.callback, account)


def as_json(desk: Desk, push: Push) -> dict[str, Any]:
    return dict(json.loads(opened(desk, push, desk.program)))


def as_xml(desk: Desk, push: Push) -> dict[str, str | None]:
    root = ET.fromstring(opened(desk, push, desk.service))  # noqa: S314 - our own sandbox wrote it
    return {each.tag: each.text for each in root}


async def test_final_state_of_a_template_message(desk: Desk, listener: Listener) -> None:
    """§4.3: XML, keyed by MsgID."""
    answer = await desk.send_template()
    [push] = await listener.wait_for(1)
    assert push.content_type == "text/xml"
    assert push.query["encrypt_type"] == "aes"
    assert push.query["openid"] == desk.openid("lina", desk.service)
    assert as_xml(desk, push) == {
        "ToUserName": desk.service.original_id,
        "FromUserName": desk.openid("lina", desk.service),
        "CreateTime": "1795000000",
        "MsgType": "event",
        "Event": "TEMPLATESENDJOBFINISH",
        "MsgID": str(answer["msgid"]),
        "Status": "success",
    }


async def test_plain_signature_is_right_too(desk: Desk, listener: Listener) -> None:
    """§6.5."""
    await desk.send_template()
    [push] = await listener.wait_for(1)
    token = desk.world.setup.callback.token
    expected = signature(token, push.query["timestamp"], push.query["nonce"])
    assert push.query["signature"] == expected


async def test_final_state_of_a_subscribe_message(desk: Desk, listener: Listener) -> None:
    """§5.8: JSON, every value a string, List an object when single."""
    await desk.accept()
    await desk.send_subscribe()
    sent = as_json(desk, (await listener.wait_for(2))[1])
    assert sent["Event"] == "subscribe_msg_sent_event"
    assert sent["CreateTime"] == "1795000000"
    item = sent["List"]
    assert item == {"TemplateId": RESULT, "MsgID": item["MsgID"], "ErrorCode": "0", "ErrorStatus": "success"}
    assert isinstance(item["MsgID"], str)


async def test_panel_answers_are_pushed(desk: Desk, listener: Listener) -> None:
    """§5.8: List is an array when there are several."""
    await desk.sim("subscribe", person="liuyang", template_ids=[RESULT, REMINDER], choice="accept")
    [push] = await listener.wait_for(1)
    event = as_json(desk, push)
    assert push.content_type == "application/json"
    assert event["Event"] == "subscribe_msg_popup_event"
    assert [each["TemplateId"] for each in event["List"]] == [RESULT, REMINDER]
    assert {each["SubscribeStatusString"] for each in event["List"]} == {"accept"}


async def test_silent_answers_and_accepting_in_settings_are_not_pushed(
    desk: Desk, listener: Listener
) -> None:
    """§5.4, §5.8: the panel's answer and the reject are all the product hears."""
    await desk.accept(choice="always_accept")
    await desk.accept()
    await desk.sim("subscribe/setting", person="liuyang", template_id=RESULT, status="accept")
    await desk.sim("subscribe/setting", person="liuyang", template_id=RESULT, status="reject")
    names = [as_json(desk, each)["Event"] for each in await listener.wait_for(2)]
    assert names == ["subscribe_msg_popup_event", "subscribe_msg_change_event"]
    assert len(desk.world.outbox.records) == 2


async def test_three_tries_in_all(desk: Desk, listener: Listener) -> None:
    """§6.5: a failing product is asked three times, then left alone."""
    listener.answers = [500, 500, 500]
    await desk.sim("unfollow", person="lina")
    await listener.wait_for(3)
    await desk.sim("follow", person="lina")
    events = [as_xml(desk, each)["Event"] for each in await listener.wait_for(4)]
    assert events == ["unsubscribe"] * 3 + ["subscribe"]
    assert desk.world.outbox.records[0].outcomes == ["failed"] * 3


async def test_no_answer_is_tried_again(desk: Desk, listener: Listener) -> None:
    """§6.5: five seconds in life, less in this test."""
    desk.world.outbox.timeout = 0.2
    listener.answers = [None]
    await desk.send_template()
    first, second = await listener.wait_for(2)
    assert opened(desk, first, desk.service) == opened(desk, second, desk.service)
    assert first.query["nonce"] != second.query["nonce"]


async def test_address_is_verified_by_echo(desk: Desk, listener: Listener) -> None:
    """§6.5."""
    assert (await desk.sim("callbacks/verify")) == {"verified": True}
    [push] = listener.pushes
    token = desk.world.setup.callback.token
    assert push.query["signature"] == signature(token, push.query["timestamp"], push.query["nonce"])


async def test_without_an_address_nothing_is_sent(desk: Desk) -> None:
    """The log says so instead."""
    assert (await desk.send_template())["errcode"] == 0
    [record] = (await desk.look("callbacks"))["items"]
    assert record["outcomes"] == ["nobody listens"]
