"""Pushes from WeChat: only genuine ones are read, and read alike in both formats.

The vectors are those WeChat publishes on its page 消息推送; other pushes are encrypted with wechatpy, which
knows the format independently of us.
"""

import base64
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from wechatpy.crypto import PrpCrypto, WeChatCipher, _get_signature

from server.wechat.callback_events import CallbackEvent, EventKind
from server.wechat.callbacks import MAX_BODY_BYTES, CallbackRefused, PushQuery, is_genuine, read_push
from server.wechat.options import Account, WeChatOptions

TOKEN, AES_KEY, MINI, SERVICE = "AAAAA", "A" * 43, "wxba5fad812f8e6fb9", "wxservice"
OPTIONS = WeChatOptions(
    mini_app_id=MINI,
    mini_app_secret="x",
    service_app_id=SERVICE,
    callback_token=TOKEN,
    callback_aes_key=AES_KEY,
)
PUBLISHED = (
    "+qdx1OKCy+5JPCBFWw70tm0fJGb2Jmeia4FCB7kao+/Q5c/ohsOzQHi8khUOb05JCpj0JB4RvQMkUyus8TPxLKJGQqcvZqzDpVzazhZv6JsX"
    "UnnR8XGT740XgXZUXQ7vJVnAG+tE8NUd4yFyjPy7GgiaviNrlCTj+l5kdfMuFUPpRSrfMZuMcp3Fn2Pede2IuQrKEYwKSqFIZoNqJ4M8EajA"
    "sjLY2km32IIjdf8YL/P50F7mStwntrA2cPDrM1kb6mOcfBgRtWygb3VIYnSeOBrebufAlr7F9mFUPAJGj04="
)
PUBLISHED_QUERY = PushQuery("1714112445", "415670741", "046e02f8204d34f8ba5fa3b1db94908f3df2e9b3")
SUBSCRIBED = (
    "<xml><ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName><![CDATA[oSA]]></FromUserName>"
    "<CreateTime>1714112445</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[{event}]]></Event>{more}</xml>"
)


def _encrypted(message: str, app_id: str) -> str:
    encrypted: bytes = PrpCrypto(base64.b64decode(AES_KEY + "=")).encrypt(message, app_id)
    return encrypted.decode()


def _query(encrypted: str) -> PushQuery:
    return PushQuery("1714112445", "nonce", _get_signature(TOKEN, "1714112445", "nonce", encrypted))


def _read_xml(message: str, app_id: str = SERVICE) -> list[CallbackEvent]:
    encrypted = _encrypted(message, app_id)
    envelope = (
        f"<xml><ToUserName><![CDATA[gh_1]]></ToUserName><Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>"
    )
    return read_push(OPTIONS, _query(encrypted), envelope.encode())


def _read_json(**fields: Any) -> list[CallbackEvent]:
    usual = {"ToUserName": "gh_1", "FromUserName": "oMP", "CreateTime": "1714112445", "MsgType": "event"}
    encrypted = _encrypted(json.dumps({**usual, **fields}), MINI)
    return read_push(
        OPTIONS, _query(encrypted), json.dumps({"ToUserName": "gh_1", "Encrypt": encrypted}).encode()
    )


@pytest.mark.parametrize(
    ("timestamp", "nonce", "signature"),
    [
        ("1714036504", "1514711492", "f464b24fc39322e44b38aa78f5edd27bd1441696"),
        ("1714037059", "486452656", "899cf89e464efb63f54ddac96b0a0a235f53aa78"),
        ("1714112445", "415670741", "6c5c811b55cc85e0e1b54100749188c20beb3f5d"),
    ],
)
def test_the_published_checks_of_an_address_are_genuine(timestamp: str, nonce: str, signature: str) -> None:
    assert is_genuine(OPTIONS, signature, timestamp, nonce)
    assert not is_genuine(OPTIONS, signature, timestamp, nonce + "1")
    assert not is_genuine(OPTIONS, "非" + signature[1:], timestamp, nonce)


def test_without_a_token_nothing_is_genuine() -> None:
    unset = WeChatOptions(mini_app_id=MINI, mini_app_secret="x")
    signature_of_nothing = "da39a3ee5e6b4b0d3255bfef95601890afd80709"
    assert not is_genuine(unset, signature_of_nothing, "", "")


def test_the_published_push_is_read() -> None:
    body = json.dumps({"ToUserName": "gh_97417a04a28d", "Encrypt": PUBLISHED}).encode()
    (event,) = read_push(OPTIONS, PUBLISHED_QUERY, body)
    assert (event.account, event.kind, event.event) == (Account.MINI_PROGRAM, EventKind.OTHER, "debug_demo")
    assert event.openid == "o9AgO5Kd5ggOC-bXrbNODIiE3bGY"
    assert event.created_at == datetime(2024, 4, 26, 6, 20, 45, tzinfo=UTC)


