"""The sandbox pushes to the product: stored and answered at once, worked off later, believed only if genuine."""

import asyncio
import json
import time as real_time

import pytest
from wechatpy.crypto import WeChatCrypto

from server.notifications import credits
from server.notifications.models import OutgoingMessage, PlatformEvent
from server.notifications.states import MessageStatus
from server.wechat.sandbox import actions, panel
from server.wechat.sandbox.accounts import Kind
from server.wechat.sandbox.events import Event
from server.wechat.sandbox.faults import Fault
from server.wechat.sandbox.outbox import Delivery
from tests.support import story
from tests.support.school import School
from tests.support.wechat import heard, listen, push, pushed

TEMPLATE_PATH = "/cgi-bin/message/template/send"
SUBSCRIBE_PATH = "/cgi-bin/message/subscribe/send"
REVIEW_MP = "tpl_mp_review".ljust(43, "_")
RESULT = "tpl_mp_result".ljust(43, "_")


def trouble(school: School, **fault: object) -> None:
    """Let the next call, or the next event of a person, meet a fault."""
    school.world.faults.rules.append(Fault.model_validate(fault))


async def message_of(kind: str) -> OutgoingMessage:
    """The only message of that kind."""
    return await OutgoingMessage.get(kind=kind)


async def outcomes() -> list[tuple[str, str]]:
    """What was heard, in the order in which it came, and what became of it."""
    return [(row.kind, row.outcome) for row in await PlatformEvent.all().order_by("id")]


async def test_the_address_is_proved_to_be_ours(sqlite_school: School) -> None:
    listen(sqlite_school)
    assert await sqlite_school.world.outbox.verify()


async def test_a_stranger_does_not_get_the_echo(sqlite_school: School) -> None:
    nobody = sqlite_school.nobody().http
    query = {"signature": "0" * 40, "timestamp": "1", "nonce": "2", "echostr": "3"}
    answer = await nobody.get(f"{sqlite_school.url}/wechat/callback", params=query)
    assert answer.status_code == 403


async def test_a_delivered_message_is_known_to_be_delivered(school: School) -> None:
    """TEMPLATESENDJOBFINISH, XML (§4.3); subscribe_msg_sent_event, JSON (§5.8)."""
    listen(school)
    await _consent(school, "liuyang", RESULT)
    visit = await story.apply(school)
    await school.deliver()
    await story.decide(school, "zhangwei", visit, "reject", comment="时间不合适")
    await school.deliver()
    assert await heard(school) == 2
    for kind in ("review_requested", "visit_rejected"):
        row = await message_of(kind)
        assert (row.status, row.delivered_at) == (MessageStatus.SENT, school.time.now())


@pytest.mark.parametrize("status", ["failed:user block", "failed: system failed"])
async def test_what_was_not_delivered_goes_to_the_next_channel(sqlite_school: School, status: str) -> None:
    school = sqlite_school
    listen(school)
    await _consent(school, "zhangwei", REVIEW_MP)
    trouble(school, kind="undelivered", path=TEMPLATE_PATH, text=status)
    await story.apply(school)
    await school.deliver()
    assert _phone(school, "zhangwei") == []
    await heard(school)
    await school.deliver()
    assert _phone(school, "zhangwei") == ["subscribe"]
    (line,) = (await (await school.staff("admin")).get("admin/messages"))["items"]
    tries = [(each["channel"], each["outcome"]) for each in line["tries"]]
    assert tries == [("service", "sent"), ("service", "undelivered"), ("mini_program", "sent")]
    assert line["status"] == "sent"


async def test_what_was_not_delivered_on_the_last_channel_has_visibly_failed(sqlite_school: School) -> None:
    school = sqlite_school
    listen(school)
    await _consent(school, "liuyang", RESULT)
    trouble(school, kind="undelivered", path=SUBSCRIBE_PATH, text="system failed")
    visit = await story.apply(school)
    await story.decide(school, "zhangwei", visit, "reject", comment="时间不合适")
    await school.deliver()
    await heard(school)
    page = await (await school.staff("admin")).get("admin/messages", status_="failed")
    (line,) = page["items"]
    assert (line["kind"], line["last_reason"]) == ("visit_rejected", "failed:1 system failed")
    assert line["sent_at"] is None


