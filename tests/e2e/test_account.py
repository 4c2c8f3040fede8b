"""我的账号: WeChat is tied to the account while the PC shows what the phone does."""

from playwright.async_api import expect

from server.wechat.sandbox import actions
from tests.e2e.conftest import Desks
from tests.e2e.test_screens import violations
from tests.support.qr import read
from tests.support.school import School
from tests.support.wechat import heard, listen


async def test_wechat_is_bound_by_a_code_and_unbound(web: School, desks: Desks) -> None:
    listen(web)
    desk = await desks("heyu")
    await desk.open("/account")
    state = desk.page.get_by_test_id("binding-state")
    await expect(state).to_have_text("未绑定")
    await desk.page.get_by_test_id("bind").click()
    await expect(desk.page.get_by_text("请用微信扫一扫")).to_be_visible()
    shown = await desk.page.get_by_role("img", name="二维码").screenshot()
    await actions.scan(web.world, web.world.person("heyu"), read(shown))
    await heard(web)
    await expect(desk.page.get_by_text("已扫码", exact=True)).to_be_visible()
    await desk.page.get_by_test_id("confirm-binding").click()
    await expect(state).to_have_text("已绑定")
    assert (await (await web.staff("heyu")).get("staff/wechat"))["state"] == "bound"

    await desk.press("解除绑定")
    dialog = desk.page.get_by_role("dialog", name="解除绑定？")
    await expect(dialog).to_have_attribute("aria-modal", "true")
    assert await desk.holds(dialog) and not await violations(desk.page)
    await desk.press("解除绑定", within=dialog)
    await expect(dialog).to_be_hidden()
    await expect(state).to_have_text("未绑定")
