"""门岗 in the office: devices are enrolled, cars kept out, receivers told, contradictions settled."""

from playwright.async_api import expect

from server.gate.blocklist.models import BlockEntry
from tests.e2e.conftest import Desks
from tests.e2e.screens import furnish
from tests.support.devices import redeemed
from tests.support.school import School


async def test_a_tablet_is_enrolled_and_revoked(web: School, desks: Desks) -> None:
    desk = await desks("admin")
    await desk.open("/devices")
    await expect(desk.page.locator("main")).to_contain_text("还没有设备")
    await desk.page.get_by_test_id("add").click()
    await desk.page.get_by_test_id("save").click()
    await expect(desk.page.locator("[data-field=gate_ids] [role=alert]")).to_be_visible()
    await desk.fill("设备名称", "东门平板")
    await desk.page.get_by_text("东门", exact=True).click()
    await desk.page.get_by_test_id("save").click()
    shown = desk.page.get_by_test_id("code")
    await expect(shown).to_contain_text("-")
    await expect(desk.rows("东门平板")).to_contain_text("待登记")
    tablet = await redeemed(web, await shown.inner_text())
    await expect(shown).to_have_count(0)
    await expect(desk.rows("东门平板")).to_contain_text("使用中")
    await desk.press("停用", within=desk.rows("东门平板"))
    await desk.press("设备丢失")
    await desk.page.get_by_test_id("confirm").click()
    await expect(desk.rows("东门平板")).to_contain_text("设备丢失")
    await tablet.get("gate/device", status=401)


async def test_a_car_is_kept_out_and_let_in_again(web: School, desks: Desks) -> None:
    desk = await desks("sunli")
    await desk.open("/blocklist")
    await desk.page.get_by_test_id("add").click()
    await desk.page.get_by_text("车牌", exact=True).click()
    await desk.fill("车牌号", "京A1")
    await desk.fill("原因", "冲卡")
    await desk.page.get_by_test_id("save").click()
    await expect(desk.page.locator("[data-field=value] [role=alert]")).to_contain_text("请核对车牌号")
    await desk.fill("车牌号", "京A12345")
    await desk.page.get_by_test_id("save").click()
    await expect(desk.rows("京A***45")).to_contain_text("生效中")
    assert await BlockEntry.all().count() == 1
    await desk.press("解除", within=desk.rows("京A***45"))
    await desk.fill("原因", "已核实")
    await desk.page.get_by_test_id("confirm").click()
    await expect(desk.rows()).to_have_count(0)
    await desk.page.get_by_text("也显示已解除和已到期的").click()
    await expect(desk.rows("京A***45")).to_contain_text("已解除")
    desk.forgive("422")


async def test_a_barrier_is_told_and_a_contradiction_settled(web: School, desks: Desks) -> None:
    ids = await furnish(web)
    admin = await desks("admin")
    await admin.open(f"/webhooks/{ids['/webhooks']}")
    await expect(admin.rows("不放行").first).to_contain_text("等待发送")
    await admin.open("/webhooks")
    await admin.press("更换密钥", within=admin.rows("东门道闸"))
    await admin.page.get_by_test_id("confirm").click()
    await expect(admin.page.get_by_test_id("secret")).to_contain_text("whsec_")
    await admin.open("/webhooks")
    for act, state in (("停用", "已停用"), ("启用", "使用中")):
        await admin.press(act, within=admin.rows("东门道闸"))
        await admin.page.get_by_test_id("confirm").click()
        await expect(admin.rows("东门道闸")).to_contain_text(state)
    office = await desks("sunli")
    await office.open("/conflicts")
    await office.press("处理", within=office.rows("查无预约"))
    await office.page.get_by_text("以系统记录为准").click()
    await office.page.get_by_test_id("save").click()
    await expect(office.rows()).to_have_count(0)