async def test_a_verdict_on_a_file_is_stored_answered_and_noted(
    sqlite_school: School, caplog: pytest.LogCaptureFixture
) -> None:
    """wxa_media_check (§8.5): two of one second are two."""
    school, program = sqlite_school, sqlite_school.world.first(Kind.MP)
    listen(school)
    openid, now = school.world.person("liuyang").openid(program), school.world.clock.now()
    for trace_id in ("60f96f1d", "60f96f1e"):
        verdict = {"suggest": "risky", "label": 20006}
        said = {"appid": program.appid, "trace_id": trace_id, "version": 2, "result": verdict}
        await school.world.outbox.take([Event(program, openid, "wxa_media_check", now, content=said)])
    assert await heard(school) == 2
    assert [each.outcomes for each in school.world.outbox.records] == [["delivered"], ["delivered"]]
    rows = await PlatformEvent.all().order_by("id").values_list("key", "status", "outcome")
    assert rows == [("60f96f1d", "risky", "noted"), ("60f96f1e", "risky", "noted")]
    assert openid not in caplog.text


async def test_a_report_may_come_before_our_own_answer(
    sqlite_school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    """§4.3: it can arrive before the HTTP response has been stored."""
    school, may_answer = sqlite_school, asyncio.Event()
    listen(school)
    push_early = school.world.outbox._try

    async def push_and_hold(delivery: Delivery) -> None:
        await push_early(delivery)
        await may_answer.wait()

    monkeypatch.setattr(school.world.outbox, "_try", push_and_hold)
    trouble(school, kind="event_early", path=TEMPLATE_PATH)
    await story.apply(school)
    sending = asyncio.create_task(school.deliver())
    async with asyncio.timeout(10):
        while not await PlatformEvent.exists():  # noqa: ASYNC110 (nobody calls back)
            await asyncio.sleep(0)
    # WeChat answers our call only after we have answered its own.
    assert (await message_of("review_requested")).status is MessageStatus.SENDING
    assert await heard(school) == 0
    may_answer.set()
    await sending
    await heard(school)
    assert (await message_of("review_requested")).delivered_at == school.time.now()


async def test_an_event_that_waits_for_our_answer_keeps_its_place(sqlite_school: School) -> None:
    school = sqlite_school
    listen(school)
    trouble(school, kind="event_early", path=TEMPLATE_PATH)
    await story.apply(school)
    await school.deliver()
    row = await message_of("review_requested")
    await OutgoingMessage.filter(id=row.id).update(platform_id=None, status=MessageStatus.SENDING)
    assert (await heard(school), await outcomes()) == (0, [("template_finished", "")])
    await OutgoingMessage.filter(id=row.id).update(platform_id=row.platform_id, status=MessageStatus.SENT)
    assert (await heard(school), await outcomes()) == (1, [("template_finished", "delivered")])


async def test_a_report_about_nothing_of_ours_does_not_hold_up_the_rest(sqlite_school: School) -> None:
    school = sqlite_school
    listen(school)
    await story.apply(school)
    await school.deliver()
    await OutgoingMessage.all().delete()
    await pushed(school)
    await actions.unfollow(school.world, school.world.person("lina"))
    assert await heard(school) == 1
    school.time.move(minutes=11)
    assert await heard(school) == 1
    assert await outcomes() == [("template_finished", "unmatched"), ("unfollowed", "unfollowed")]


async def test_an_event_delivered_twice_counts_once(sqlite_school: School) -> None:
    school = sqlite_school
    listen(school)
    trouble(school, kind="event_duplicate", path="/callback")
    await actions.unfollow(school.world, school.world.person("lina"))
    assert await heard(school) == 1
    assert await PlatformEvent.all().count() == 1


async def test_events_out_of_order_end_with_the_latest(school: School) -> None:
    """Left, then came back; the product hears it the other way round."""
    listen(school)
    lina = school.world.person("lina")
    trouble(school, kind="event_out_of_order", path="/callback")
    await actions.unfollow(school.world, lina)
    school.time.move(seconds=2)
    await actions.follow(school.world, lina)
    await heard(school)
    assert await outcomes() == [("followed", "followed"), ("unfollowed", "overtaken")]
    assert (await (await school.staff("lina")).get("staff/wechat"))["state"] == "bound"


async def test_a_wrong_signature_is_refused_and_nothing_is_stored(sqlite_school: School) -> None:
    school = sqlite_school
    listen(school)
    trouble(school, kind="event_bad_signature", path="/callback")
    await actions.unfollow(school.world, school.world.person("lina"))
    await heard(school)
    assert set(school.world.outbox.records[0].outcomes) == {"failed"}
    assert await PlatformEvent.all().count() == 0
    assert (await (await school.staff("lina")).get("staff/wechat"))["state"] == "bound"


async def test_a_refused_consent_is_worth_nothing_any_more(sqlite_school: School) -> None:
    """subscribe_msg_change_event, reject (§5.8)."""
    school = sqlite_school
    listen(school)
    liuyang = await school.phone("liuyang")
    await liuyang.post("visitor/subscriptions", {"results": {RESULT: "accept"}})
    person = school.world.person("liuyang")
    await panel.change_setting(school.world, person, RESULT, "reject")
    assert await heard(school) == 1
    assert await credits.of(liuyang.me["visitor"]["id"]) == {RESULT: 0}


async def test_the_answer_does_not_wait_for_the_worker(sqlite_school: School) -> None:
    """No worker runs in this test: five seconds are what WeChat allows (§6.5)."""
    school = sqlite_school
    listen(school)
    began = real_time.monotonic()
    await actions.unfollow(school.world, school.world.person("lina"))
    await pushed(school)
    assert real_time.monotonic() - began < 5
    assert school.world.outbox.records[0].outcomes == ["delivered"]
    assert await outcomes() == [("unfollowed", "")]


BOMB = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><xml><Encrypt>&a;</Encrypt></xml>'


NOT_WECHATS = [
    b"",
    b"{}",
    b"[]",
    b"\xff\xfe",
    b"<xml><Encrypt>",
    BOMB.encode(),
    b'<?xml version="1.0"?>' + BOMB.encode(),
    b"<xml>" + BOMB.encode() + b"</xml>",
    json.dumps({"Encrypt": "x" * 70_000}).encode(),
    json.dumps({"Encrypt": "no base64"}).encode(),
    b"<xml><MsgType>event</MsgType><Event>unsubscribe</Event><FromUserName>o</FromUserName></xml>",
]


async def test_what_is_not_wechats_is_refused(sqlite_school: School) -> None:
    for body in NOT_WECHATS:
        answer = await push(sqlite_school, body, timestamp="1", nonce="2", msg_signature="3" * 40)
        assert (answer.status_code, answer.json()["code"]) == (403, "not_permitted"), body[:80]
    assert await PlatformEvent.all().count() == 0


async def test_an_entity_inside_a_genuine_push_is_not_resolved(sqlite_school: School) -> None:
    answer = await _genuine(sqlite_school, BOMB)
    assert answer == 403
    assert await PlatformEvent.all().count() == 0


async def test_a_push_for_another_account_is_refused(sqlite_school: School) -> None:
    said = {"FromUserName": "o", "CreateTime": "1795000000", "MsgType": "event", "Event": "unsubscribe"}
    assert await _genuine(sqlite_school, json.dumps(said), app_id="wx0000000000000000") == 403
    assert await _genuine(sqlite_school, json.dumps(said)) == 200


async def _genuine(school: School, message: str, app_id: str = "") -> int:
    """The answer to a push that wechatpy has encrypted and signed with our secrets."""
    shared, account = school.world.setup.callback, school.world.first(Kind.SA)
    crypto = WeChatCrypto(shared.token, shared.aes_key, app_id or account.appid)
    envelope = str(crypto.encrypt_message(message, "2", "1"))
    signature = envelope.partition("<MsgSignature><![CDATA[")[2].partition("]]>")[0]
    encrypted = envelope.partition("<Encrypt><![CDATA[")[2].partition("]]>")[0]
    body = f"<xml><Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>".encode()
    return (await push(school, body, timestamp="1", nonce="2", msg_signature=signature)).status_code


async def _consent(school: School, person: str, template: str) -> None:
    openid = school.world.person(person).openid(school.world.first(Kind.MP))
    school.world.credits.of(openid, template).count += 1
    await school.phone(person)


def _phone(school: School, person: str) -> list[str]:
    """The kinds of messages on this person's phone."""
    return [message.kind for message in school.world.mailbox.find({"person": person})]
