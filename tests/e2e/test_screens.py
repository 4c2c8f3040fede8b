"""Every screen can be used by everyone: no serious violation of accessibility, no sideways scrolling, no complaint."""

from typing import Any

from playwright.async_api import Page

from server.settings import ROOT
from tests.e2e.conftest import Desks
from tests.e2e.screens import SCREENS, declared, furnish
from tests.support.school import School

_AXE = ROOT / "admin_web" / "node_modules" / "axe-core" / "axe.min.js"
_RUN = """async () => {
  const found = await axe.run(document, { resultTypes: ['violations'] });
  return found.violations.map(({ id, impact, nodes }) => ({ id, impact, where: nodes.map(n => n.target.join(' ')) }));
}"""


async def test_every_screen_is_in_the_list() -> None:
    assert set(SCREENS) == declared()


async def test_no_screen_has_a_serious_violation(web: School, desks: Desks) -> None:
    ids = await furnish(web)
    wrong: dict[str, list[dict[str, Any]]] = {}
    for username in sorted(set(SCREENS.values())):
        desk = await desks(username)
        for address in (path for path, who in SCREENS.items() if who == username):
            await desk.open(address.replace(":id", ids.get(address.rpartition("/")[0], "")))
            if found := await violations(desk.page):
                wrong[address] = found
    assert not wrong


async def test_neither_has_who_is_not_signed_in(desks: Desks) -> None:
    desk = await desks("")
    await desk.open("/sign-in")
    assert not await violations(desk.page)


async def test_on_a_phone_nothing_has_to_be_scrolled_sideways(web: School, desks: Desks) -> None:
    ids = await furnish(web)
    wide = {}
    for username in sorted(set(SCREENS.values())):
        desk = await desks(username)
        await desk.page.set_viewport_size({"width": 390, "height": 844})
        for address in (path for path, who in SCREENS.items() if who == username):
            await desk.open(address.replace(":id", ids.get(address.rpartition("/")[0], "")))
            width = await desk.page.evaluate("document.documentElement.scrollWidth")
            if width > 390:
                wide[address] = width
    assert not wide


async def violations(page: Page) -> list[dict[str, Any]]:
    """What axe-core calls serious or critical on the page as it is."""
    await page.evaluate(_AXE.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = await page.evaluate(_RUN)
    return [one for one in found if one["impact"] in ("serious", "critical")]
