"""The page's files; what they do is tried in a browser."""

import pytest

from tests.wechat.sandbox.desk import Desk


async def test_platform_leads_to_the_page(desk: Desk) -> None:
    response = await desk.http.get(desk.addresses.platform)
    assert response.headers["location"] == desk.addresses.control
    page = await desk.http.get(desk.addresses.control)
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "微信沙盒" in page.text


@pytest.mark.parametrize(
    ("name", "kind"),
    [("page.js", "text/javascript"), ("phone.js", "text/javascript"), ("page.css", "text/css")],
)
async def test_files_have_their_type(desk: Desk, name: str, kind: str) -> None:
    """A browser refuses a module of another type."""
    response = await desk.http.get(f"{desk.addresses.control}/static/{name}")
    assert response.headers["content-type"].startswith(kind)


@pytest.mark.parametrize("name", ["nothing.js", "..%2Fdemo.toml", "%2e%2e/demo.toml"])
async def test_nothing_else_is_served(desk: Desk, name: str) -> None:
    response = await desk.http.get(f"{desk.addresses.control}/static/{name}")
    assert response.status_code == 404


async def test_page_needs_nothing_from_elsewhere(desk: Desk) -> None:
    """No CDN: a desk may be offline."""
    page = (await desk.http.get(desk.addresses.control)).text
    assert "http://" not in page
    assert "https://" not in page
