"""Someone with a phone in the hand: the preview's page, and what fingers and eyes do with it."""

import re
from dataclasses import dataclass, field

from playwright.async_api import ConsoleMessage, Locator, Page, expect

from tests.support.school import School
from tests.support.wechat import heard

expect.set_options(timeout=20_000)

# Elements whose box ends right of the page, unless something around them scrolls or cuts them off on purpose.
_STICKING_OUT = """page => {
  const edge = page.getBoundingClientRect().right + 1
  const held = element => {
    for (let at = element.parentElement; at && at !== page; at = at.parentElement) {
      if (getComputedStyle(at).overflowX !== 'visible') return true
    }
    return false
  }
  return [...page.querySelectorAll('*')]
    .filter(each => each.offsetWidth > 0 && each.getBoundingClientRect().right > edge && !held(each))
    .map(each => `${each.className || each.localName}: ${each.textContent.trim().slice(0, 40)}`)
}"""


@dataclass
class Phone:
    """One person's phone. `complaints` are the errors on the console; the preview says there what it cannot do."""

    page: Page
    school: School
    person: str
    text: int = 100
    complaints: list[str] = field(default_factory=list)

    def listen(self) -> None:
        """Note what goes wrong unseen."""
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    def forgive(self, pattern: str) -> None:
        """Drop the complaints a test has provoked."""
        self.complaints = [said for said in self.complaints if not re.search(pattern, said)]

    async def open(self, path: str = "") -> None:
        """Start the mini-program anew on this page, as a message's card does."""
        await self.page.goto("about:blank")
        await self.page.goto(f"/?person={self.person}&text={self.text}#/{path}")
        await expect(self.shown).to_be_visible()

    async def go_on(self, path: str) -> None:
        """To this page upon the one that is open, or to this tab."""
        await self.page.evaluate("path => { location.hash = `#/${path}` }", path)
        await expect(self.shown).to_have_attribute("data-route", path.partition("?")[0])

    async def settled(self) -> None:
        """Until no skeleton stands for what is still to come."""
        await expect(self.shown.locator("page-skeleton")).to_have_count(0)

    @property
    def shown(self) -> Locator:
        """The page one sees, without those below it."""
        return self.page.locator("wx-page:not([hidden])")

    @property
    def title(self) -> Locator:
        """The title in the navigation bar."""
        return self.page.locator("#title")

    @property
    def over(self) -> Locator:
        """What WeChat itself shows over the page: toasts, dialogs, lists."""
        return self.page.locator("#overlays")

    async def tap(self, words: str, *, within: Locator | None = None) -> None:
        """Tap what bears exactly these words."""
        place = within or self.shown
        await place.get_by_text(words, exact=True).locator("visible=true").first.click()

    async def press(self, name: str, *, within: Locator | None = None) -> None:
        """Tap the button that bears these words; an icon before them is none of them."""
        words = re.compile(rf"^\s*{re.escape(name)}\s*$")
        buttons = (within or self.shown).get_by_role("button").filter(has_text=words)
        await buttons.locator("visible=true").click()

    async def answer(self, words: str) -> None:
        """Tap a button of WeChat's own panel."""
        await self.over.get_by_role("button", name=words, exact=True).click()

    async def tab(self, name: str) -> None:
        """Change to a tab of the tab bar."""
        await self.page.locator("#tab-bar").get_by_role("tab", name=name, exact=True).click()

    async def back(self) -> None:
        """Tap back in the navigation bar."""
        await self.page.get_by_role("button", name="返回", exact=True).click()

    def field(self, label: str) -> Locator:
        """The text field a screen reader calls by this name."""
        return self.shown.get_by_role("textbox", name=label, exact=True)

    async def fill(self, label: str, text: str) -> None:
        """Type into the field with this label, and leave it."""
        await self.field(label).fill(text)
        await self.field(label).blur()

    async def see(self, *words: str) -> None:
        """Wait until the page shows all of these words."""
        for each in words:
            await expect(self.shown).to_contain_text(each)

    async def broken_lines(self) -> list[str]:
        """What sticks out of the page at the side, pushed there by a narrow screen or large text."""
        found: list[str] = await self.shown.evaluate(_STICKING_OUT)
        return found

    async def hear_from_worker(self) -> None:
        """Let the worker do what is due: send messages, work off WeChat's events."""
        await heard(self.school)
        await self.school.deliver()

    async def keep_time(self) -> None:
        """Set the phone's clock to the school's time, which has moved."""
        await self.page.context.clock.set_system_time(self.school.time.now())


def page_of_message(school: School, person: str) -> str:
    """The page that this person's newest WeChat message opens, with its query."""
    return school.world.mailbox.find({"person": person})[-1].link["page"]
