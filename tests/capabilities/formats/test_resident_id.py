"""Resident identity numbers."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.kit.formats import resident_id
from server.kit.formats.errors import FormatError

TODAY = date(2026, 9, 1)
VALID = [
    "110101190003070010",
    "440106190002281228",
    "31011519000115008X",
    "650100190412319998",
    "810000190001010018",
]


@pytest.mark.parametrize("number", VALID)
def test_valid(number: str) -> None:
    assert resident_id.normalise(number, TODAY) == number


@pytest.mark.parametrize(
    "typed", [" 310115 19000115 008x ", "310115-19000115-008X", "３１０１１５１９０００１１５００８Ｘ"]
)
def test_written_differently(typed: str) -> None:
    assert resident_id.normalise(typed, TODAY) == "31011519000115008X"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("11010119000307001X", "resident_id_check_digit"),
        ("110101190002300013", "resident_id_birth_date"),
        ("440106190002290001", "resident_id_birth_date"),  # 1900 was no leap year
        ("170101190003070011", "resident_id_region"),
        ("110101299901010019", "resident_id_birth_date"),
        ("110101900307001", "resident_id_first_generation"),
        ("I10101190003070010", "resident_id_malformed"),
        ("", "resident_id_malformed"),
        ("١10101190003070010", "resident_id_malformed"),
    ],
)
def test_invalid(number: str, code: str) -> None:
    with pytest.raises(FormatError) as refusal:
        resident_id.normalise(number, TODAY)
    assert refusal.value.code == code


def test_a_birthday_is_possible_from_today_on() -> None:
    number = completed("11010120260901001")
    assert resident_id.normalise(number, TODAY) == number
    with pytest.raises(FormatError):
        resident_id.normalise(number, date(2026, 8, 31))


@pytest.mark.parametrize("area", ["810000", "820000", "830000", "911156"])
def test_residence_permits_and_foreigners_cards(area: str) -> None:
    number = completed(area + "19900101001")
    assert resident_id.normalise(number, TODAY) == number


def test_only_one_area_begins_with_83() -> None:
    with pytest.raises(FormatError):
        resident_id.normalise(completed("83010019900101001"), TODAY)


def completed(first_seventeen: str) -> str:
    """With the character that makes the number 1 modulo 11 when read in powers of two (ISO 7064)."""
    rest = sum(int(digit) << (17 - place) for place, digit in enumerate(first_seventeen))
    return first_seventeen + "0123456789X"[(1 - rest) % 11]


numbers = st.builds(
    lambda area, born, serial: completed(f"{area}{born:%Y%m%d}{serial:03}"),
    st.sampled_from(["110101", "440106", "310115", "650100", "810000", "830000", "900156"]),
    st.dates(date(1900, 1, 1), TODAY),
    st.integers(0, 999),
)


@given(numbers)
def test_every_number_made_by_the_rule_is_accepted(number: str) -> None:
    assert resident_id.normalise(number, TODAY) == number


@given(numbers, st.integers(0, 17), st.sampled_from("0123456789X"))
def test_any_single_wrong_character_is_noticed(number: str, place: int, wrong: str) -> None:
    changed = number[:place] + wrong + number[place + 1 :]
    if changed == number:
        assert resident_id.normalise(changed, TODAY) == number
        return
    with pytest.raises(FormatError):
        resident_id.normalise(changed, TODAY)
