"""Phone numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.kit.formats import phone
from server.kit.formats.errors import FormatError

ACCEPTED = [
    ("13800138000", "+8613800138000"),
    ("＋86 138-0013-8000", "+8613800138000"),
    ("0085251234567", "+85251234567"),
    ("+886 0912-345-678", "+886912345678"),
    ("+14155550123", "+14155550123"),
    ("+853 6612 3456", "+85366123456"),
    ("\u202d+86 13800138000\u202c", "+8613800138000"),
]


@pytest.mark.parametrize(("typed", "stored"), ACCEPTED)
def test_accepted(typed: str, stored: str) -> None:
    assert phone.normalise(typed) == stored


@pytest.mark.parametrize(
    "typed",
    [
        *("12345678901", "1380013800", "+85221234567", "02112345678", "+0123"),
        *("", "+", "13800138000a", "٠١٢٣٤٥٦٧٨٩٠", "+8612800138000", "+85376123456", "+886812345678"),
    ],
)
def test_refused(typed: str) -> None:
    with pytest.raises(FormatError) as refusal:
        phone.normalise(typed)
    assert refusal.value.code == "phone_invalid"


def test_the_refusal_knows_the_region() -> None:
    with pytest.raises(FormatError) as refusal:
        phone.normalise("+85221234567")
    assert "香港" in refusal.value.message


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("+8613800138000", "138****8000"),
        ("+85251234567", "+852****4567"),
        ("+886912345678", "+8869****5678"),
        ("+14155550123", "+141****0123"),
        ("+1234567", "+****67"),
    ],
)
def test_mask(number: str, shown: str) -> None:
    assert phone.mask(number) == shown


def test_tail() -> None:
    assert phone.tail("+8613800138000") == "8000"


@given(st.from_regex(r"(\+|00)?[0-9 \-]{5,16}", fullmatch=True) | st.text())
def test_any_text_is_refused_or_stable(text: str) -> None:
    try:
        number = phone.normalise(text)
    except FormatError:
        return
    assert phone.normalise(number) == number


@given(st.from_regex(r"\+[1-9][0-9]{6,14}", fullmatch=True))
def test_a_mask_hides_at_least_four_digits(number: str) -> None:
    shown = sum(char.isdigit() for char in phone.mask(number))
    assert len(number) - 1 - shown >= 4
