"""One sheet of visits, written row by row with XlsxWriter. Blocking: off the loop."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import xlsxwriter

from server.visits.states import VisitorType, VisitStatus

_STATUS = {
    VisitStatus.IN_REVIEW: "审批中",
    VisitStatus.RETURNED: "待修改",
    VisitStatus.APPROVED: "已通过",
    VisitStatus.REJECTED: "已拒绝",
    VisitStatus.WITHDRAWN: "已撤回",
    VisitStatus.REVOKED: "已撤销",
    VisitStatus.EXPIRED: "已过期",
    VisitStatus.FINISHED: "已结束",
}
_TYPE = {VisitorType.TEMPORARY: "临时访客", VisitorType.LONG_TERM: "长期访客"}
_DOCUMENT = {
    "resident_id": "居民身份证",
    "hk_macao_permit": "港澳居民来往内地通行证",
    "taiwan_permit": "台湾居民来往大陆通行证",
    "foreign_permanent_resident": "外国人永久居留身份证",
    "passport": "护照",
}


@dataclass(frozen=True)
class Column:
    """`source` is where the value stands, `words` what it is called where it is a code."""

    heading: str
    source: str
    width: int
    words: Mapping[Any, str] = field(default_factory=dict)


COLUMNS = (
    Column("预约编号", "number", 14),
    Column("状态", "status", 10, _STATUS),
    Column("访客类型", "visitor_type", 10, _TYPE),
    Column("姓名", "visitor_name", 16),
    Column("手机号", "phone_masked", 16),
    Column("证件类型", "document_kind", 22, _DOCUMENT),
    Column("证件号码", "document_masked", 22),
    Column("到访单位", "department__name", 22),
    Column("对接人", "contact__name", 12),
    Column("到访时间", "visit_from", 17),
    Column("离开时间", "visit_to", 17),
    Column("来访事由", "purpose", 30),
    Column("车牌", "plate", 12),
    Column("随行人数", "companion_count", 10),
    Column("提交时间", "created_at", 17),
)


class VisitSheet:
    """Rows go to a temporary file beside `path` at once; `close` makes the workbook of them."""

    def __init__(self, path: Path, zone: ZoneInfo) -> None:
        options = {"constant_memory": True, "tmpdir": str(path.parent)}
        self._book = xlsxwriter.Workbook(str(path), options)
        self._sheet = self._book.add_worksheet("预约访客")
        self._moment = self._book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        self._zone = zone
        self._row = 0
        heading = self._book.add_format({"bold": True, "bg_color": "#E8F0FE", "border": 1})
        for place, column in enumerate(COLUMNS):
            self._sheet.set_column(place, place, column.width)
            self._sheet.write_string(0, place, column.heading, heading)
        self._sheet.freeze_panes(1, 0)

    def add(self, visits: Sequence[Mapping[str, Any]]) -> None:
        """Write a row for each visit."""
        for visit in visits:
            self._row += 1
            for place, column in enumerate(COLUMNS):
                self._write(place, column, visit[column.source])

    def close(self) -> None:
        """Write the workbook."""
        self._sheet.autofilter(0, 0, self._row, len(COLUMNS) - 1)
        self._book.close()

    def _write(self, place: int, column: Column, value: Any) -> None:
        """Text as text, always: a name that begins with an equals sign is no formula."""
        if isinstance(value, datetime):
            local = value.astimezone(self._zone).replace(tzinfo=None)
            self._sheet.write_datetime(self._row, place, local, self._moment)
        elif isinstance(value, int):
            self._sheet.write_number(self._row, place, value)
        elif value is not None:
            self._sheet.write_string(self._row, place, column.words.get(value, value))
