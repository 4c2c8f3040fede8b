"""The cursor behind a page's last row: ours come back as they went, anything else is refused."""

import base64
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.kit.errors import InvalidInput
from server.kit.ids import new_id
from server.kit.paging import cursor, read_cursor

AT = datetime(2026, 11, 23, 1, 0, 0, 123456, tzinfo=UTC)


def test_a_cursor_comes_back_to_the_microsecond() -> None:
    row_id = new_id()
    assert read_cursor(cursor(AT, row_id)) == (AT, row_id)
    assert cursor(AT, row_id).replace("-", "").replace("_", "").isalnum()


def encoded(value: Any) -> str:
    """Any JSON in a cursor's clothes."""
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "游标",
        "2026-11-23",
        encoded([]),
        encoded({}),
        encoded(5),
        encoded(None),
        encoded([AT.isoformat()]),
        encoded([AT.isoformat(), 5]),
        encoded([AT.isoformat(), ""]),
        encoded([AT.isoformat(), "' OR 1=1"]),
        encoded([AT.isoformat(), "abc", "more"]),
        encoded([AT.timestamp(), "abc"]),
        encoded([None, "abc"]),
        encoded(["yesterday", "abc"]),
        encoded(["2026-11-23T09:00:00", "abc"]),  # no offset
        encoded(["0001-01-01T00:00:00+08:00", "abc"]),  # before the first year in UTC
        base64.urlsafe_b64encode(b"[" * 100_000).decode(),
    ],
)
def test_anything_else_is_refused_by_its_field(text: str) -> None:
    with pytest.raises(InvalidInput) as raised:
        read_cursor(text)
    assert [(problem.field, problem.code) for problem in raised.value.problems] == [("after", "bad_cursor")]


@given(st.text(max_size=60) | st.binary(max_size=60).map(lambda raw: base64.urlsafe_b64encode(raw).decode()))
def test_no_text_does_worse_than_being_refused(text: str) -> None:
    try:
        read_cursor(text)
    except InvalidInput as refused:
        assert refused.status == 422
