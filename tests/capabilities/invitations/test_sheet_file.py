"""The Excel file: our own template, what spreadsheet programs make of it, and files that are none."""

import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
import xlsxwriter

from server.files.errors import UploadRefused
from server.invitations import sheet_file
from server.invitations.sheet import HEADINGS

ROW = ["13800138000", "𠮷田花子", "临时访客", "学术交流", "2026-11-25", "2026-11-26", ""]


def workbook(*rows: list[Any], headings: list[str] | None = None) -> bytes:
    """A file with these rows below the headings."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        for y, row in enumerate([headings or list(HEADINGS.values()), *rows]):
            for x, cell in enumerate(row):
                if isinstance(cell, datetime):
                    sheet.write_datetime(y, x, cell, day)
                else:
                    sheet.write(y, x, cell)
    return file.getvalue()


def changed(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The archive with one entry changed."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            data = old.read(entry)
            new.writestr(entry.filename, change(data) if entry.filename == name else data)
    return file.getvalue()


def test_the_template_has_the_columns_we_read_and_no_rows_yet() -> None:
    with pytest.raises(UploadRefused) as refused:
        sheet_file.read(sheet_file.template())
    assert refused.value.code == "file_empty"


def test_rows_are_read_as_text_and_blank_ones_left_out() -> None:
    read = sheet_file.read(workbook(ROW, [], ["", "  "], ROW))
    assert read == [dict(zip(HEADINGS, ROW, strict=True))] * 2


def test_numbers_and_dates_become_what_a_person_sees() -> None:
    typed = [13800138000, "刘洋", "", "讲座", datetime(2026, 11, 25, 9, 30), datetime(2026, 11, 26), ""]
    (row,) = sheet_file.read(workbook(typed))
    assert (row["phone"], row["valid_from"], row["valid_to"]) == (
        "13800138000",
        "2026-11-25 09:30",
        "2026-11-26",
    )


def test_columns_may_stand_in_any_order_with_others_between() -> None:
    headings = ["序号", "姓名*", "手机号 *", "有效期结束", "有效期开始", "来访事由"]
    (row,) = sheet_file.read(workbook([1, "刘洋", "138", "b", "a", "讲座"], headings=headings))
    assert row == {
        "phone": "138",
        "visitor_name": "刘洋",
        "visitor_type": "",
        "purpose": "讲座",
        "valid_from": "a",
        "valid_to": "b",
        "note": "",
    }


def test_missing_columns_are_named() -> None:
    with pytest.raises(UploadRefused) as refused:
        sheet_file.read(workbook(["刘洋"], headings=["姓名"]))
    assert refused.value.code == "sheet_without_columns"
    assert "手机号、来访事由、有效期开始、有效期结束" in refused.value.detail


def test_two_thousand_rows_are_read_and_one_more_is_refused() -> None:
    assert len(sheet_file.read(workbook(*[ROW] * 2000))) == 2000
    with pytest.raises(UploadRefused) as refused:
        sheet_file.read(workbook(*[ROW] * 2001))
    assert refused.value.code == "sheet_too_long"


@pytest.mark.parametrize("content", [b"", b"not a file", b"PK\x03\x04 cut off", workbook(ROW)[:-40]])
def test_what_is_no_excel_file_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(UploadRefused) as refused:
        sheet_file.read(content)
    assert refused.value.code in {"sheet_unreadable", "file_empty"}


def test_another_kind_of_archive_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("readme.txt", "hello")
    with pytest.raises(UploadRefused) as refused:
        sheet_file.read(file.getvalue())
    assert refused.value.code == "sheet_unreadable"


def test_a_cell_in_the_far_corner_does_not_unfold_the_whole_sheet() -> None:
    name, corner = (
        "xl/worksheets/sheet1.xml",
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>',
    )
    far = changed(workbook(ROW), name, lambda xml: xml.replace(b"</sheetData>", corner))
    with pytest.raises(UploadRefused) as refused:
        sheet_file.read(far)
    assert refused.value.code == "sheet_too_long"


def test_a_file_that_unfolds_to_a_hundred_megabytes_is_refused() -> None:
    huge = changed(workbook(ROW), "xl/theme/theme1.xml", lambda xml: xml + b" " * 100_000_000)
    assert len(huge) < 200_000
    with pytest.raises(UploadRefused) as refused:
        sheet_file.read(huge)
    assert refused.value.code == "sheet_too_long"


def test_an_archive_damaged_inside_is_unreadable_and_no_crash() -> None:
    """Its table of contents is sound, but what is packed behind it is not."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", "<row>" * 5000)
    damaged = bytearray(buffer.getvalue())
    start = damaged.index(b"sheet1.xml") + len(b"sheet1.xml")
    damaged[start : start + 12] = bytes(byte ^ 0xFF for byte in damaged[start : start + 12])
    with pytest.raises(sheet_file.SheetUnreadable):
        sheet_file._refuse_bombs(bytes(damaged))
