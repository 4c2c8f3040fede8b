"""审批、邀请、绑定 on the phone: what approvers meet besides the straight way."""

from playwright.async_api import expect

from server.demo.cast import PASSWORD
from tests.api.subjects import png
from tests.phone.conftest import Phones
from tests.phone.phone import Phone
from tests.support import story
from tests.support.school import School

DECIDE = "packages/staff/decide/index?id="


async def _task(campus: School, username: str, visit: dict[str, str]) -> str:
    return await story.task_of(await campus.staff(username), visit)


async def _act(phone: Phone, *names: str) -> None:
    for name in names:
        await phone.press(name)


async def test_staff_bind_by_password_and_unbind(phones: Phones) -> None:
    phone = await phones("heyu", "packages/staff/inbox/index")
    await phone.press("绑定教职工账号")
    await phone.press("绑定此微信")
    await phone.see("请填写用户名。")
    await phone.fill("用户名", "heyu")
    await phone.fill("密码", "not this")
    await phone.press("绑定此微信")
    await phone.see("用户名或密码不正确。")
    await phone.fill("密码", PASSWORD)
    await phone.press("绑定此微信")
    # Bound, but nothing reaches who does not follow the service account.
    await phone.see("何宇", "信息中心", "关注学校服务号")
    await phone.press("去审批")
    await phone.see("没有等您审批的申请", "先在小程序里提醒我一次")
    await phone.open("packages/staff/bind/index")
    await phone.press("解除绑定")
    await phone.answer("解除绑定")
    await phone.see("用教职工账号绑定此微信")
    phone.forgive("403|422")


async def test_three_fields_invite_a_visitor(campus: School, phones: Phones) -> None:
    phone = await phones("zhangwei", "packages/staff/invite/index")
    await phone.press("发送邀请")
    await phone.see("请填写访客的手机号。", "请填写访客的姓名。")
    await phone.fill("访客手机号", "13800138000")
    await phone.fill("访客姓名", "刘洋")
    await phone.tap("后天")
    await phone.press("发送邀请")
    await phone.see("邀请已发送", "138****8000", "示范大学")
    visitor = await campus.phone("liuyang")
    (found,) = (await visitor.get("visitor/invitations", phone="13800138000"))["items"]
    assert (found["valid_from"], found["contact"]["name"]) == ("2026-11-25T00:00:00Z", "张伟")


async def test_an_upload_is_looked_at(campus: School, phones: Phones) -> None:
    visitor = await campus.phone("liuyang")
    uploaded = await visitor.upload("visitor/files", png(), purpose="health_code")
    health = {"health_code": {"status": "yellow", "file_id": uploaded["id"]}}
    visit = await story.apply(campus, health=health)
    phone = await phones("zhangwei", DECIDE + await _task(campus, "zhangwei", visit))
    await phone.see("健康码为黄码")
    await phone.tap("查看图片")
    await expect(phone.over.locator("img")).to_be_visible()


async def test_who_comes_late_learns_who_decided_what_and_when(campus: School, phones: Phones) -> None:
    visit = await story.apply(campus)
    for username in ("zhangwei", "lina"):
        await story.decide(campus, username, visit)
    phone = await phones("zhaolei", DECIDE + await _task(campus, "zhaolei", visit))
    await phone.press("拒绝")
    await phone.see("点选原因即拒绝")
    await story.decide(campus, "wangfang", visit)
    await phone.tap("信息不真实")
    await phone.see("王芳 今天 09:00 已同意，您的操作没有生效。", "已通过")
    assert (await (await campus.phone("liuyang")).get(f"visitor/visits/{visit['id']}"))[
        "status"
    ] == "approved"
    phone.forgive("409")


async def test_handed_on_returned_taken_back_and_the_next_one(campus: School, phones: Phones) -> None:
    visits = []
    for visitor in ("liuyang", "maimaiti", "jitian"):
        visits.append(await story.apply(campus, visitor))
        campus.time.move(minutes=1)
    first, second, third = visits
    phone = await phones("zhangwei", DECIDE + await _task(campus, "zhangwei", first))
    await phone.see("等您审批", "刘洋", "1101**********0010")
    await phone.press("更多")
    await phone.answer("转办")
    await _act(phone, "转办")
    await phone.see("请选择转办给谁。")
    await phone.fill("查找同事", "李")
    await phone.tap("李娜")
    await _act(phone, "转办")
    await phone.see("已转办", "现在等待 李娜 审批。")
    await phone.press("下一件（还有 2 件）")
    await phone.see("买买提·艾力")
    await phone.press("更多")
    await phone.answer("退回修改")
    await phone.tap("车辆")
    await phone.tap("请核对车牌号")
    await _act(phone, "退回")
    await phone.see("已退回访客修改")
    repaired = await (await campus.phone("maimaiti")).get(f"visitor/visits/{second['id']}")
    assert (repaired["status"], repaired["fields_to_repair"]) == ("returned", ["vehicle"])
    await phone.press("下一件（还有 1 件）")
    await phone.see("𠮷田花子")
    await _act(phone, "同意", "确认同意")
    await phone.see("已同意", "现在等待 李娜 审批。")
    await phone.open("packages/staff/inbox/index?box=done")
    await phone.tap("𠮷田花子")
    await _act(phone, "撤回我的审批", "撤回审批")
    await phone.see("等您审批")
    await expect(phone.shown).not_to_contain_text("待 李娜 审批")
    assert await _task(campus, "zhangwei", third)
