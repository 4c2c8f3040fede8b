"""Signing in, being locked out, and a session that ends in the middle of a form."""

from playwright.async_api import expect

from server.accounts.models import Staff
from server.demo.cast import PASSWORD
from tests.e2e.conftest import Desks
from tests.support.school import School


async def test_what_was_typed_survives_the_end_of_the_session(web: School, desks: Desks) -> None:
    desk = await desks("zhangwei")
    await desk.open("/invitations")
    await desk.page.get_by_test_id("new-invitation").click()
    await desk.fill("访客手机号", "13800138000")
    await desk.fill("访客姓名", "刘洋")
    await desk.fill("来访事由", "实验室合作讨论")
    web.time.move(hours=13)
    await desk.keep_time()
    await desk.press("创建并发送")
    await expect(desk.page.get_by_text("登录已过期")).to_be_visible()
    await expect(desk.page.get_by_label("来访事由")).to_have_value("实验室合作讨论")
    await desk.enter("zhangwei")
    await expect(desk.page.get_by_test_id("invitation-text")).to_contain_text("刘洋")
    (made,) = (await (await web.staff("zhangwei")).get("staff/invitations"))["items"]
    assert (made["status"], made["purpose"]) == ("sent", "实验室合作讨论")
    desk.forgive("401")


async def test_a_draft_survives_a_reload(desks: Desks) -> None:
    desk = await desks("zhangwei")
    await desk.open("/invitations")
    await desk.page.get_by_test_id("new-invitation").click()
    await desk.fill("访客姓名", "刘洋")
    await desk.page.reload()
    await desk.page.get_by_test_id("new-invitation").click()
    await expect(desk.page.get_by_label("访客姓名")).to_have_value("刘洋")


async def test_signing_in_leads_to_where_one_was_going(web: School, desks: Desks) -> None:
    desk = await desks("")
    await desk.page.goto("/visits?status=approved")
    await expect(desk.page.locator("input[name=username]")).to_be_visible()
    await desk.enter("zhangwei")
    await expect(desk.page).to_have_url(f"{web.url}/visits?status=approved")
    await desk.page.get_by_test_id("me").click()
    await desk.page.get_by_test_id("sign-out").click()
    await expect(desk.page.locator("input[name=username]")).to_be_visible()


async def test_too_many_wrong_passwords_lock_the_account_for_a_while(web: School, desks: Desks) -> None:
    desk = await desks("")
    await desk.page.goto("/sign-in")
    for _ in range(web.settings.sessions.failures_before_lock - 1):
        await desk.enter("heyu", "not the password")
        await expect(desk.page.get_by_text("用户名或密码不正确")).to_be_visible()
    for password in ("not the password", PASSWORD):
        await desk.enter("heyu", password)
        await expect(desk.page.get_by_text("账号已暂时锁定")).to_be_visible()
    desk.forgive("401|429")


async def test_a_first_password_must_be_changed_before_anything_else(web: School, desks: Desks) -> None:
    await Staff.filter(username="heyu").update(must_change_password=True)
    desk = await desks("")
    await desk.page.goto("/visits")
    await desk.enter("heyu")
    await expect(desk.page).to_have_url(f"{web.url}/first-password")
    await desk.page.goto("/visits")
    await expect(desk.page).to_have_url(f"{web.url}/first-password")
    for label, text in (
        ("当前密码", PASSWORD),
        ("新密码", "Changed-2026!"),
        ("再输入一次新密码", "Changed-2026!"),
    ):
        await desk.page.get_by_label(label, exact=True).fill(text)
    await desk.press("修改密码并继续")
    await expect(desk.page.get_by_test_id("me")).to_be_visible()
    await desk.open("/visits")
    await expect(desk.page.get_by_text("还没有预约")).to_be_visible()
