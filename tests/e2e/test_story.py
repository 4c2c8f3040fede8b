"""The customer's page from the PC side: invite, watch, decide in turn, and see who came."""

from playwright.async_api import expect

from tests.api.subjects import png
from tests.e2e.conftest import Desks
from tests.e2e.desk import Desk
from tests.support import story
from tests.support.qr import read
from tests.support.school import School


async def test_from_invitation_to_gate(web: School, desks: Desks) -> None:
    zhangwei = await desks("zhangwei")
    code = await _invite(zhangwei)
    found = (await (await web.phone("liuyang")).get("visitor/invitations", phone="13800138000"))["items"]
    assert [card["code"] for card in found] == [code]
    visit = await story.apply(web, invitation=found[0])

    await _approve(zhangwei, "同意来访")
    for username in ("lina", "wangfang"):
        desk = await desks(username)
        await _approve(desk, "")
        await expect(desk.page.get_by_text("没有等您审批的申请")).to_be_visible()

    await zhangwei.open("/visits")
    await expect(zhangwei.rows("刘洋")).to_contain_text("已通过")
    await zhangwei.page.get_by_role("link", name=visit["number"]).click()
    await expect(zhangwei.page.get_by_role("heading", name="刘洋 的预约")).to_be_visible()
    await expect(zhangwei.page.locator("main")).to_contain_text("同意来访")

    web.time.move(days=1, hours=5)
    entry_pass = await (await web.phone("liuyang")).get(f"visitor/visits/{visit['id']}/pass")
    guard = await desks("zhouqiang")
    await expect(guard.page.get_by_test_id("scan")).to_be_focused()
    await guard.page.keyboard.type(entry_pass["qr"])
    await guard.page.keyboard.press("Enter")
    await expect(guard.page.get_by_test_id("verdict")).to_contain_text("放行")
    await expect(guard.page.get_by_test_id("verdict")).to_contain_text("刘洋")
    await guard.page.keyboard.type(entry_pass["qr"])
    await guard.page.keyboard.press("Enter")
    await expect(guard.page.get_by_test_id("verdict")).to_contain_text("不放行")

    await zhangwei.sign_in("zhangwei")
    await zhangwei.keep_time()
    await zhangwei.open(f"/visits/{visit['id']}")
    await expect(zhangwei.page.locator("main")).to_contain_text("东门")
    zhangwei.forgive("401")


async def test_a_visitor_without_wechat(web: School, desks: Desks) -> None:
    desk = await desks("zhangwei")
    await desk.open("/visits/new")
    await desk.fill("访客姓名", "王秀英")
    await desk.fill("手机号", "13700137000")
    await desk.page.get_by_role("textbox", name="号码").fill(story.DOCUMENT["number"])
    await desk.page.get_by_label("来访事由").fill("送教材")
    await desk.press("提交申请")
    await expect(desk.page.locator("[data-field=consent_on_paper] [role=alert]")).to_be_visible()
    await desk.page.get_by_text("西门", exact=True).click()
    await desk.page.get_by_text("绿码", exact=True).click()
    await desk.page.get_by_label("上传健康码").set_input_files(
        {"name": "code.png", "mimeType": "image/png", "buffer": png()}
    )
    await expect(desk.page.get_by_text("code.png")).to_be_visible()
    await desk.page.get_by_text("访客已阅读纸质告知书并签字").click()
    await desk.press("提交申请")
    await expect(desk.page.get_by_role("heading", name="王秀英 的预约")).to_be_visible()
    await expect(desk.page.locator("main")).to_contain_text("审批中")
    await expect(desk.page.locator("main")).to_contain_text("可走校门西门")
    await expect(desk.page.locator("main")).to_contain_text("健康码：绿码")
    await desk.press("查看图片")
    shown = desk.page.get_by_role("img", name="访客上传的健康码")
    await expect(shown).to_be_visible()
    assert await shown.evaluate("image => image.naturalWidth") > 0


async def _invite(desk: Desk) -> str:
    """An invitation for 刘洋, in three fields; its code."""
    await desk.open("/invitations")
    await desk.page.get_by_test_id("new-invitation").click()
    await desk.fill("访客手机号", "138 0013 8000")
    await desk.fill("访客姓名", "刘洋")
    await desk.press("创建并发送")
    drawer = desk.page.get_by_role("dialog", name="邀请已发送")
    await expect(drawer.get_by_test_id("invitation-text")).to_contain_text("刘洋")
    assert await desk.holds(drawer)
    async with desk.page.expect_download() as download:
        await desk.press("下载海报（PNG）")
    poster = await download.value
    assert poster.suggested_filename == "访客邀请-刘洋.png"
    link = read((await poster.path()).read_bytes())
    await desk.page.keyboard.press("Escape")
    await expect(drawer).to_be_hidden()
    await expect(desk.rows("刘洋")).to_contain_text("已发送")
    card = (await (await desk.school.staff("zhangwei")).get("staff/invitations"))["items"][0]
    assert (card["status"], card["visitor_name"]) == ("sent", "刘洋")
    assert link == f"{desk.school.url}/i/{card['code']}"
    return str(card["code"])


async def _approve(desk: Desk, comment: str) -> None:
    """Approve the case that waits, which is open already."""
    await expect(desk.page.get_by_test_id("todo-bell")).to_have_attribute("aria-label", "1 件待我审批")
    await desk.page.get_by_test_id("todo-bell").click()
    await expect(desk.page.get_by_role("heading", name="刘洋")).to_be_visible()
    await desk.page.get_by_test_id("act-approve").click()
    if comment:
        await desk.press(comment)
    await desk.page.get_by_test_id("decide").click()
    await expect(desk.page.get_by_test_id("todo-bell")).to_have_attribute("aria-label", "没有待我审批的申请")
