"""预约访客: filters that stand in the address, what is hidden until asked for, the file, and taking back."""

import io
from pathlib import Path

from playwright.async_api import expect
from python_calamine import CalamineWorkbook

from tests.e2e.conftest import Desks
from tests.support import story
from tests.support.school import School


async def test_filters_stand_in_the_address_and_survive_a_reload(web: School, desks: Desks) -> None:
    await story.apply(web, vehicle={"plate": "京AD12345"})
    await story.apply(web, "maimaiti")
    desk = await desks("sunli")
    await desk.open("/visits")
    await expect(desk.rows()).to_have_count(2)
    await desk.page.get_by_role("textbox", name="查找预约").last.fill("9000")
    await desk.page.keyboard.press("Enter")
    await expect(desk.rows()).to_have_count(1)
    await expect(desk.rows("买买提·艾力")).to_be_visible()
    assert "q=9000" in desk.page.url
    await desk.page.reload()
    await expect(desk.rows()).to_have_count(1)
    await desk.open("/visits?plate=京AD12345")
    await expect(desk.rows("刘洋")).to_be_visible()
    await desk.open("/visits?status=approved")
    await expect(desk.page.get_by_text("没有符合条件的预约")).to_be_visible()
    await desk.press("清除全部筛选")
    await expect(desk.rows()).to_have_count(2)


async def test_the_file_holds_the_rows_of_the_filter(web: School, desks: Desks, tmp_path: Path) -> None:
    await story.apply(web)
    await story.apply(web, "maimaiti")
    desk = await desks("zhangwei")
    await desk.open("/visits?name=买买提")
    async with desk.page.expect_download() as download:
        await desk.page.get_by_test_id("export").click()
    saved = tmp_path / "visits.xlsx"
    await (await download.value).save_as(saved)
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(saved.read_bytes())).get_sheet_by_index(0)
    assert [row[3:5] for row in sheet.to_python()] == [["姓名", "手机号"], ["买买提·艾力", "139****9000"]]


async def test_a_number_is_shown_for_a_reason_only(web: School, desks: Desks) -> None:
    visit = await story.apply(web)
    desk = await desks("sunli")
    await desk.open(f"/visits/{visit['id']}")
    await expect(desk.page.locator("main")).to_contain_text("138****8000")
    assert "13800138000" not in await desk.page.content()
    await desk.page.get_by_role("button", name="查看完整手机号").click()
    await desk.page.get_by_test_id("unmask").click()
    await expect(desk.page.locator("[data-field=reason] [role=alert]")).to_be_visible()
    await desk.fill("查看原因", "访客没有到，联系本人")
    await desk.page.get_by_test_id("unmask").click()
    await expect(desk.page.get_by_text("13800138000")).to_be_visible()


async def test_an_approval_is_taken_back_with_a_reason(web: School, desks: Desks) -> None:
    visit = await story.approved(web)
    desk = await desks("lina")
    await desk.open(f"/visits/{visit['id']}")
    await desk.press("撤销预约")
    await desk.page.get_by_test_id("confirm").click()
    await expect(desk.page.get_by_text("请写明原因。")).to_be_visible()
    await desk.press("安全原因")
    await desk.page.get_by_test_id("confirm").click()
    await expect(desk.page.locator("main")).to_contain_text("已撤销")
    seen = await (await web.phone("liuyang")).get(f"visitor/visits/{visit['id']}/pass")
    assert seen["state"] == "revoked"


async def test_the_start_of_the_day(web: School, desks: Desks) -> None:
    await story.approved(web, visit_from=web.time.local(14), visit_to=web.time.local(16))
    await story.apply(web, "jitian")
    desk = await desks("zhangwei")
    await desk.open("/dashboard")
    await expect(desk.page.locator("main")).to_contain_text("𠮷田花子")
    await expect(desk.page.locator("main canvas, main svg").first).to_be_visible()

    await desk.press("邀请访客")
    await desk.fill("访客手机号", "13900139000")
    await desk.fill("访客姓名", "买买提·艾力")
    await desk.page.get_by_role("button", name="更多设置").click()
    await desk.page.get_by_text("西门", exact=True).click()
    await desk.press("创建并发送")
    await expect(desk.page.get_by_test_id("invitation-text")).to_contain_text("买买提·艾力")
    await desk.page.keyboard.press("Escape")
    await expect(desk.page.get_by_role("dialog", name="邀请已发送")).to_be_hidden()
    made = (await (await web.staff("zhangwei")).get("staff/invitations", q="买买提"))["items"][0]
    assert (made["status"], [gate["name"] for gate in made["gates"]]) == ("sent", ["西门"])
    await desk.open(f"/invitations/{made['id']}")
    await expect(desk.page.locator("main")).to_contain_text("可走校门西门")
