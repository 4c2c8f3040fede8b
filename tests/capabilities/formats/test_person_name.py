"""Names of persons."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.kit.formats import person_name
from server.kit.formats.errors import FormatError


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("张三", "张三"),
        ("买买提·艾力", "买买提·艾力"),
        ("买买提•艾力", "买买提·艾力"),
        ("买买提・艾力", "买买提·艾力"),
        ("𠮷田", "𠮷田"),
        ("\U00031350\U000323af", "\U00031350\U000323af"),  # Han extension H, newer than Python 3.11's tables
        ("O'Neill-Smith", "O'Neill-Smith"),
        ("  张　三\n", "张 三"),
        ("Ｊｏｈｎ  3rd", "John 3rd"),
        ("\ufeff张三\u200b", "张三"),
        ("𠮷" * 100, "𠮷" * 100),
    ],
)
def test_accepted(typed: str, stored: str) -> None:
    assert person_name.normalise(typed) == stored


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "person_name_empty"),
        (" \u200b ", "person_name_empty"),
        ("123", "person_name_no_letter"),
        ("１２ ３", "person_name_no_letter"),
        ("··-", "person_name_no_letter"),
        ("张\u0007三", "person_name_control_character"),
        ("张\n三", "person_name_control_character"),
        ("张\ud800", "person_name_control_character"),
        ("𠮷" * 101, "person_name_too_long"),
    ],
)
def test_refused(typed: str, code: str) -> None:
    with pytest.raises(FormatError) as refusal:
        person_name.normalise(typed)
    assert refusal.value.code == code


@pytest.mark.parametrize(("name", "shown"), [("张三", "张*"), ("𠮷田花子", "𠮷*"), ("买买提·艾力", "买*")])
def test_mask(name: str, shown: str) -> None:
    assert person_name.mask(name) == shown


@given(st.text(max_size=120))
def test_any_text_is_refused_or_stable(text: str) -> None:
    try:
        name = person_name.normalise(text)
    except FormatError:
        return
    assert person_name.normalise(name) == name
    assert 1 <= len(name) <= 100
    assert not any(unicodedata.category(char) in ("Cc", "Cs") for char in name)