@pytest.mark.parametrize(
    ("event", "more", "kind", "key"),
    [
        ("subscribe", "<EventKey><![CDATA[qrscene_bind_9f]]></EventKey>", EventKind.FOLLOWED, "bind_9f"),
        ("subscribe", "<EventKey></EventKey>", EventKind.FOLLOWED, ""),
        ("SCAN", "<EventKey><![CDATA[bind_9f]]></EventKey>", EventKind.SCANNED, "bind_9f"),
        ("unsubscribe", "", EventKind.UNFOLLOWED, ""),
        ("VIEW", "", EventKind.OTHER, ""),
    ],
)
def test_following_and_scanning(event: str, more: str, kind: EventKind, key: str) -> None:
    (read,) = _read_xml(SUBSCRIBED.format(event=event, more=more + "<Ticket><![CDATA[gQH]]></Ticket>"))
    assert (read.account, read.openid, read.kind, read.key) == (Account.SERVICE, "oSA", kind, key)
    assert read.ticket == "gQH"


@pytest.mark.parametrize(
    ("status", "read_as"),
    [
        ("success", "success"),
        ("failed:user block", "failed:user block"),
        ("failed: system failed", "failed:system failed"),
    ],
)
def test_how_a_template_message_ended(status: str, read_as: str) -> None:
    more = f"<MsgID>3557254367693750277</MsgID><Status><![CDATA[{status}]]></Status>"
    (event,) = _read_xml(SUBSCRIBED.format(event="TEMPLATESENDJOBFINISH", more=more))
    assert event.kind is EventKind.TEMPLATE_FINISHED
    assert (event.msgid, event.status) == ("3557254367693750277", read_as)


ACCEPTED = {"TemplateId": "t1", "SubscribeStatusString": "accept", "PopupScene": "0"}
REJECTED = {"TemplateId": "t2", "SubscribeStatusString": "reject", "PopupScene": "0"}


@pytest.mark.parametrize("listed", [ACCEPTED, [ACCEPTED], [ACCEPTED, REJECTED]])
def test_consent_comes_as_one_object_or_several(listed: Any) -> None:
    events = _read_json(Event="subscribe_msg_popup_event", List=listed)
    assert {each.kind for each in events} == {EventKind.CONSENT_ANSWERED}
    expected = [("t1", "accept"), ("t2", "reject")][: len(events)]
    assert [(each.template_id, each.status) for each in events] == expected
    assert len({each.dedup_key for each in events}) == len(events)


def test_consent_in_xml_is_wrapped_once_more() -> None:
    entry = "<List><TemplateId>{}</TemplateId><SubscribeStatusString>{}</SubscribeStatusString></List>"
    listed = entry.format("t1", "accept") + entry.format("t2", "reject")
    wrapped = f"<SubscribeMsgPopupEvent>{listed}</SubscribeMsgPopupEvent>"
    events = _read_xml(SUBSCRIBED.format(event="subscribe_msg_popup_event", more=wrapped), MINI)
    assert [(each.template_id, each.status) for each in events] == [("t1", "accept"), ("t2", "reject")]


def test_a_consent_taken_back() -> None:
    (event,) = _read_json(Event="subscribe_msg_change_event", List=REJECTED)
    assert (event.kind, event.template_id, event.status) == (EventKind.CONSENT_CHANGED, "t2", "reject")


@pytest.mark.parametrize(
    ("code", "error_status", "status"), [("0", "success", "success"), ("20001", "busy", "failed:20001 busy")]
)
def test_how_a_subscribe_message_ended(code: str, error_status: str, status: str) -> None:
    sent = {"TemplateId": "t1", "MsgID": "17", "ErrorCode": code, "ErrorStatus": error_status}
    (event,) = _read_json(Event="subscribe_msg_sent_event", List=sent)
    assert (event.kind, event.msgid, event.status) == (EventKind.SUBSCRIBE_FINISHED, "17", status)


def test_a_repeated_push_has_the_same_key_and_another_event_another() -> None:
    first, again = (_read_json(Event="x", MsgId="1")[0].dedup_key for _ in range(2))
    others = [
        _read_json(Event="x", MsgId="2"),
        _read_json(Event="y", MsgId="1"),
        _read_json(Event="x", EventKey="1"),
    ]
    assert first == again
    assert len({first, *(each[0].dedup_key for each in others)}) == 4


def test_a_push_for_another_account_is_refused() -> None:
    with pytest.raises(CallbackRefused, match="another account"):
        _read_xml(SUBSCRIBED.format(event="subscribe", more=""), "wxsomebodyelse")


