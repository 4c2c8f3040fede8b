"""Many invitations at once, as people type them into a table: each cell understood, or told what is wrong with it."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from server.invitations.rules import window_problem
from server.kit.errors import FieldProblem
from server.kit.formats import person_name, phone
from server.kit.formats.errors import FormatError
from server.kit.problems import Problems

# Column -> its heading in the template and in whatever people upload.
HEADINGS = {
    "phone": "手机号",
    "visitor_name": "姓名",
    "visitor_type": "访客类型",
    "purpose": "来访事由",
    "valid_from": "有效期开始",
    "valid_to": "有效期结束",
    "note": "备注",
}
REQUIRED = ("phone", "visitor_name", "purpose", "valid_from", "valid_to")
TYPES = {"临时访客": "temporary", "长期访客": "long_term"}

_TYPE_WORDS = {
    **TYPES,
    **{kind: kind for kind in TYPES.values()},
    "临时": "temporary",
    "长期": "long_term",
    "": "temporary",
}
_DATE = re.compile(
    r"(20\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]+(\d{1,2})[:时](\d{1,2})(?::\d{1,2}(?:\.0+)?)?分?)?"
)

Typed = dict[str, str]


@dataclass(frozen=True)
class Draft:
    """A row that can become an invitation; `number` is the phone in E.164."""

    number: str
    visitor_name: str
    visitor_type: str
    purpose: str
    note: str
    valid_from: datetime
    valid_to: datetime


@dataclass(frozen=True)
class Row:
    """A row as it was understood: a draft, or what stands in its way."""

    draft: Draft | None
    problems: list[FieldProblem]


@dataclass(frozen=True)
class Terms:
    """What the school allows, and the clock."""

    now: datetime
    zone: ZoneInfo
    max_days: int


def read_rows(rows: Sequence[Typed], terms: Terms) -> list[Row]:
    """Each row understood, in order; the same invitation twice is a problem of the second."""
    seen: dict[Draft, int] = {}
    found = []
    for number, typed in enumerate(rows):
        row = _read(typed, terms)
        if row.draft and (first := seen.setdefault(row.draft, number)) != number:
            row = Row(None, [FieldProblem("phone", "duplicate_row", f"与第{first + 1}行重复，请删去一行。")])
        found.append(row)
    return found


def plain(typed: Typed, zone: ZoneInfo) -> Typed:
    """The row with type and times in the API's own words, as far as they can be understood."""
    kind = _TYPE_WORDS.get(typed["visitor_type"].strip(), typed["visitor_type"])
    moments = {field: moment_of(typed[field], zone, field) for field in ("valid_from", "valid_to")}
    said = {field: moment.isoformat() for field, moment in moments.items() if moment}
    return {**typed, "visitor_type": kind, **said}


def moment_of(text: str, zone: ZoneInfo, field: str) -> datetime | None:
    """The moment `text` names: RFC 3339, or a date and perhaps a time in `zone`; a date alone is the whole day."""
    folded = unicodedata.normalize("NFKC", text).strip()
    try:
        if match := _DATE.fullmatch(folded):
            year, month, day, hour, minute = match.groups()
            end = time(23, 59) if field == "valid_to" else time(0)
            at = time(int(hour), int(minute)) if hour else end
            return datetime(int(year), int(month), int(day), at.hour, at.minute, tzinfo=zone)
        moment = datetime.fromisoformat(folded)
    except ValueError:
        return None
    return moment if moment.tzinfo and 2000 <= moment.year <= 2100 else None


def _read(typed: Typed, terms: Terms) -> Row:
    problems = Problems()

    def read(field: str, check: Callable[[str], Any]) -> Any:
        text = typed[field].strip()
        if field in REQUIRED and not text:
            return problems.add(field, "required", "请填写这一项。")
        return problems.check(field, lambda: check(text))

    said = {
        "number": read("phone", phone.normalise),
        "visitor_name": read("visitor_name", person_name.normalise),
        "visitor_type": read("visitor_type", _kind),
        "purpose": read("purpose", _text_up_to(200)),
        "note": read("note", _text_up_to(500)),
        "valid_from": read("valid_from", _moment("valid_from", terms.zone)),
        "valid_to": read("valid_to", _moment("valid_to", terms.zone)),
    }
    start, end = said["valid_from"], said["valid_to"]
    if start and end and (problem := window_problem(start, end, terms.now, terms.max_days)):
        problems.found.append(problem)
    return Row(None, problems.found) if problems.found else Row(Draft(**said), [])


def _moment(field: str, zone: ZoneInfo) -> Callable[[str], datetime]:
    def check(text: str) -> datetime:
        moment = moment_of(text, zone, field)
        if moment is None:
            raise FormatError("bad_time", "请写成2026-11-25或2026-11-25 09:00的样子。")
        return moment

    return check


def _kind(text: str) -> str:
    kind = _TYPE_WORDS.get(text)
    if kind is None:
        raise FormatError("not_a_choice", "请填写“临时访客”或“长期访客”。")
    return kind


def _text_up_to(longest: int) -> Callable[[str], str]:
    def check(text: str) -> str:
        if any(ord(char) < 32 and char not in "\n\r\t" for char in text):
            raise FormatError("control_character", "内容含有不可见的控制字符，请删除后重新填写。")
        if len(text) > longest:
            raise FormatError("too_long", f"最多{longest}个字，请精简。")
        return text

    return check
