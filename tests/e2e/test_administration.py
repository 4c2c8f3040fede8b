"""组织 and 系统: what administrators change in a browser, and what they are told before."""

from playwright.async_api import expect

from server.demo.cast import GATES
from tests.e2e.conftest import Desks
from tests.e2e.desk import Desk
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


async def test_members_gates_and_units_are_changed(web: School, desks: Desks) -> None:
    admin, desk = await web.staff("admin"), await desks("admin")
    await desk.open("/groups")
    await desk.press("修改", within=desk.rows("信息报送组"))
    members = desk.page.locator("[data-field=member_ids]")
    await members.locator(".t-tag").filter(has_text="何宇").locator(".t-tag__icon-close").click()
    await members.get_by_role("textbox").fill("王芳")
    await desk.page.locator(".t-select-option").filter(has_text="王芳").click()
    await desk.page.get_by_text("修改审批组：信息报送组").click()
    await desk.page.get_by_test_id("save").click()
    await expect(desk.rows("信息报送组")).to_contain_text("王芳")
    await expect(desk.rows("信息报送组")).not_to_contain_text("何宇")
    groups = {group["name"]: group["members"] for group in (await admin.get("admin/groups"))["items"]}
    assert {member["name"] for member in groups["信息报送组"]} == {"陈静", "王芳"}

    await desk.open("/gates")
    await desk.press("修改", within=desk.rows("西门"))
    await desk.fill("校门名称", "东门")
    await desk.page.get_by_test_id("save").click()
    await expect(desk.page.get_by_role("dialog")).to_contain_text("这个名称已被使用")
    await desk.fill("校门名称", "西南门")
    await desk.fill("怎么走", "西环路 90 号")
    await desk.page.get_by_test_id("save").click()
    await expect(desk.rows("西南门")).to_contain_text("西环路 90 号")
    await expect(desk.rows("东门")).to_contain_text(GATES["东门"])

    await desk.open("/departments")
    await desk.press("修改", within=desk.rows("校长办公室"))
    await desk.page.get_by_label("上级单位").click()
    await expect(desk.page.get_by_text("暂无数据")).to_be_visible()
    await desk.press("返回")
    await desk.press("修改", within=desk.rows("信息中心"))
    await desk.page.get_by_label("上级单位").click()
    await desk.page.locator(".t-select-option").filter(has_text="后勤处").click()
    await desk.page.get_by_test_id("save").click()
    await expect(desk.page.get_by_text("单位已修改")).to_be_visible()
    await expect(desk.rows().nth(3)).to_contain_text("信息中心")
    units = {unit["name"]: unit for unit in (await admin.get("admin/departments"))["items"]}
    assert units["信息中心"]["parent_id"] == units["后勤处"]["id"]
    desk.forgive("409")


async def test_a_forgotten_password_is_reset_and_a_known_one_changed(desks: Desks) -> None:
    admin, elsewhere, desk = await desks("admin"), await desks("heyu"), await desks("")
    await admin.open("/staff")
    await admin.press("重置密码", within=admin.rows("heyu"))
    await admin.fill("新的初始密码", "heyu")
    await admin.page.get_by_test_id("save").click()
    await expect(admin.page.locator("[data-field=password] [role=alert]")).to_be_visible()
    await admin.fill("新的初始密码", "Given-2026!")
    await admin.page.get_by_test_id("save").click()
    await expect(admin.page.get_by_text("已重置 何宇 的密码，请当面告诉本人")).to_be_visible()
    await elsewhere.page.goto("/account")
    await expect(elsewhere.page.locator("input[name=username]")).to_be_visible()

    await desk.page.goto("/sign-in")
    await desk.enter("heyu", "Given-2026!")
    await expect(desk.page.get_by_test_id("me")).to_be_visible()
    await elsewhere.enter("heyu", "Given-2026!")
    await expect(elsewhere.page.get_by_test_id("me")).to_be_visible()

    await desk.open("/account")
    await _change_password(desk, "Wrong-2026!", "Mine-2026!")
    await desk.press("修改密码")
    await expect(desk.page.locator("[data-field=current] [role=alert]")).to_be_visible()
    await _change_password(desk, "Given-2026!", "Mine-2026!", again="Other-2026!")
    await desk.press("修改密码")
    await expect(desk.page.get_by_text("两次输入的新密码不一样，请重新输入。")).to_be_visible()
    await _change_password(desk, "Given-2026!", "Mine-2026!")
    await desk.press("修改密码")
    await expect(desk.page.get_by_text("密码已修改，其他设备上的登录已退出")).to_be_visible()
    await expect(desk.page.get_by_label("当前密码")).to_have_value("")
    await desk.open("/visits/new")
    await expect(desk.page.get_by_role("heading", name="代访客填写")).to_be_visible()
    await elsewhere.page.reload()
    await elsewhere.enter("heyu", "Mine-2026!")
    await expect(elsewhere.page.get_by_test_id("me")).to_be_visible()
    for one in (admin, elsewhere, desk):
        one.forgive("401|422")


async def _change_password(desk: Desk, current: str, new: str, again: str = "") -> None:
    """Fill in the form for one's own password."""
    typed = {"当前密码": current, "新密码": new, "再输入一次新密码": again or new}
    for label, text in typed.items():
        await desk.page.get_by_label(label, exact=True).fill(text)


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