def test_an_empty_account_is_nobodys() -> None:
    encrypted = _encrypted(SUBSCRIBED.format(event="subscribe", more=""), "")
    without_service = WeChatOptions(MINI, "x", callback_token=TOKEN, callback_aes_key=AES_KEY)
    with pytest.raises(CallbackRefused, match="another account"):
        read_push(without_service, _query(encrypted), json.dumps({"Encrypt": encrypted}).encode())


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"timestamp": "1714112446"}, "signature"),
        ({"nonce": "1"}, "signature"),
        ({"msg_signature": ""}, "signature"),
        ({"msg_signature": "6c5c811b55cc85e0e1b54100749188c20beb3f5d"}, "signature"),
    ],
)
def test_a_wrong_signature_is_refused(change: dict[str, str], reason: str) -> None:
    query = PushQuery(**{**vars(PUBLISHED_QUERY), **change})
    with pytest.raises(CallbackRefused, match=reason):
        read_push(OPTIONS, query, json.dumps({"Encrypt": PUBLISHED}).encode())


@pytest.mark.parametrize("padding", [bytes(23) + bytes([24]), bytes([40]) * 40])
def test_a_padding_that_is_not_uniform_or_too_long_is_refused(padding: bytes) -> None:
    plain = bytes(16) + (2).to_bytes(4, "big") + b"{}" + MINI.encode()
    encrypted = base64.b64encode(WeChatCipher(bytes(32)).encrypt(plain + padding)).decode()
    with pytest.raises(CallbackRefused, match="decrypted"):
        read_push(OPTIONS, _query(encrypted), json.dumps({"Encrypt": encrypted}).encode())


def test_a_document_type_is_refused_though_it_declares_nothing() -> None:
    body = f'<!DOCTYPE xml SYSTEM "http://127.0.0.1/x"><xml><Encrypt>{PUBLISHED}</Encrypt></xml>'
    with pytest.raises(CallbackRefused, match="neither XML nor JSON"):
        read_push(OPTIONS, PUBLISHED_QUERY, body.encode())


def test_other_content_under_the_same_signature_is_refused() -> None:
    with pytest.raises(CallbackRefused, match="signature"):
        read_push(OPTIONS, PUBLISHED_QUERY, json.dumps({"Encrypt": PUBLISHED[:-4] + "AAA="}).encode())


@pytest.mark.parametrize(
    "encrypted",
    [
        "",
        "not base64!",
        "AAAA",
        base64.b64encode(bytes(64)).decode(),
        "非",
        PUBLISHED[:4] + "!" + PUBLISHED[4:],
    ],
)
def test_what_cannot_be_decrypted_is_refused(encrypted: str) -> None:
    with pytest.raises(CallbackRefused, match="decrypted"):
        read_push(OPTIONS, _query(encrypted), json.dumps({"Encrypt": encrypted}).encode())


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<xml>",
        b"<xml/>",
        b"[]",
        b"17",
        b"[" * 60_000,
        b"\xff\xfe",
        b"<xml>plain text</xml>",
        b"<xml><Event>subscribe</Event><FromUserName>o</FromUserName></xml>",
        b'{"Encrypt": {"a": 1}}',
        b" " * (MAX_BODY_BYTES + 1),
        b'<!DOCTYPE xml [<!ENTITY e SYSTEM "file:///etc/hostname">]><xml><Encrypt>&e;</Encrypt></xml>',
        b'<?xml version="1.0"?><!DOCTYPE xml [<!ENTITY e "x">]><xml><Encrypt>&e;</Encrypt></xml>',
        '<!DOCTYPE xml [<!ENTITY e "x">]><xml><Encrypt>&e;</Encrypt></xml>'.encode("utf-16"),
        b"<xml><Encrypt>&e;</Encrypt></xml>",
    ],
)
def test_a_body_that_is_not_an_encrypted_push_is_refused(body: bytes) -> None:
    with pytest.raises(CallbackRefused):
        read_push(OPTIONS, PUBLISHED_QUERY, body)


@pytest.mark.parametrize(
    "fields",
    [{"FromUserName": ""}, {"CreateTime": "soon"}, {"CreateTime": "9" * 11}, {"List": "x"}, {"List": ["x"]}],
)
def test_a_malformed_event_is_refused_without_its_content(fields: dict[str, Any]) -> None:
    with pytest.raises(CallbackRefused, match="malformed") as refusal:
        _read_json(Event="subscribe_msg_popup_event", **fields)
    assert "oMP" not in str(refusal.value)


def test_user_text_cannot_pass_for_markup() -> None:
    more = "<Content><![CDATA[<!DOCTYPE x> <Event>unsubscribe</Event> &amp;]]></Content>"
    (event,) = _read_xml(SUBSCRIBED.format(event="subscribe", more=more))
    assert event.kind is EventKind.FOLLOWED
