"""扫码核验 on the guard's phone: without a readable code, without a phone, without an appointment."""

from datetime import datetime

from playwright.async_api import expect

from server.gate.models import Passage
from tests.phone.conftest import Phones
from tests.support import story
from tests.support.school import School

COMPANION = {"name": "陈晨", "document": {"kind": "passport", "number": "E12345678"}}


async def test_a_short_code_a_ticked_companion_and_a_reason(campus: School, phones: Phones) -> None:
    visit = await story.approved(campus, companions=[COMPANION], vehicle={"plate": "京A12345"})
    campus.time.move_to(datetime.fromisoformat(visit["visit_from"]))
    visitor = await campus.phone("liuyang")
    short_code = (await visitor.get(f"visitor/visits/{visit['id']}/pass"))["short_code"]
    phone = await phones("zhouqiang", "packages/gate/scan/index")

    async def typed(tail: str) -> None:
        await phone.tap("扫不出来？输入短码")
        await phone.fill("短码", short_code)
        await phone.fill("访客手机号后四位", tail)
        await phone.press("核验")

    await typed("8")
    await phone.see("请填写访客手机号的后四位。")
    await phone.press("返回")
    await typed("8000")
    await phone.see(
        "放行", "已登记入校。", "身份证 尾号 0010", "京A12345", "随行 1 人，已核对 0 人", "打给 张伟"
    )
    await phone.press("拒绝入校")
    await phone.press("不放行并记录")
    await phone.see("请选择或填写原因。")
    await phone.tap("证件与预约不符")
    await phone.press("不放行并记录")
    await phone.see("可告诉访客：请联系对接人或保卫处。")
    await expect(phone.shown.get_by_text("不放行的理由")).to_be_hidden()
    assert (await Passage.get()).void_reason == "证件与预约不符"
    await phone.press("返回")
    await phone.see("上一位：14:00 刘洋 不放行")
    await typed("8000")
    await phone.tap("陈晨")
    await phone.see("随行 1 人，已核对 1 人")
    await phone.press("返回")
    await phone.see("上一位：14:00 刘洋 放行入校")
    await typed("8000")
    await phone.see("不放行", "记录显示访客已在校内。")
    await phone.press("核实后放行")
    await phone.answer("已与对接人电话核实")
    await phone.see("已登记入校。")
    await phone.press("返回")
    # The phone remembers which way people pass.
    await phone.tap("离校")
    await phone.open("packages/gate/scan/index")
    await typed("8000")
    await phone.see("已登记离校。")


async def test_without_a_phone_by_the_document(campus: School, phones: Phones) -> None:
    visit = await story.approved(campus, "maimaiti")
    campus.time.move_to(datetime.fromisoformat(visit["visit_from"]))
    phone = await phones("zhouqiang", "packages/gate/present/index")
    await phone.fill("查找访客", "买买提")
    await phone.tap("买买提·艾力")
    await phone.answer("已核对证件，访客码打不开")
    await phone.see("放行", "已登记入校。")
    await phone.press("返回")
    await phone.see("在校")
    passages = await (await campus.staff("zhangwei")).get(f"staff/visits/{visit['id']}/passages")
    assert [row["verdict"] for row in passages["items"]] == ["admit"]


async def test_without_an_appointment_the_contact_decides(campus: School, phones: Phones) -> None:
    phone = await phones("zhouqiang", "packages/gate/walk-in/index")
    await phone.press("登记，请对接人决定")
    await phone.see("请选择访客要找的人。", "请让访客看过告知书，同意后再登记。")
    await phone.tap("按姓名或手机号查找")
    await phone.fill("查找对接人", "张伟")
    await phone.tap("计算机学院")
    await phone.fill("访客姓名", "王秀英")
    await phone.fill("访客手机号", "13700137000")
    await phone.fill("证件号码", "110101190003070010")
    await phone.tap("送货取件")
    await phone.tap("已请访客看过《访客个人信息处理告知书》，访客同意登记证件等信息")
    await phone.press("登记，请对接人决定")
    await phone.see("王秀英", "已通知 张伟")
    contact = await campus.staff("zhangwei")
    (task,) = (await contact.get("staff/approvals"))["items"]
    await contact.post(f"staff/approvals/{task['id']}/approve")
    # The list looks again by itself after some seconds.
    await phone.see("张伟 已同意，可以放行")
    await phone.press("放行，登记入校")
    await phone.see("放行", "已登记入校。", "王秀英")
    await phone.press("拒绝入校")
    await phone.tap("证件与预约不符")
    await phone.press("不放行并记录")
    await phone.see("可告诉访客：请联系对接人或保卫处。")
    await expect(phone.shown.get_by_text("不放行的理由")).to_be_hidden()
    await phone.press("返回")
    await phone.see("张伟 已同意，可以放行")
    await phone.press("放行，登记入校")
    await phone.see("已登记入校。")
    await phone.press("返回")
    await phone.see("已入校", "请在 11:00 前离校")
