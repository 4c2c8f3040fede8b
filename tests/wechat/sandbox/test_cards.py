"""The page in a real browser: tapping a card opens the page it links to, as that person."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Page, async_playwright

from tests.support.programs import chromium
from tests.wechat.sandbox.desk import Desk

PREVIEW = "http://preview.test"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


@pytest.fixture
async def page(desk: Desk) -> AsyncIterator[Page]:
    """The sandbox's page; at PREVIEW there is a page that says nothing."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        page = await browser.new_page()
        await page.context.route(
            f"{PREVIEW}/**", lambda route: route.fulfill(body="<p>", content_type="text/html")
        )
        await page.goto(desk.addresses.control)
        yield page
        await browser.close()


async def _opened(page: Page, person: str, button: str) -> str:
    phone = page.locator(f"[data-person={person}]")
    async with page.context.expect_page() as other:
        await phone.locator(button).last.click()
    opened = await other.value
    await opened.wait_for_url(f"{PREVIEW}/**")
    address = opened.url
    await opened.close()
    return address


@pytest.mark.parametrize("preview", [PREVIEW, f"{PREVIEW}/"])
async def test_a_card_opens_its_page_as_that_person(desk: Desk, page: Page, preview: str) -> None:
    desk.world.preview_url = preview
    await desk.accept()
    assert (await desk.send_subscribe())["errcode"] == 0
    assert (await desk.send_template())["errcode"] == 0
    await page.reload()
    own = f"{PREVIEW}/?person=liuyang#/packages/visitor/visit/index?id=1"
    assert await _opened(page, "liuyang", ".card") == own
    assert await _opened(page, "lina", ".card") == f"{PREVIEW}/?person=lina#/packages/staff/decide/index?id=1"
    assert await _opened(page, "lina", "footer >> text=小程序") == f"{PREVIEW}/?person=lina#/pages/home/index"
    assert (await desk.look("sent", person="lina"))["items"][0]["read"]


async def test_without_a_preview_the_address_is_shown(desk: Desk, page: Page) -> None:
    await desk.send_template()
    await page.reload()
    await page.locator("[data-person=lina] .card").click()
    assert await page.locator("dialog code").inner_text() == "packages/staff/decide/index?id=1"
