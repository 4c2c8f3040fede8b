"""What WeChat tells us: verify, decrypt and read a push (§6.5). Pure: bytes in, events out.

Only 安全模式 (encrypted pushes) is accepted: a plain push is signed without its body, so a captured address
could be used again with another body. A repeated encrypted push says the same again: see `dedup_key`.
wechatpy's own crypto compares signatures in variable time and does not check the padding, so this is ours.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from xml.parsers.expat import ExpatError

import xmltodict
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from server.wechat.callback_events import CallbackEvent, events_in
from server.wechat.options import Account, WeChatOptions

MAX_BODY_BYTES = 64 * 1024
"""Far above any event; a push is read before it is known to be WeChat's."""
_BLOCK = 32
"""WeChat pads to 32 bytes, not to AES's 16."""


class CallbackRefused(Exception):
    """The push is not WeChat's, not for our accounts, or not readable; the text says which, without data."""


@dataclass(frozen=True)
class PushQuery:
    """The parameters in the address of a push."""

    timestamp: str
    nonce: str
    msg_signature: str


def is_genuine(options: WeChatOptions, signature: str, timestamp: str, nonce: str) -> bool:
    """Whether WeChat's check of our address (GET) is genuine; then answer its `echostr` unchanged."""
    return _signed(options, signature, timestamp, nonce)


def read_push(options: WeChatOptions, query: PushQuery, body: bytes) -> list[CallbackEvent]:
    """The events in a push; several when a person answered for several templates. Raises CallbackRefused."""
    if len(body) > MAX_BODY_BYTES:
        raise CallbackRefused("the body is too long")
    encrypted = _parse(body).get("Encrypt")
    if not isinstance(encrypted, str):
        raise CallbackRefused("the body is not encrypted")
    if not _signed(options, query.msg_signature, query.timestamp, query.nonce, encrypted):
        raise CallbackRefused("the signature is wrong")
    message, app_id = _decrypt(options.callback_aes_key, encrypted)
    try:
        return events_in(_parse(message), _account(options, app_id))
    except ValueError as fault:
        raise CallbackRefused(f"the event is malformed: {fault}") from fault


def _signed(options: WeChatOptions, signature: str, *parts: str) -> bool:
    if not options.callback_token:
        return False
    text = b"".join(sorted(part.encode() for part in (options.callback_token, *parts)))
    expected = hashlib.sha1(text, usedforsecurity=False).hexdigest()
    return hmac.compare_digest(expected.encode(), signature.encode())


def _decrypt(aes_key: str, encrypted: str) -> tuple[bytes, str]:
    """The message and the AppID that close the plaintext: random(16), length(4), message, AppID, padding."""
    try:
        key = base64.b64decode(aes_key + "=")
        decryptor = Cipher(algorithms.AES256(key), modes.CBC(key[:16])).decryptor()
        plain = decryptor.update(base64.b64decode(encrypted, validate=True)) + decryptor.finalize()
        content = _unpadded(plain)
        end = 20 + int.from_bytes(content[16:20], "big")
        return content[20:end], content[end:].decode()
    except ValueError as fault:
        raise CallbackRefused("the body cannot be decrypted") from fault


def _unpadded(plain: bytes) -> bytes:
    count = plain[-1] if plain else 0
    if not 1 <= count <= _BLOCK or plain[-count:] != bytes([count]) * count:
        raise ValueError("padding")
    return plain[:-count]


def _account(options: WeChatOptions, app_id: str) -> Account:
    for account in Account:
        if app_id and app_id == options.credentials(account).app_id:
            return account
    raise CallbackRefused("the push is for another account")


def _parse(body: bytes) -> Mapping[str, Any]:
    """A JSON object, or the content of `<xml>`; nothing may precede that element, so no DTD, no entities."""
    try:
        text = body.decode().strip()
        if text.startswith("<xml>"):
            document = xmltodict.parse(text)["xml"]
        else:
            document = json.loads(text)
    except (ValueError, ExpatError, RecursionError) as fault:
        raise CallbackRefused("the body is neither XML nor JSON") from fault
    if not isinstance(document, dict):
        raise CallbackRefused("the body holds no fields")
    return document
