"""The table of invitations as an Excel file: a template, and reading what was uploaded. Blocking: off the loop."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import xlsxwriter
from python_calamine import CalamineError, CalamineWorkbook

from server.files.errors import FileEmpty, UploadRefused
from server.invitations.sheet import HEADINGS, REQUIRED, TYPES, Typed

MAX_ROWS = 2000
# What a small file may unfold to: a reader lays out every cell between the first and the last.
_MAX_BYTES, _MAX_CELLS = 64 * 1024 * 1024, 1_000_000
_LONGEST_CELL = 2000
_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"')

_GUIDE = (
    "第一行是列名，请不要改动；从第二行起一行一位访客，最多2000行。",
    "带*的列必填。访客类型不填时按临时访客处理。",
    "时间写成2026-11-25或2026-11-25 09:00；只写日期时，从当天0点起，到当天23:59止。",
    "手机号可以带空格或短横线；其他国家或地区的号码以“+”和区号开头。",
    "填好后在“批量邀请”页面上传，有问题的格子可以在页面上直接改。",
)


class SheetUnreadable(UploadRefused):
    code = "sheet_unreadable"
    detail = "这不是能读取的Excel文件，请使用模板，另存为.xlsx后上传。"


class SheetTooLong(UploadRefused):
    code = "sheet_too_long"
    detail = f"一次最多{MAX_ROWS}行，请分成几个文件上传。"


class SheetWithoutColumns(UploadRefused):
    code = "sheet_without_columns"

    def __init__(self, missing: list[str]) -> None:
        self.detail = f"第一行缺少这些列：{'、'.join(missing)}。请使用模板。"
        super().__init__()


def template() -> bytes:
    """An empty table with headings, and a second sheet that says how to fill it in."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        text = book.add_format({"num_format": "@"})
        bold = book.add_format({"bold": True, "bg_color": "#E8F0FE", "border": 1})
        table = book.add_worksheet("邀请名单")
        table.freeze_panes(1, 0)
        for column, (field, heading) in enumerate(HEADINGS.items()):
            table.set_column(column, column, 20, text)
            table.write_string(0, column, heading + ("*" if field in REQUIRED else ""), bold)
        kinds = {"validate": "list", "source": list(TYPES)}
        column = list(HEADINGS).index("visitor_type")
        table.data_validation(1, column, MAX_ROWS, column, kinds)
        guide = book.add_worksheet("填写说明")
        guide.set_column(0, 0, 90)
        for line, sentence in enumerate(_GUIDE):
            guide.write_string(line, 0, sentence)
    return file.getvalue()


def read(content: bytes) -> list[Typed]:
    """The rows of the first sheet as text, blank ones left out. Raises UploadRefused."""
    if not content:
        raise FileEmpty
    _refuse_bombs(content)
    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    except (CalamineError, IndexError) as error:
        raise SheetUnreadable from error
    rows = iter([[_text(cell) for cell in row] for row in sheet.to_python()])
    places = _places(next(rows, []))
    found = [{field: row[place] if place >= 0 else "" for field, place in places.items()} for row in rows]
    filled = [row for row in found if any(row.values())]
    if not filled:
        raise FileEmpty
    if len(filled) > MAX_ROWS:
        raise SheetTooLong
    return filled


def _places(headings: list[str]) -> dict[str, int]:
    """Field -> where its column stands, -1 for an optional one that is not there."""
    stand = {heading.rstrip("*＊ ").strip(): place for place, heading in enumerate(headings)}
    missing = [HEADINGS[field] for field in REQUIRED if HEADINGS[field] not in stand]
    if missing:
        raise SheetWithoutColumns(missing)
    return {field: stand.get(heading, -1) for field, heading in HEADINGS.items()}


def _text(cell: Any) -> str:
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()[:_LONGEST_CELL]


def _refuse_bombs(content: bytes) -> None:
    """Read the archive as a stream first. Raises SheetUnreadable or SheetTooLong."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if sum(entry.file_size for entry in entries) > _MAX_BYTES:
                raise SheetTooLong
            for entry in entries:
                _refuse_wide(archive, entry)
    # What zipfile raises for damage, unknown compression and encryption; zlib's own error it lets through.
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise SheetUnreadable from error


def _refuse_wide(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    width = height = 0
    for piece in _pieces(archive, entry):
        for letters, row in _CELL.findall(piece):
            width, height = max(width, _column(letters)), max(height, int(row))
    if width * height > _MAX_CELLS:
        raise SheetTooLong


def _pieces(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The entry piece by piece, each beginning with the tag the one before was cut in; a false size is found out."""
    with archive.open(entry) as file:
        rest = b""
        while piece := file.read(1 << 20):
            whole, cut, rest = (rest + piece).rpartition(b"<")
            yield whole
            rest = cut + rest
        yield rest


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
