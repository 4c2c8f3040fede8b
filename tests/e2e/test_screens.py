"""Every screen can be used by everyone: no serious violation of accessibility, no sideways scrolling, no complaint."""

from typing import Any

from playwright.async_api import Page, ViewportSize, expect

from server.settings import ROOT
from tests.e2e.conftest import Desks
from tests.e2e.screens import SCREENS, declared, furnish
from tests.support import story
from tests.support.school import School

_AXE = ROOT / "admin_web" / "node_modules" / "axe-core" / "axe.min.js"
_PC: ViewportSize = {"width": 1440, "height": 900}
_PHONE: ViewportSize = {"width": 390, "height": 844}
# The widest and the narrowest screen of a PC, the narrowest at a zoom of 200 %, and a phone.
_WIDTHS = (2560, 1280, 640, _PHONE["width"])
_RUN = """async () => {
  const found = await axe.run(document, { resultTypes: ['violations'] });
  return found.violations.map(({ id, impact, nodes }) => ({ id, impact, where: nodes.map(n => n.target.join(' ')) }));
}"""


async def test_every_screen_is_in_the_list() -> None:
    assert set(SCREENS) == declared()


async def test_every_screen_can_be_used_by_everyone_and_at_every_width(web: School, desks: Desks) -> None:
    ids = await furnish(web)
    wrong: dict[str, list[dict[str, Any]]] = {}
    wide: dict[tuple[str, int], int] = {}
    for username in sorted(set(SCREENS.values())):
        desk = await desks(username)
        for address in (path for path, who in SCREENS.items() if who == username):
            await desk.page.set_viewport_size(_PC)
            await desk.open(address.replace(":id", ids.get(address.rpartition("/")[0], "")))
            if found := await violations(desk.page):
                wrong[address] = found
            for width in _WIDTHS:
                await desk.page.set_viewport_size({"width": width, "height": 844})
                needed = await desk.page.evaluate("document.documentElement.scrollWidth")
                if needed > width:
                    wide[address, width] = needed
    assert not wrong and not wide


async def test_a_list_is_cards_on_a_phone_and_stays_a_table_for_screen_readers(
    web: School, desks: Desks
) -> None:
    await story.apply(web)
    desk = await desks("zhangwei")
    await desk.page.set_viewport_size(_PHONE)
    await desk.open("/visits")
    assert not await violations(desk.page)
    await expect(
        desk.page.get_by_role("table").get_by_role("row").filter(has_text="刘洋")
    ).to_be_in_viewport()


async def test_neither_has_who_is_not_signed_in(desks: Desks) -> None:
    desk = await desks("")
    await desk.open("/sign-in")
    assert not await violations(desk.page)


async def violations(page: Page) -> list[dict[str, Any]]:
    """What axe-core calls serious or critical on the page as it is."""
    await page.evaluate(_AXE.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = await page.evaluate(_RUN)
    return [one for one in found if one["impact"] in ("serious", "critical")]
