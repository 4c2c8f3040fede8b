"""访客邀请: what can still be done with an invitation that was sent."""

from playwright.async_api import expect

from tests.e2e.conftest import Desks
from tests.support import story
from tests.support.school import School


async def test_an_invitation_is_copied_and_taken_back(web: School, desks: Desks) -> None:
    invitation = await story.invite(web)
    desk = await desks("zhangwei")
    await desk.open(f"/invitations/{invitation['id']}")
    await desk.page.get_by_role("button", name="复制邀请信息").first.click()
    await expect(desk.page.get_by_text("已复制").first).to_be_visible()
    copied = await desk.page.evaluate("navigator.clipboard.readText()")
    assert "刘洋" in copied and invitation["code"] in copied.replace("-", "").replace(" ", "")
    await desk.press("撤销邀请")
    dialog = desk.page.get_by_role("dialog", name="撤销邀请？")
    await expect(dialog).to_contain_text("刘洋 不能再用这个邀请码提交申请")
    await desk.press("撤销邀请", within=dialog)
    await expect(dialog).to_be_hidden()
    await expect(desk.page.locator("main")).to_contain_text("已撤销")
    await desk.press("再次邀请")
    await expect(desk.page.get_by_role("dialog", name="创建邀请").get_by_label("访客姓名")).to_have_value(
        "刘洋"
    )
    now = await (await web.staff("zhangwei")).get(f"staff/invitations/{invitation['id']}")
    assert now["status"] == "revoked"
