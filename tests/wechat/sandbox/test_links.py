"""Mini-program codes and links (§7)."""

from typing import Any

import httpx
import pytest
import zxingcpp

from tests.wechat.sandbox.desk import Desk, Json
from tests.wechat.sandbox.pictures import opened

PAGE = "packages/visitor/invitation/index"


async def wxacode(desk: Desk, **body: Any) -> httpx.Response:
    return await desk.http.post(
        f"{desk.addresses.platform}/wxa/getwxacodeunlimit",
        params={"access_token": desk.token(desk.program)},
        json={"scene": "id=Ab-_9", "page": PAGE, **body},
    )


async def url_link(desk: Desk, **body: Any) -> Json:
    asked = {"path": PAGE, "expire_type": 1, "expire_interval": 30, **body}
    return await desk.post("/wxa/generate_urllink", asked, access_token=desk.token(desk.program))


async def test_picture_has_the_asked_width_and_opens_the_page(desk: Desk) -> None:
    """§7.1: the page gets the scene URL-encoded."""
    response = await wxacode(desk, width=300)
    picture = opened(response.content)
    assert response.headers["content-type"] == "image/png"
    assert picture.size == (300, 300)
    text = zxingcpp.read_barcodes(picture)[0].text
    answer = await desk.sim("scan", person="liuyang", text=text)
    assert answer["opens"] == {"appid": desk.program.appid, "page": f"{PAGE}?scene=id%3DAb-_9"}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"scene": ""}, 40169),
        ({"scene": "a" * 33}, 40169),
        ({"scene": "张三"}, 40129),
        ({"scene": "a%20b"}, 40129),
        ({"scene": "scancode_time=1"}, 85096),
        ({"page": "/" + PAGE}, 41030),
        ({"page": PAGE + "?a=1"}, 41030),
        ({"page": "pages/nowhere"}, 41030),
        ({"check_path": "false"}, 47001),
        ({"env_version": "formal"}, 40097),
        ({"width": 279}, 40097),
        ({"width": "430"}, 47001),
    ],
)
async def test_refused_pictures_are_json(desk: Desk, changes: Json, code: int) -> None:
    """§7.1, §0.1."""
    response = await wxacode(desk, **changes)
    assert response.status_code == 200
    assert response.json()["errcode"] == code


async def test_unreleased_page_with_and_without_check(desk: Desk) -> None:
    """§7.1 check_path."""
    await desk.sim("pages", page=PAGE, released=False)
    assert (await wxacode(desk)).json()["errcode"] == 41030
    assert (await wxacode(desk, check_path=False)).headers["content-type"] == "image/png"


async def test_link_opens_its_page_until_it_expires(desk: Desk) -> None:
    """§7.2."""
    link = await url_link(desk, query="id=1")
    answer = await desk.sim("scan", person="liuyang", text=link["url_link"])
    assert answer["opens"]["page"] == f"{PAGE}?id=1"
    await desk.later(30 * 86_400)
    await desk.sim("scan", expect=404, person="liuyang", text=link["url_link"])


async def test_scheme(desk: Desk) -> None:
    """§7.2."""
    body = {"jump_wxa": {"path": PAGE}, "expire_type": 1, "expire_interval": 1}
    answer = await desk.post("/wxa/generatescheme", body, access_token=desk.token(desk.program))
    assert answer["openlink"].startswith("weixin://dl/business/?t=")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"path": "pages/nowhere"}, 40165),
        ({"path": PAGE + "?id=1"}, 40165),
        ({"query": "name=张三"}, 40212),
        ({"query": "a" * 1025}, 40212),
        ({"env_version": "formal"}, 85402),
        ({"expire_interval": 31}, 85401),
        ({"expire_type": 0}, 85401),
        ({"expire_type": 0, "expire_time": 1_795_000_059}, 85401),
        ({"expire_type": "1"}, 47001),
    ],
)
async def test_refused_links(desk: Desk, changes: Json, code: int) -> None:
    """§7.2; the test's clock stands at 1795000000."""
    assert (await url_link(desk, **changes))["errcode"] == code
