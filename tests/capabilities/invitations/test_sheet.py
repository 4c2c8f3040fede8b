"""A row of the table: what is understood, and what is said about the rest."""

from datetime import datetime
from typing import Any

import pytest

from server.invitations.sheet import Draft, Row, Terms, Typed, moment_of, plain, read_rows
from tests.support.time import SHANGHAI

TERMS = Terms(now=datetime(2026, 11, 23, 9, tzinfo=SHANGHAI), zone=SHANGHAI, max_days=180)
GOOD = {
    "phone": "138-0013-8000",
    "visitor_name": "刘洋",
    "visitor_type": "",
    "purpose": "学术交流",
    "valid_from": "2026-11-25",
    "valid_to": "2026/11/26",
    "note": "",
}


def read(**over: str) -> Row:
    """The good row with some cells changed, as it is understood."""
    return read_rows([{**GOOD, **over}], TERMS)[0]


def test_a_good_row_is_understood_with_whole_days_and_the_usual_type() -> None:
    assert read() == Row(
        Draft(
            number="+8613800138000",
            visitor_name="刘洋",
            visitor_type="temporary",
            purpose="学术交流",
            note="",
            valid_from=datetime(2026, 11, 25, 0, 0, tzinfo=SHANGHAI),
            valid_to=datetime(2026, 11, 26, 23, 59, tzinfo=SHANGHAI),
        ),
        [],
    )


@pytest.mark.parametrize(
    ("field", "typed", "code"),
    [
        ("phone", "", "required"),
        ("phone", "1380013800", "phone_invalid"),
        ("visitor_name", "   ", "required"),
        ("visitor_name", "123", "person_name_no_letter"),
        ("visitor_type", "贵宾", "not_a_choice"),
        ("purpose", "", "required"),
        ("purpose", "长" * 201, "too_long"),
        ("purpose", "讲\x07座", "control_character"),
        ("note", "长" * 501, "too_long"),
        ("valid_from", "明天", "bad_time"),
        ("valid_from", "2026-02-30", "bad_time"),
        ("valid_to", "", "required"),
        ("valid_to", "2026-11-25 25:00", "bad_time"),
        ("valid_to", "2026-11-24", "window_reversed"),
        ("valid_to", "2027-11-26", "window_too_long"),
    ],
)
def test_a_bad_cell_is_told_by_its_field(field: str, typed: str, code: str) -> None:
    row = read(**{field: typed})
    assert row.draft is None
    assert [(problem.field, problem.code) for problem in row.problems] == [(field, code)]


def test_every_problem_of_a_row_is_told_at_once_and_repeats_nothing() -> None:
    row = read(phone="99", visitor_name="", valid_from="昨天")
    assert [problem.field for problem in row.problems] == ["phone", "visitor_name", "valid_from"]
    assert "99" not in str([problem.message for problem in row.problems])


def test_a_window_that_is_over_is_of_no_use() -> None:
    row = read(valid_from="2026-11-20", valid_to="2026-11-22")
    assert [problem.code for problem in row.problems] == ["window_past"]


def test_the_same_row_twice_is_a_problem_of_the_second() -> None:
    same: Typed = {**GOOD, "phone": "+86 13800138000"}
    first, other, second = read_rows([GOOD, {**GOOD, "purpose": "讲座"}, same], TERMS)
    assert first.draft and other.draft
    assert [(p.field, p.code, p.message) for p in second.problems] == [
        ("phone", "duplicate_row", "与第1行重复，请删去一行。")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-25 9:05", datetime(2026, 11, 25, 9, 5, tzinfo=SHANGHAI)),
        ("2026/1/5 09:00:00", datetime(2026, 1, 5, 9, 0, tzinfo=SHANGHAI)),
        ("2026年11月25日 14:00", datetime(2026, 11, 25, 14, 0, tzinfo=SHANGHAI)),
        ("２０２６－１１－２５　０９：００", datetime(2026, 11, 25, 9, 0, tzinfo=SHANGHAI)),
        ("2026-11-25T01:00:00Z", datetime(2026, 11, 25, 9, 0, tzinfo=SHANGHAI)),
        ("2026-11-25T09:00", datetime(2026, 11, 25, 9, 0, tzinfo=SHANGHAI)),
        ("11月25日", None),
        ("1999-01-01T00:00:00Z", None),
        ("", None),
    ],
)
def test_times_as_people_write_them(text: str, expected: datetime | None) -> None:
    assert moment_of(text, SHANGHAI, "valid_from") == expected


@pytest.mark.parametrize(
    ("over", "changed"),
    [
        ({"visitor_type": "长期访客"}, {"visitor_type": "long_term"}),
        ({"visitor_type": "贵宾"}, {"visitor_type": "贵宾"}),
        ({"valid_to": "看情况"}, {"valid_to": "看情况"}),
    ],
)
def test_what_cannot_be_understood_stays_as_it_was_typed(
    over: dict[str, Any], changed: dict[str, Any]
) -> None:
    usual = {"visitor_type": "temporary"}
    usual |= {"valid_from": "2026-11-25T00:00:00+08:00", "valid_to": "2026-11-26T23:59:00+08:00"}
    assert plain({**GOOD, **over}, SHANGHAI) == {**GOOD, **usual, **changed}
