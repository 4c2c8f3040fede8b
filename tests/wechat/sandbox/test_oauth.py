"""Web sign-in with the service account (§6.3)."""

from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.wechat.sandbox.desk import Desk, Json


async def authorize(desk: Desk, **changes: str) -> httpx.Response:
    asked = {
        "appid": desk.service.appid,
        "redirect_uri": "http://127.0.0.1:8000/back?from=sa",
        "response_type": "code",
        "scope": "snsapi_base",
        "state": "s123",
    }
    address = f"{desk.addresses.platform}/connect/oauth2/authorize"
    return await desk.http.get(address, params=asked | changes)


async def identity(desk: Desk, code: str) -> Json:
    account = desk.service
    asked = {"appid": account.appid, "secret": account.secret, "code": code}
    return await desk.get("/sns/oauth2/access_token", **asked, grant_type="authorization_code")


async def test_page_asks_who_holds_the_phone(desk: Desk) -> None:
    """A desk has no WeChat to know it."""
    page = await authorize(desk)
    assert page.status_code == 200
    assert "用谁的微信打开" in page.text
    assert "李娜" in page.text


async def test_returns_with_code_and_state(desk: Desk) -> None:
    """§6.3: the address keeps its own query; snsapi_base yields no unionid."""
    back = urlsplit((await authorize(desk, person="lina")).headers["location"])
    query = parse_qs(back.query)
    assert (back.netloc, back.path) == ("127.0.0.1:8000", "/back")
    assert (query["from"], query["state"]) == (["sa"], ["s123"])
    answer = await identity(desk, query["code"][0])
    assert answer["openid"] == desk.openid("lina", desk.service)
    assert "unionid" not in answer
    assert (await identity(desk, query["code"][0]))["errcode"] == 40163


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"redirect_uri": "https://elsewhere.example/back"}, "10003"),
        ({"redirect_uri": "http://127.0.0.1.elsewhere.example/"}, "10003"),
        ({"appid": "wx0000000000000000"}, "公众号不存在"),
        ({"scope": "openid"}, "链接参数不正确"),
        ({"state": "a-b"}, "链接参数不正确"),
    ],
)
async def test_refused_in_the_page(desk: Desk, changes: dict[str, str], text: str) -> None:
    """§6.3: exact host, known scope, plain state."""
    page = await authorize(desk, person="lina", **changes)
    assert page.status_code == 200
    assert text in page.text


async def test_old_code(desk: Desk) -> None:
    """§6.3."""
    code = (await desk.sim("codes", person="lina", kind="oauth"))["code"]
    await desk.later(301)
    assert (await identity(desk, code))["errcode"] == 42003


async def test_userinfo_scope_brings_the_unionid(desk: Desk) -> None:
    """§6.3."""
    code = (await desk.sim("codes", person="lina", kind="oauth", scope="snsapi_userinfo"))["code"]
    assert (await identity(desk, code))["unionid"] == "oUN_lina____________________"


async def test_snapshot_user_is_nobody(desk: Desk) -> None:
    """§6.3."""
    code = (await desk.sim("codes", person="lina", kind="oauth", snapshot=True))["code"]
    answer = await identity(desk, code)
    assert answer["is_snapshotuser"] == 1
    assert answer["openid"] != desk.openid("lina", desk.service)


async def test_missing_and_foreign_codes(desk: Desk) -> None:
    """§6.3."""
    login = (await desk.sim("codes", person="lina", kind="login"))["code"]
    assert (await identity(desk, ""))["errcode"] == 41008
    assert (await identity(desk, login))["errcode"] == 40029
