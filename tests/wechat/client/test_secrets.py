"""Nothing secret reaches a log line, an error or a printed object."""

import logging
import traceback

import pytest

from server.wechat.errors import WeChatError
from server.wechat.options import Account
from tests.wechat.client.conftest import OpenClient, options_for
from tests.wechat.client.scripted import STABLE_TOKEN, Reply, ScriptedServer, said

SECRETS = (
    "MINI-SECRET",
    "SERVICE-SECRET",
    "SECRET-TOKEN",
    "LOGIN-CODE",
    "PHONE-CODE",
    "OPENID-OF-LI",
    "SESSION-KEY",
)
TROUBLE = (
    Reply(echo=True),
    Reply(hold=True),
    Reply(hang_up=True),
    Reply(b"oops SECRET-TOKEN"),
    Reply(b"", status=502),
)


@pytest.mark.parametrize("reply", TROUBLE)
async def test_no_secret_leaves_by_a_failure(
    open_client: OpenClient, wechat: ScriptedServer, caplog: pytest.LogCaptureFixture, reply: Reply
) -> None:
    caplog.set_level(logging.DEBUG)
    client = open_client(timeout_seconds=0.3)
    wechat.will(STABLE_TOKEN, said(access_token="SECRET-TOKEN", expires_in=7200))
    for path in (
        "/sns/jscode2session",
        "/wxa/business/getuserphonenumber",
        "/cgi-bin/message/subscribe/send",
    ):
        wechat.will(path, reply)
    calls = (
        client.login("LOGIN-CODE"),
        client.phone_number("PHONE-CODE", "OPENID-OF-LI"),
        client.send_subscribe("OPENID-OF-LI", "t", {"thing1": "x"}, None),
    )
    for call in calls:
        with pytest.raises(WeChatError) as failure:
            await call
        _assert_clean("".join(traceback.format_exception(failure.value)) + repr(failure.value))
    _assert_clean(caplog.text)


async def test_no_secret_leaves_by_success(
    open_client: OpenClient, wechat: ScriptedServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    client = open_client()
    wechat.will(STABLE_TOKEN, said(access_token="SECRET-TOKEN", expires_in=7200))
    wechat.will("/sns/jscode2session", said(openid="OPENID-OF-LI", session_key="SESSION-KEY"))
    login = await client.login("LOGIN-CODE")
    follower = await client.user_info("OPENID-OF-LI")
    _assert_clean(f"{login!r} {follower!r}")
    # The addresses are in the log: it is their secrets that are not.
    assert "js_code=***" in caplog.text
    assert "access_token=***" in caplog.text
    _assert_clean(caplog.text)


def test_no_secret_leaves_by_the_options() -> None:
    options = options_for("http://x", callback_token="SECRET-TOKEN", callback_aes_key="SESSION-KEY")
    _assert_clean(f"{options!r} {options.credentials(Account.SERVICE)!r}")


def _assert_clean(text: str) -> None:
    assert [secret for secret in SECRETS if secret in text] == []
