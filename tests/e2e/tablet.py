"""A guard's tablet: a browser with a profile of its own, which can lose its network and be killed."""

import os
import re
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.async_api import BrowserContext, Locator, Page, Playwright, async_playwright, expect

from tests.e2e.desk import clocked
from tests.support.browser import QUIET
from tests.support.devices import added
from tests.support.programs import chromium
from tests.support.school import School

_CAMERA = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
# What the browser says of every call while the network is away.
_AWAY = re.compile(r"Failed to load resource")


@dataclass
class Tablet:
    """One device; `page` is the desk. `complaints` are the errors and warnings on its console."""

    school: School
    profile: Path
    playwright: Playwright
    complaints: list[str] = field(default_factory=list)

    async def switch_on(self, *, offline: bool = False, film: Path | None = None) -> None:
        """Start the browser, its clock set to the school's time; `film` (Motion JPEG) is what its camera sees."""
        camera = [*_CAMERA, f"--use-file-for-fake-video-capture={film}"] if film else []
        self.context: BrowserContext = await self.playwright.chromium.launch_persistent_context(
            self.profile,
            executable_path=chromium(),
            args=[*QUIET, *camera],
            base_url=self.school.url,
            viewport={"width": 1024, "height": 768},
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            offline=offline,
        )
        await clocked(self.context, self.school)
        self.page: Page = self.context.pages[0]
        self.page.on("console", lambda said: self._hear(said.type, said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _hear(self, kind: str, text: str) -> None:
        if kind in ("error", "warning") and not _AWAY.search(text):
            self.complaints.append(text)

    async def open(self) -> None:
        """Open the desk and wait until it takes scans."""
        await self.page.goto("/gate")
        await expect(self.scan_field).to_be_focused()

    async def enrol(self) -> None:
        """Become a device of the east gate, and wait until the page would open without a network."""
        code = (await added(self.school))["enrolment"]["code"]
        await self.page.goto(f"/gate#enrol={code}")
        await expect(self.net).to_contain_text("数据截至")
        await self.page.evaluate("navigator.serviceWorker.ready.then(() => true)")

    @property
    def scan_field(self) -> Locator:
        """Where a scanner types."""
        return self.page.get_by_test_id("scan")

    @property
    def net(self) -> Locator:
        """What the desk says of network, age of its data, and scans that wait to be uploaded."""
        return self.page.get_by_test_id("net")

    @property
    def verdict(self) -> Locator:
        """The answer that fills the screen."""
        return self.page.get_by_test_id("verdict")

    async def scan(self, code: str) -> None:
        """What a USB scanner does."""
        await self.page.keyboard.type(code)
        await self.page.keyboard.press("Enter")

    async def press(self, name: str) -> None:
        """Press the button of this name."""
        await self.page.get_by_role("button", name=name, exact=True).click()

    async def find(self, text: str, why: str) -> None:
        """Look for somebody, compare the document, and say why no code was shown."""
        await self.page.keyboard.press("Escape")
        await self.scan_field.fill(text)
        await self.page.keyboard.press("Enter")
        await self.page.get_by_role("button", name="已核对证件").click()
        await self.press(why)

    async def turn(self, way: str) -> None:
        """Let visitors in (入校) or out (离校) from now on."""
        await self.page.keyboard.press("Escape")
        await self.page.locator("label").get_by_text(way, exact=True).click()

    async def keep_time(self) -> None:
        """Set the tablet's clock to the school's time, which has moved."""
        await self.context.clock.set_system_time(self.school.time.now())

    async def die(self) -> None:
        """Killed, as by an empty battery: nothing is flushed, nothing is closed."""
        pid = int(str((self.profile / "SingletonLock").readlink()).rpartition("-")[2])
        async with self.context.expect_event("close"):
            os.kill(pid, signal.SIGKILL)


@asynccontextmanager
async def tablet_of(school: School, profile: Path) -> AsyncIterator[Tablet]:
    """A tablet that is switched on; at the end its console must not have complained."""
    async with async_playwright() as playwright:
        tablet = Tablet(school, profile, playwright)
        await tablet.switch_on()
        yield tablet
        await tablet.context.close()
    assert not tablet.complaints
