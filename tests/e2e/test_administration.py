"""组织 and 系统: what administrators change in a browser, and what they are told before."""

from playwright.async_api import expect

from tests.e2e.conftest import Desks
from tests.support import seen, story
from tests.support.school import School


async def test_a_new_unit_with_a_head(web: School, desks: Desks) -> None:
    desk = await desks("admin")
    await desk.open("/departments")
    await desk.page.get_by_test_id("add").click()
    await desk.page.get_by_test_id("save").click()
    await expect(desk.page.locator("[data-field=name] [role=alert]")).to_be_visible()
    await desk.fill("单位名称", "继续教育学院")
    await desk.page.get_by_test_id("save").click()
    await expect(desk.page.locator("main")).to_contain_text("继续教育学院")
    units = (await (await web.staff("admin")).get("admin/departments"))["items"]
    assert "继续教育学院" in {unit["name"] for unit in units}


async def test_who_is_disabled_hands_over_what_waits(web: School, desks: Desks) -> None:
    visit = await story.apply(web)
    desk = await desks("admin")
    await desk.open("/staff")
    await desk.press("停用", within=desk.rows("zhangwei"))
    await expect(desk.page.get_by_role("dialog", name="停用？")).to_contain_text(
        "有 1 件申请只等 张伟 一人审批"
    )
    await desk.page.get_by_test_id("confirm").click()
    await expect(desk.rows("zhangwei")).to_contain_text("已停用")
    current = (await (await web.phone("liuyang")).get(f"visitor/visits/{visit['id']}"))["current"]
    assert current["holders"] == ["李娜"]


async def test_who_would_approve_this(desks: Desks) -> None:
    desk = await desks("admin")
    await desk.open("/flow")
    await desk.page.get_by_label("对接人").fill("张伟")
    await desk.page.locator(".t-select-option").filter(has_text="张伟").click()
    await desk.page.get_by_test_id("dry-run").click()
    hops = desk.page.get_by_test_id("hop")
    await expect(hops).to_have_count(3)
    await expect(hops.nth(1)).to_contain_text("李娜")


async def test_the_trail_is_whole(web: School, desks: Desks) -> None:
    await story.apply(web)
    await web.seal_audit()
    desk = await desks("auditor")
    await desk.open("/audit")
    await desk.page.get_by_test_id("verify").click()
    await expect(desk.page.get_by_test_id("chain-sound")).to_be_visible()
    await desk.fill("教职工姓名或用户名", "张伟")
    await desk.page.keyboard.press("Enter")
    await expect(desk.rows().first).to_contain_text("张伟")
    await expect(desk.rows("审计管理员")).to_have_count(0)


async def test_settings_are_read_and_no_secret_among_them(web: School, desks: Desks) -> None:
    desk = await desks("admin")
    await desk.open("/settings")
    secret = desk.page.get_by_test_id("setting").filter(has_text="wechat.mini_app_secret")
    await expect(secret).to_contain_text("已设置")
    assert web.settings.wechat.mini_app_secret.get_secret_value() not in await desk.page.content()


async def test_a_message_that_failed_is_sent_again(web: School, desks: Desks) -> None:
    await story.approved(web)
    await web.deliver()
    await seen.agrees_to_messages(web)
    desk = await desks("admin")
    await desk.open("/messages")
    failed = desk.rows("发送失败")
    await expect(failed).to_have_count(1)
    await desk.press("重发", within=failed)
    await expect(failed).to_have_count(0)
    assert len(await seen.messages_to(web, "liuyang")) == 1
