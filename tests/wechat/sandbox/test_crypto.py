"""Signing and encrypting: the published vectors (§12.3), and wechatpy as the other side."""

import json

import pytest
from wechatpy.crypto import PrpCrypto, WeChatCrypto

from server.wechat.sandbox.crypto import Crypt, signature

TOKEN = "AAAAA"
KEY = "A" * 43
APPID = "wxba5fad812f8e6fb9"
ENCRYPTED = (
    "+qdx1OKCy+5JPCBFWw70tm0fJGb2Jmeia4FCB7kao+/Q5c/ohsOzQHi8khUOb05JCpj0JB4RvQMkUyus8TPxLKJGQqcvZqzDpVzazhZv6J"
    "sXUnnR8XGT740XgXZUXQ7vJVnAG+tE8NUd4yFyjPy7GgiaviNrlCTj+l5kdfMuFUPpRSrfMZuMcp3Fn2Pede2IuQrKEYwKSqFIZoNqJ4M8"
    "EajAsjLY2km32IIjdf8YL/P50F7mStwntrA2cPDrM1kb6mOcfBgRtWygb3VIYnSeOBrebufAlr7F9mFUPAJGj04="
)
MESSAGE = (
    '{"ToUserName":"gh_97417a04a28d","FromUserName":"o9AgO5Kd5ggOC-bXrbNODIiE3bGY","CreateTime":1714112445,'
    '"MsgType":"event","Event":"debug_demo","debug_str":"hello world"}'
)
REPLY = "ELGduP2YcVatjqIS+eZbp80MNLoAUWvzzyJxgGzxZO/5sAvd070Bs6qrLARC9nVHm48Y4hyRbtzve1L32tmxSQ=="


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("1714036504", "1514711492"), "f464b24fc39322e44b38aa78f5edd27bd1441696"),
        (("1714037059", "486452656"), "899cf89e464efb63f54ddac96b0a0a235f53aa78"),
        (("1714112445", "415670741"), "6c5c811b55cc85e0e1b54100749188c20beb3f5d"),
        (("1714112445", "415670741", ENCRYPTED), "046e02f8204d34f8ba5fa3b1db94908f3df2e9b3"),
        (("1713424427", "415670741", REPLY), "1b9339964ed2e271e7c7b6ff2b0ef902fc94dea1"),
    ],
)
def test_published_signatures(parts: tuple[str, ...], expected: str) -> None:
    assert signature(TOKEN, *parts) == expected


@pytest.mark.parametrize(
    ("message", "prefix", "expected"),
    [
        (MESSAGE, b"a8eedb185eb2fecf", ENCRYPTED),
        ('{"demo_resp":"good luck"}', b"707722b803182950", REPLY),
    ],
)
def test_published_cipher_texts(message: str, prefix: bytes, expected: str) -> None:
    assert Crypt(KEY, APPID).encrypt(message, prefix) == expected


@pytest.mark.parametrize("length", range(30, 66))
def test_every_padding_is_understood_by_the_other_side(length: int) -> None:
    """§6.5: PKCS#7 over 32 bytes; 36 lengths pass through every pad size."""
    message = "李" * 4 + "x" * length
    encrypted = Crypt(KEY, APPID).encrypt(message)
    assert PrpCrypto(WeChatCrypto(TOKEN, KEY, APPID).key).decrypt(encrypted, APPID) == message


def test_message_is_different_each_time() -> None:
    """The 16 random bytes at the front."""
    crypt = Crypt(KEY, APPID)
    assert crypt.encrypt(json.dumps({})) != crypt.encrypt(json.dumps({}))
