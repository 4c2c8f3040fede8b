"""The preview itself: the desk with everybody's names, the address of a page, what it serves and passes on."""

from pathlib import Path

import httpx
from playwright.async_api import Browser, expect

from server.demo import preview
from tests.support.school import School


async def test_a_desk_shows_one_phone_of_many(preview_url: str, browser: Browser) -> None:
    page = await browser.new_page(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    await page.goto(f"{preview_url}/?person=zhouqiang#/pages/me/index")
    phone = page.frame_locator("#phone")
    await expect(phone.locator("wx-page")).to_contain_text("周强")
    await expect(page.locator("[aria-current]")).to_contain_text("周强")
    box = await page.locator("#phone").bounding_box()
    assert box
    assert box["width"] >= 390
    await page.get_by_role("link", name="李娜").click()
    await expect(phone.locator("wx-page")).to_contain_text("李娜")
    await expect(page).to_have_url(f"{preview_url}/?person=lina#/pages/home/index")
    await page.context.close()


async def test_what_the_preview_serves(campus: School, preview_url: str) -> None:
    async with httpx.AsyncClient(base_url=preview_url, trust_env=False) as http:
        assert (await http.get("/phone.html")).headers["content-type"].startswith("text/html")
        assert (await http.get("/../build.mjs")).status_code == 404
        assert (await http.get("/nowhere.js")).status_code == 404
        answer = await http.post("/api/v1/session/wechat", json={"code": campus.login_code("liuyang")})
        assert answer.status_code == 200
        bearer = {"Authorization": f"Bearer {answer.json()['token']}"}
        visits = await http.get(
            "/api/v1/visitor/visits", params={"tab": "approved", "limit": 5}, headers=bearer
        )
        assert visits.json() == {"items": [], "next": None}


async def test_a_product_that_is_away(built_preview: Path) -> None:
    nobody = preview.Preview(api="http://127.0.0.1:9", control="", dist=built_preview)
    async with preview.running(nobody) as url, httpx.AsyncClient(trust_env=False) as http:
        assert (await http.get(f"{url}/api/v1/session")).status_code == 502
