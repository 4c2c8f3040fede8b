"""Phones: the built preview before a school and its WeChat sandbox, in a real Chromium of a phone's size."""

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import Browser

from server.demo import preview
from server.settings import Settings
from tests.conftest import RING
from tests.e2e.desk import clocked
from tests.phone.phone import Phone
from tests.support.browser import chromium_open
from tests.support.build import build
from tests.support.school import School, open_school
from tests.support.time import Time
from tests.support.wechat import listen

Phones = Callable[..., Awaitable[Phone]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One event loop for all of these tests, because one browser serves them all."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest.fixture(scope="session")
def built_preview(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The preview, built if its sources are newer; a copy, so that who builds meanwhile does not disturb."""
    build("preview")
    return Path(shutil.copytree(preview.DIST, tmp_path_factory.mktemp("phone") / "dist"))


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """Chromium; every phone is a profile of its own in it."""
    async with chromium_open() as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="session")
async def campus(sqlite_settings: Settings, time: Time) -> AsyncIterator[School]:
    """A school that hears what happens in WeChat."""
    async with open_school(sqlite_settings, RING, time) as school:
        listen(school)
        yield school


@pytest_asyncio.fixture(loop_scope="session")
async def preview_url(campus: School, built_preview: Path) -> AsyncIterator[str]:
    """Where the preview of this school's phones is."""
    async with httpx.AsyncClient(trust_env=False) as http:
        control = (await http.get(campus.settings.wechat.api_base)).headers["location"]
    async with preview.running(preview.Preview(campus.url, control, built_preview)) as url:
        yield url


@pytest_asyncio.fixture(loop_scope="session")
async def phones(campus: School, preview_url: str, browser: Browser) -> AsyncIterator[Phones]:
    """`await phones("liuyang")` is that person's phone; afterwards no console may have complained."""
    opened: list[Phone] = []

    async def phone(
        person: str, path: str = "", *, width: int = 390, text: int = 100, dark: bool = False
    ) -> Phone:
        context = await browser.new_context(
            base_url=preview_url,
            viewport={"width": width, "height": 844},
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            color_scheme="dark" if dark else "light",
        )
        context.set_default_timeout(10_000)
        await clocked(context, campus)
        opened.append(Phone(await context.new_page(), campus, person, text))
        opened[-1].listen()
        await opened[-1].open(path)
        return opened[-1]

    yield phone
    complaints = [said for one in opened for said in one.complaints]
    for one in opened:
        await one.page.context.close()
    assert not complaints
