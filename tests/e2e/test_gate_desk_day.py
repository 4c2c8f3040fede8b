"""A guard's day at the tablet: companions, a forgotten phone, a wrong record, the camera, a walk-in, a drill."""

import io
import re
from pathlib import Path
from typing import Any

import qrcode
from playwright.async_api import expect

from server.gate.models import Passage, PassageConflict
from server.passes.models import EntryPass
from tests.e2e.gate_steps import shown, visit_now
from tests.e2e.tablet import Tablet
from tests.support import story
from tests.support.devices import gate_named
from tests.support.school import School

_COMPANIONS = [
    {"name": "陈晨", "document": {"kind": "passport", "number": "E12345678"}},
    {"name": "王芳", "document": {"kind": "passport", "number": "E87654321"}},
]


async def test_companions_are_ticked_and_the_record_may_be_overruled(web: School, tablet: Tablet) -> None:
    entry_pass = await visit_now(web, companions=_COMPANIONS, vehicle={"plate": "京AD12345"})
    await tablet.enrol()
    await tablet.scan(shown(web, entry_pass))
    await tablet.page.get_by_label("王芳").uncheck()
    await tablet.press("核验2 人")
    await expect(tablet.verdict).to_contain_text("放行，已登记入校。")
    await expect(tablet.verdict).to_contain_text("✓ 陈晨")
    assert (await Passage.get()).companions == [0]

    await tablet.find("京A·DI2345", "手机没电")
    await expect(tablet.verdict).to_contain_text("记录显示访客已在校内。")
    await tablet.press("仍要放行")
    await tablet.press("上次离校时没有扫码")
    await expect(tablet.verdict).to_contain_text("放行，已登记入校。")
    await tablet.press("不放行")
    await tablet.press("证件与预约不符")
    await expect(tablet.verdict).to_contain_text("不放行：证件与预约不符")
    voided = await Passage.get(voided_at__isnull=False)
    assert (voided.guard_reason, voided.void_reason) == ("上次离校时没有扫码", "证件与预约不符")

    await tablet.context.set_offline(True)
    await tablet.find("京A·DI2345", "手机没电")
    await tablet.press("仍要放行")
    await tablet.press("已核对证件和本人")
    await expect(tablet.verdict).to_contain_text("放行，已登记入校。")
    await tablet.press("不放行")
    await tablet.press("不是本人")
    await expect(tablet.verdict).to_contain_text("离线核验")
    await expect(tablet.verdict).to_contain_text("不放行：不是本人")
    await tablet.context.set_offline(False)
    await tablet.page.keyboard.press("Escape")
    await expect(tablet.net).not_to_contain_text("待上传")
    entry = await EntryPass.get()
    assert (entry.inside, entry.entries) == (True, 1)
    assert {row.void_reason for row in await Passage.filter(voided_at__isnull=False)} == {
        "证件与预约不符",
        "不是本人",
    }
    assert not await PassageConflict.exists()


async def test_the_camera_reads_what_the_phone_shows(web: School, tablet: Tablet, tmp_path: Path) -> None:
    entry_pass = await visit_now(web)
    await tablet.enrol()
    await tablet.context.close()
    await tablet.switch_on(film=_film(shown(web, entry_pass), tmp_path / "phone.mjpeg"))
    await tablet.open()
    await tablet.press("用摄像头")
    await expect(tablet.verdict).to_contain_text("放行，已登记入校。")


async def test_a_short_code_counts_with_the_end_of_the_phone(web: School, tablet: Tablet) -> None:
    entry_pass = await visit_now(web)
    await tablet.enrol()
    for tail, said in (("0000", "查无此码"), ("8000", "放行，已登记入校。")):
        await tablet.scan(entry_pass.short_code)
        await tablet.page.get_by_label("短码要和登记的手机号一起核对").fill(tail)
        await expect(tablet.verdict).to_contain_text(said)
    assert (await Passage.get(verdict="admit")).method == "short"


