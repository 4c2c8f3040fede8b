"""Someone at a PC: one browser window, signed in, whose console is listened to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from playwright.async_api import BrowserContext, ConsoleMessage, Locator, Page, expect

from server.demo.cast import PASSWORD
from tests.support.school import School

expect.set_options(timeout=20_000)


@dataclass
class Desk:
    """What a test does at one PC. `complaints` are the errors and warnings on the console."""

    page: Page
    school: School
    complaints: list[str] = field(default_factory=list)

    def listen(self) -> None:
        """Note what goes wrong unseen."""
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def forgive(self, pattern: str) -> None:
        """Drop the complaints a test has provoked."""
        self.complaints = [said for said in self.complaints if not re.search(pattern, said)]

    async def sign_in(self, username: str, to: str = "/") -> None:
        """Sign in on the page of its own, on the way to `to`."""
        await self.page.goto(f"/sign-in?to={to}")
        await self.enter(username)
        await expect(self.page.get_by_test_id("me").or_(self.page.get_by_test_id("scan"))).to_be_visible()

    async def enter(self, username: str, password: str = PASSWORD) -> None:
        """Fill in the sign-in form that is shown."""
        name = self.page.locator("input[name=username]")
        if await name.is_enabled():
            await name.fill(username)
        await self.page.locator("input[name=password]").fill(password)
        await self.page.get_by_role("button", name="登录", exact=True).click()

    async def open(self, path: str) -> None:
        """Go to a screen and wait until it has loaded what it shows."""
        await self.page.goto(path)
        await self.settled()

    async def settled(self) -> None:
        """Until no request but the stream of events is under way and no skeleton is left."""
        await expect(self.page.locator("main, .entrance, [data-screen]").first).to_be_visible()
        await expect(self.page.locator("[aria-busy=true], .t-skeleton")).to_have_count(0)

    async def keep_time(self) -> None:
        """Set the browser's clock to the school's time, which has moved."""
        await self.page.context.clock.set_system_time(self.school.time.now())

    def rows(self, holding: str | re.Pattern[str] = "") -> Locator:
        """The rows of the table with this text."""
        return self.page.get_by_test_id("row").filter(has_text=holding)

    async def fill(self, label: str, text: str) -> None:
        """Type into the field with this label."""
        await self.page.get_by_label(label).fill(text)

    async def press(self, name: str, *, within: Locator | None = None) -> None:
        """Press the button of this name."""
        await (within or self.page).get_by_role("button", name=name, exact=True).click()

    async def holds(self, box: Locator) -> bool:
        """Whether Tab leads round inside this dialog or drawer, not out to the page behind."""
        for _ in range(await box.locator("button, a, input, textarea").count() + 1):
            await self.page.keyboard.press("Tab")
            if not await box.evaluate("box => box.contains(document.activeElement)"):
                return False
        return True

    async def menu(self) -> Sequence[str]:
        """The entries of the main menu."""
        return await self.page.get_by_role("navigation", name="主菜单").get_by_role("link").all_inner_texts()


async def clocked(context: BrowserContext, school: School) -> None:
    """Let every page of `context` begin in the school's time. It runs on: Vue drops a click that is no later than
    what it would press was drawn."""
    await context.clock.install(time=school.time.now())
