"""The customer's page from the phones: invite, find, apply, return, repair, approve in turn, show the code, enter."""

from playwright.async_api import expect

from tests.phone import steps
from tests.phone.conftest import Phones
from tests.phone.phone import Phone, page_of_message
from tests.support.qr import read
from tests.support.school import School


async def test_from_invitation_to_gate(campus: School, phones: Phones) -> None:
    await _invite(await phones("zhangwei"))
    liuyang = await phones("liuyang")
    await _apply(liuyang)
    await campus.deliver()
    await _return(await phones("zhangwei", page_of_message(campus, "zhangwei")))
    await campus.deliver()
    await liuyang.open(page_of_message(campus, "liuyang"))
    await _repair(liuyang)
    for username in ("zhangwei", "lina", "wangfang"):
        await campus.deliver()
        await _approve(await phones(username, page_of_message(campus, username)))

    campus.time.move(days=1, hours=5)
    await liuyang.keep_time()
    await liuyang.open()
    await liuyang.press("出示访客码")
    await liuyang.see("可入校", "京AD12346")
    taken = await liuyang.page.screenshot()
    await _pass_the_gate(await phones("zhouqiang"), taken, read(taken))
    await campus.deliver()
    assert "东门" in str(campus.world.mailbox.find({"person": "zhangwei"})[-1].data)


async def _invite(zhangwei: Phone) -> None:
    await zhangwei.tap("邀请访客")
    await zhangwei.fill("访客手机号", "13800138000")
    await zhangwei.fill("访客姓名", "刘洋")
    await zhangwei.press("发送邀请")
    await zhangwei.see("邀请已发送", "刘洋")


async def _apply(liuyang: Phone) -> None:
    await steps.find_invitation(liuyang)
    await steps.agree_to_notice(liuyang)
    await steps.fill_form(liuyang)
    await steps.drive(liuyang, "京AD12345")
    await liuyang.press("提交申请")
    await liuyang.answer("允许")
    await liuyang.see("申请已提交", "待 张伟 审批")


async def _return(zhangwei: Phone) -> None:
    """For another plate."""
    await zhangwei.see("京AD12345")
    await zhangwei.tap("更多")
    await zhangwei.answer("退回修改")
    await zhangwei.tap("请核对车牌号")
    await zhangwei.tap("车辆")
    await zhangwei.press("退回")
    await zhangwei.see("已退回访客修改")


async def _repair(liuyang: Phone) -> None:
    """What was asked for; and a picture of the health code on top."""
    await liuyang.see("待修改", "请核对车牌号")
    await liuyang.press("修改并重新提交")
    await expect(steps.field_of(liuyang, "车牌号")).to_contain_text("请修改")
    await liuyang.tap("京AD12345")
    await liuyang.page.get_by_role("button", name="删除", exact=True).click()
    await steps.press_keys(liuyang, "6")
    await liuyang.tap("绿码")
    await steps.upload(liuyang, "上传截图（选填）")
    await liuyang.see("已上传")
    await liuyang.press("重新提交")
    await liuyang.answer("允许")
    await liuyang.see("审批中", "京AD12346")


async def _approve(approver: Phone) -> None:
    await approver.see("京AD12346")
    await approver.press("同意")
    await approver.press("确认同意")
    await expect(approver.shown.locator(".done")).to_contain_text("已同意")


async def _pass_the_gate(zhouqiang: Phone, taken: bytes, code: str) -> None:
    """In, out, and not in again with the same code."""
    await zhouqiang.tap("扫码核验")
    await steps.scan_picture(zhouqiang, taken)
    await zhouqiang.see("放行", "刘洋", "京AD12346")
    await zhouqiang.tap("返回")
    await zhouqiang.tap("离校")
    await steps.scan(zhouqiang, code)
    await zhouqiang.see("放行")
    await zhouqiang.tap("返回")
    await steps.scan(zhouqiang, code)
    await zhouqiang.see("不放行")