async def test_a_walk_in_is_let_in_once_the_contact_agrees(web: School, tablet: Tablet) -> None:
    await tablet.enrol()
    await tablet.press("现场登记")
    await tablet.press("登记并通知对接人")
    await expect(tablet.page.locator("[data-field=contact_id] [role=alert]")).to_be_visible()
    fields = {
        "访客姓名": "王秀英",
        "手机号": "13700137000",
        "证件号码": story.DOCUMENT["number"],
        "来访事由": "送教材",
    }
    for label, text in fields.items():
        await tablet.page.get_by_label(label, exact=True).fill(text)
    await tablet.page.get_by_placeholder("姓名，或完整手机号").fill("张伟")
    await tablet.press("查找")
    await tablet.page.get_by_role("radio", name="张伟").check()
    for gate in ("东门", "西门"):
        await tablet.page.get_by_role("group", name="可走校门").get_by_label(gate).check()
    await tablet.page.get_by_label("访客已阅读并同意告知书").check()
    await tablet.press("登记并通知对接人")
    listed = tablet.page.get_by_test_id("walk-ins")
    await expect(listed).to_contain_text("等待 张伟 确认")
    zhangwei = await web.staff("zhangwei")
    task: dict[str, Any] = (await zhangwei.get("staff/approvals", box="todo"))["items"][0]
    asked = (await zhangwei.post(f"staff/approvals/{task['id']}/approve"))["visit"]
    assert [gate["name"] for gate in asked["gates"]] == ["东门", "西门"]
    await expect(listed).to_contain_text("张伟 已同意，可以入校")
    await tablet.press("入校")
    await expect(tablet.verdict).to_contain_text("放行，已登记入校。")
    await expect(tablet.verdict).to_contain_text("王秀英")


async def test_a_drill_ticks_off_who_is_inside(web: School, tablet: Tablet) -> None:
    entry_pass = await visit_now(web)
    await _let_in_unknown(web)
    await tablet.enrol()
    await tablet.scan(shown(web, entry_pass))
    await expect(tablet.verdict).to_contain_text("放行")
    await tablet.page.keyboard.press("Escape")
    await tablet.press("在校 2")
    unknown = tablet.page.get_by_test_id("unidentified")
    await expect(unknown).to_contain_text("身份待核实")
    await expect(unknown).to_contain_text("东门入校 · 访客码编号或短码 NOSUCHPASS")
    await tablet.press("应急清点")
    await tablet.press("开始演练")
    rows = tablet.page.get_by_test_id("roll-call").locator("tbody tr")
    await expect(rows.first).to_contain_text("东门放行，系统查无预约。")
    heading = tablet.page.get_by_role("heading", name="应急清点（演练）")
    await expect(heading).to_contain_text("平安 0 / 2 人，其中 1 人身份待核实")
    await rows.last.get_by_role("button", name="平安").click()
    await expect(heading).to_contain_text("平安 1 / 2 人")
    await rows.first.get_by_role("button", name="未找到").click()
    await expect(rows.first).to_have_class(re.compile("missing"))
    await rows.first.get_by_role("button", name="平安").click()
    await expect(heading).to_contain_text("平安 2 / 2 人")
    await tablet.page.emulate_media(media="print")
    await expect(tablet.page.get_by_test_id("roll-call")).to_be_visible()
    await expect(tablet.scan_field).to_be_hidden()
    await tablet.page.emulate_media(media="screen")
    await tablet.press("结束清点")
    await expect(tablet.page.get_by_role("button", name="开始演练")).to_be_visible()
    await tablet.context.set_offline(True)
    await tablet.open()
    await tablet.press("应急清点")
    await expect(
        tablet.page.get_by_role("heading", name="在校人员名单 · 2 人，其中 1 人身份待核实")
    ).to_be_visible()


async def _let_in_unknown(web: School) -> None:
    """A desk without network has let somebody in by a pass that nobody knows."""
    fact = {"nonce": "n1", "pass_number": "NOSUCHPASS", "direction": "in", "verdict": "admit"}
    fact |= {"gate_id": await gate_named(web, "东门"), "scanned_at": web.time.now().isoformat()}
    await (await web.staff("zhouqiang")).post("gate/uploads", {"items": [fact]})


def _film(text: str, path: Path) -> Path:
    """One picture of a phone that shows `text`; Chromium shows it again and again."""
    picture = qrcode.make(text, box_size=12, border=8).convert("RGB").resize((480, 480))
    jpeg = io.BytesIO()
    picture.save(jpeg, "JPEG", quality=92)
    path.write_bytes(jpeg.getvalue())
    return path
