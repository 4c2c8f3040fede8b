"""The admin web built once, served by a school on SQLite, and browsers that look at it."""

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from server.api import admin_web
from server.settings import Settings
from tests.conftest import RING
from tests.e2e.desk import Desk, clocked
from tests.e2e.tablet import Tablet, tablet_of
from tests.support.browser import chromium_open
from tests.support.build import build
from tests.support.school import School, open_school
from tests.support.time import Time

Desks = Callable[[str], Awaitable[Desk]]


@pytest.fixture(scope="session")
def built_web(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The admin web, built if its sources are newer; a copy, so that who builds meanwhile does not disturb."""
    build("web")
    return Path(shutil.copytree(admin_web.DIST, tmp_path_factory.mktemp("web") / "dist"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One event loop for all of these tests, because one browser serves them all."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(loop_scope="session")
async def web(built_web: Path, sqlite_settings: Settings, time: Time) -> AsyncIterator[School]:
    """A school whose server has the built admin web at /."""
    sessions = sqlite_settings.sessions.model_copy(update={"sign_ins_per_minute": 1000})
    settings = sqlite_settings.model_copy(update={"sessions": sessions})
    async with open_school(settings, RING, time, built_web) as school:
        yield school


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """Chromium; every desk is a profile of its own in it."""
    async with chromium_open() as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="session")
async def desks(web: School, browser: Browser) -> AsyncIterator[Desks]:
    """`await desks("zhangwei")` is a PC with that person signed in, `await desks("")` one with nobody.

    Afterwards no console may have complained.
    """
    opened: list[Desk] = []

    async def desk(username: str) -> Desk:
        context = await browser.new_context(
            base_url=web.url,
            viewport={"width": 1440, "height": 900},
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            permissions=["clipboard-read", "clipboard-write"],
            reduced_motion="reduce",  # nothing slides in that would have to be waited for; tablets have motion
        )
        await clocked(context, web)
        opened.append(Desk(await context.new_page(), web))
        opened[-1].listen()
        if username:
            await opened[-1].sign_in(username)
        return opened[-1]

    yield desk
    complaints = [said for one in opened for said in one.complaints]
    for one in opened:
        await one.page.context.close()
    assert not complaints


@pytest_asyncio.fixture(loop_scope="session")
async def tablet(web: School, tmp_path: Path) -> AsyncIterator[Tablet]:
    """A guard's tablet, not yet enrolled."""
    async with tablet_of(web, tmp_path / "profile") as one:
        yield one
