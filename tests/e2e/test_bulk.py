"""批量邀请: bad cells are red where they stand, repaired in place, and the good rows created once."""

from time import perf_counter

from playwright.async_api import expect
from python_calamine import CalamineWorkbook

from server.invitations.sheet import HEADINGS
from tests.capabilities.invitations.test_sheet_file import workbook
from tests.e2e.conftest import Desks
from tests.e2e.desk import Desk
from tests.support.school import School

GOOD = "13800138000\t刘洋\t临时访客\t开放日\t2026-11-25\t2026-11-26"
BAD = "1380013800\t买买提·艾力\t贵宾\t\t2026-11-25\t2026-11-24"


async def test_a_pasted_list_with_bad_rows(web: School, desks: Desks) -> None:
    desk = await desks("zhangwei")
    await desk.open("/invitations/bulk")
    async with desk.page.expect_download() as download:
        await desk.press("下载模板")
    template = await download.value
    assert template.suggested_filename == "批量邀请模板.xlsx"
    sheet = CalamineWorkbook.from_path(await template.path()).get_sheet_by_index(0)
    assert [str(heading).rstrip("*") for heading in sheet.to_python()[0]] == [*HEADINGS.values()]
    await desk.page.get_by_label("从表格里复制的内容").fill(f"{GOOD}\n{BAD}\n{GOOD}\n")
    await desk.press("读取并检查")

    summary = desk.page.get_by_test_id("bulk-summary")
    await expect(summary).to_contain_text("1 行可以创建")
    await expect(summary).to_contain_text("2 行有问题")
    bad, twice = await _rows(desk)
    assert bad == {"手机号", "访客类型", "来访事由", "有效期结束"}
    assert twice == {"手机号"}

    for field, text in (
        ("手机号", "13900139000"),
        ("访客类型", "长期访客"),
        ("来访事由", "合作研究"),
        ("有效期结束", "2026-12-25"),
    ):
        await desk.page.get_by_label(f"第 2 行 {field}").fill(text)
    await expect(summary).to_contain_text("2 行可以创建")
    await desk.page.get_by_test_id("bulk-create").click()
    await expect(summary).to_contain_text("已创建 2 行")
    await expect(desk.page.get_by_test_id("bulk-row")).to_have_count(1)
    await desk.page.get_by_test_id("bulk-row").get_by_role("button", name="移除").click()
    await expect(desk.page.get_by_test_id("bulk-done")).to_contain_text("2 份邀请已创建并发送")

    made = (await (await web.staff("zhangwei")).get("staff/invitations"))["items"]
    assert {(card["visitor_name"], card["visitor_type"], card["status"]) for card in made} == {
        ("刘洋", "temporary", "sent"),
        ("买买提·艾力", "long_term", "sent"),
    }


async def test_two_thousand_rows_from_a_file_within_half_a_minute(web: School, desks: Desks) -> None:
    rows = [[f"1390013{n:04}", "访客甲", "", "开放日", "2026-11-25", "2026-11-26", ""] for n in range(2000)]
    desk = await desks("zhangwei")
    await desk.open("/invitations/bulk")
    began = perf_counter()
    content = workbook(*rows)
    await desk.page.locator("input[type=file]").set_input_files(
        {"name": "名单.xlsx", "mimeType": "application/octet-stream", "buffer": content}
    )
    await desk.page.get_by_test_id("bulk-create").click()
    done = desk.page.get_by_test_id("bulk-done")
    await expect(done).to_contain_text("2000 份邀请已创建并发送", timeout=60_000)
    took = perf_counter() - began
    print(f"2000 rows from file to invitations: {took:.1f} s")
    assert took < 30


async def test_a_file_that_is_no_table_is_refused_in_words(desks: Desks) -> None:
    desk = await desks("zhangwei")
    await desk.open("/invitations/bulk")
    await desk.page.locator("input[type=file]").set_input_files(
        {"name": "photo.xlsx", "mimeType": "application/octet-stream", "buffer": b"not a table"}
    )
    await expect(desk.page.get_by_text("这不是能读取的Excel文件")).to_be_visible()
    desk.forgive("422")


async def _rows(desk: Desk) -> list[set[str]]:
    """Of every row shown, the headings of its red cells."""
    found = []
    for row in await desk.page.get_by_test_id("bulk-row").all():
        labels = [
            await cell.get_attribute("aria-label") or ""
            for cell in await row.locator("[aria-invalid=true]").all()
        ]
        found.append({label.split()[-1] for label in labels})
    return found
