"""Vehicle plates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.kit.formats import plate
from server.kit.formats.errors import FormatError


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("京A12345", "ordinary"),
        ("沪A·8M6K2", "ordinary"),
        ("京AD12345", "new-energy-small"),
        ("京ADA2345", "new-energy-small"),
        ("京A12345D", "new-energy-large"),
        ("粤Z1234港", "hk-macao"),
        ("粤ZAB12澳", "hk-macao"),
        ("京A1234警", "police"),
        ("京A1234学", "trainer"),
        ("冀B12A4挂", "trailer"),
        ("123456使", "embassy"),
        ("使123456", "embassy"),
        ("沪12345领", "consulate"),
        ("沪A1234领", "consulate"),
        ("京X1234应急", "emergency"),
        ("WJ京1234A", "armed-police"),
        ("WJ12345", "armed-police"),
        ("VA12345", "military"),
    ],
)
def test_the_kind_is_recognised(typed: str, kind: str) -> None:
    found = plate.check(typed)
    assert (found.kind, found.warnings) == (kind, ())


def test_the_plate_is_kept_as_it_is_printed_without_its_dot() -> None:
    assert plate.check(" 沪a·8m6k2 ").text == "沪A8M6K2"


@pytest.mark.parametrize("typed", ["沪AF1234Z", "京A12345L", "粤B1234港", "京AI2345", "京A1234", "港A12345"])
def test_a_slip_in_a_mainland_plate_is_refused(typed: str) -> None:
    with pytest.raises(FormatError) as refusal:
        plate.check(typed)
    assert refusal.value.code == "plate_malformed"


def test_many_letters_are_worth_a_second_look() -> None:
    found = plate.check("粤BABC12")
    assert found.kind == "ordinary"
    assert [warning.code for warning in found.warnings] == ["plate_many_letters"]


@pytest.mark.parametrize("typed", ["XY 1234", "民航A1234", "使1234", "12-34567", "AB12CDE34567"])
def test_anything_else_is_left_to_the_guard(typed: str) -> None:
    found = plate.check(typed)
    assert found.kind == "other"
    assert [warning.code for warning in found.warnings] == ["plate_other"]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "plate_length"),
        (" · ", "plate_length"),
        ("AB12CDE345678", "plate_length"),
        ("!!!", "plate_unreadable"),
        ("AB\x0712", "plate_unreadable"),
    ],
)
def test_what_nobody_could_check_is_refused(typed: str, code: str) -> None:
    with pytest.raises(FormatError) as refusal:
        plate.check(typed)
    assert refusal.value.code == code


@pytest.mark.parametrize("misread", ["京AO1Q34", "京A0I034", "京aoiq34"])
def test_a_misread_plate_has_the_same_key(misread: str) -> None:
    assert plate.match_key(misread) == plate.check("京A01034").key


plates = st.from_regex(r"[京粤使WJX][A-Za-z0-9· ]{4,7}[A-K港警使领]?", fullmatch=True)


@given(st.text(max_size=14) | plates)
def test_any_text_is_refused_or_stable(text: str) -> None:
    try:
        found = plate.check(text)
    except FormatError:
        return
    assert found.key == plate.match_key(found.text)
    if found.kind != "other":  # free text is kept as it came
        assert plate.check(found.text) == found
