"""The export: the rows of the list and no others, masked, in the order of the list, with a trace."""

import asyncio
import io
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from server.reporting import visit_export
from tests.capabilities.test_bells import until
from tests.support import story
from tests.support.callers import Caller
from tests.support.school import School


async def exported(caller: Caller, **filters: str) -> list[dict[str, Any]]:
    """The rows of the file, by heading."""
    answer = await caller.http.get("staff/visits/export.xlsx", params=filters)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("application/vnd.openxmlformats")
    assert "filename*=UTF-8''" in answer.headers["content-disposition"]
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0)
    headings, *rows = sheet.to_python()
    return [dict(zip(map(str, headings), row, strict=True)) for row in rows]


async def test_what_stands_in_a_row(school: School) -> None:
    visit = await story.apply(school, vehicle={"plate": "京AD12345"})
    (row,) = await exported(await school.staff("zhangwei"))
    assert row == {
        "预约编号": visit["number"],
        "状态": "审批中",
        "访客类型": "临时访客",
        "姓名": "刘洋",
        "手机号": "138****8000",
        "证件类型": "居民身份证",
        "证件号码": "1101**********0010",
        "到访单位": "计算机学院",
        "对接人": "张伟",
        "到访时间": datetime(2026, 11, 24, 14),
        "离开时间": datetime(2026, 11, 24, 16),
        "来访事由": "学术交流",
        "车牌": "京AD12345",
        "随行人数": 0,
        "提交时间": datetime(2026, 11, 23, 9),
    }


async def test_the_rows_are_those_of_the_list_in_its_order(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visit_export, "_BATCH", 2)
    visits = [await story.apply(school) for _ in range(5)]
    rejected = await story.apply(school)
    await story.decide(school, "zhangwei", rejected, "reject", comment="不同意")
    for filters in ({}, {"status": "in_review"}, {"number": visits[0]["number"]}, {"name": "王"}):
        for username in ("zhangwei", "sunli", "chenjing"):
            caller = await school.staff(username)
            page = (await caller.http.get("staff/visits", params=filters)).json()
            listed = [row["number"] for row in page["items"]]
            assert [row["预约编号"] for row in await exported(caller, **filters)] == listed
    assert len(await exported(await school.staff("sunli"))) == 6


async def test_what_looks_like_a_formula_stays_text(sqlite_school: School) -> None:
    await story.apply(sqlite_school, purpose='=HYPERLINK("http://example.com","看")')
    (row,) = await exported(await sqlite_school.staff("zhangwei"))
    assert str(row["来访事由"]).startswith("=HYPERLINK")


async def test_it_leaves_a_trace_that_repeats_no_filter(sqlite_school: School) -> None:
    await exported(await sqlite_school.staff("zhangwei"), name="刘洋", phone_tail="8000")
    trail = await (await sqlite_school.staff("auditor")).get("admin/audit", action="visits_exported")
    assert [entry["detail"] for entry in trail["items"]] == [{"filters": ["name", "phone_tail"]}]


async def test_too_many_rows_are_refused_rather_than_cut(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visit_export, "MAX_ROWS", 1)
    await story.apply(school)
    zhangwei = await school.staff("zhangwei")
    assert len(await exported(zhangwei)) == 1
    await story.apply(school)
    refused = await zhangwei.get("staff/visits/export.xlsx", status=422)
    assert refused["code"] == "too_many_rows"


async def test_an_export_that_is_given_up_leaves_no_file_behind(
    school: School, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(visit_export, "_BATCH", 1)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for _ in range(4):
        await story.apply(school)
    zhangwei = await school.staff("zhangwei")
    for moment in range(12):
        asking = asyncio.create_task(zhangwei.http.get("staff/visits/export.xlsx"))
        await asyncio.wait({asking}, timeout=moment / 200)
        asking.cancel()
        await asyncio.wait({asking})
    assert len(await exported(zhangwei)) == 4
    await until(lambda: not list(tmp_path.glob("visits-*")))
