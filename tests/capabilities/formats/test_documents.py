"""Identity documents by kind, and how their numbers are masked."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.kit.formats import documents
from server.kit.formats.documents import DocumentKind
from server.kit.formats.errors import FormatError

TODAY = date(2026, 9, 1)


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [
        ("resident_id", "31011519000115008x", "31011519000115008X"),
        ("hk_macao_permit", "H12345678", "H12345678"),
        ("hk_macao_permit", "m8765 4321", "M87654321"),
        ("hk_macao_permit", "H1234567800", "H12345678"),
        ("hk_macao_permit", "HA1234567", "HA1234567"),
        ("hk_macao_permit", "MA1234567", "MA1234567"),
        ("taiwan_permit", "01234567", "01234567"),
        ("foreign_permanent_resident", "USA123456789012", "USA123456789012"),
        ("foreign_permanent_resident", "911156199001010010", "911156199001010010"),
        ("passport", "E12345678", "E12345678"),
        ("passport", "ea1234567", "EA1234567"),
        ("passport", "L898902C3", "L898902C3"),
    ],
)
def test_valid(kind: str, typed: str, stored: str) -> None:
    checked = documents.check(kind, typed, TODAY, issuing_state="CHN")
    assert (checked.number, checked.warnings) == (stored, ())


@pytest.mark.parametrize(
    ("kind", "number", "code"),
    [
        ("resident_id", "11010119000307001X", "resident_id_check_digit"),
        ("hk_macao_permit", "C12345678", "hk_macao_permit_malformed"),
        ("hk_macao_permit", "H123456789", "hk_macao_permit_malformed"),
        ("hk_macao_permit", "HB1234567", "hk_macao_permit_malformed"),
        ("taiwan_permit", "1234567", "taiwan_permit_malformed"),
        ("foreign_permanent_resident", "US1234567890123", "foreign_permanent_resident_malformed"),
        ("foreign_permanent_resident", "110101190003070010", "foreign_permanent_resident_malformed"),
        ("foreign_permanent_resident", "911156199001010011", "resident_id_check_digit"),
        ("foreign_permanent_resident", "911156199001010", "foreign_permanent_resident_malformed"),
        ("passport", "ABCDEFGH", "passport_malformed"),
        ("passport", "1234567890", "passport_malformed"),
        ("passport", "E123", "passport_malformed"),
        ("student_card", "12345678", "document_kind_unknown"),
    ],
)
def test_invalid(kind: str, number: str, code: str) -> None:
    with pytest.raises(FormatError) as refusal:
        documents.check(kind, number, TODAY, issuing_state="CHN")
    assert refusal.value.code == code


@pytest.mark.parametrize("number", ["0123456789", "T1234567890A"])
def test_an_old_booklet_is_accepted_with_a_warning(number: str) -> None:
    checked = documents.check("taiwan_permit", number, TODAY)
    assert checked.number == number
    assert [warning.code for warning in checked.warnings] == ["taiwan_permit_old_booklet"]


def test_a_passport_says_which_state_issued_it() -> None:
    assert documents.check("passport", "E12345678", TODAY, issuing_state=" gbr").issuing_state == "GBR"
    for wrong in ("英国", "G"):
        with pytest.raises(FormatError) as refusal:
            documents.check("passport", "E12345678", TODAY, wrong)
        assert refusal.value.code == "passport_issuing_state"


@pytest.mark.parametrize("missing", [None, ""])
def test_a_passport_without_its_state_is_accepted_with_a_warning(missing: str | None) -> None:
    checked = documents.check("passport", "E12345678", TODAY, missing)
    assert checked.issuing_state is None
    assert [warning.code for warning in checked.warnings] == ["passport_issuing_state"]


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("110101190003070010", "1101**********0010"),
        ("USA123456789012", "USA*********012"),
        ("E12345678", "E1*****78"),
        ("01234567", "01****67"),
        ("A1234", "A***4"),
        ("A12", "***"),
        ("", ""),
    ],
)
def test_mask(number: str, shown: str) -> None:
    assert documents.mask(number) == shown


@given(st.text())
def test_a_mask_keeps_the_length_and_hides_half(number: str) -> None:
    shown = documents.mask(number)
    assert len(shown) == len(number)
    assert sum(char != "*" for char in shown) <= len(number) / 2


typed = st.text() | st.from_regex(r"[A-Za-z0-9 \-]{5,18}", fullmatch=True)


@given(st.sampled_from([*DocumentKind, "other"]), typed, st.none() | st.text(max_size=4))
def test_any_text_is_refused_or_stable(kind: str, number: str, state: str | None) -> None:
    try:
        checked = documents.check(kind, number, TODAY, state)
    except FormatError:
        return
    assert documents.check(kind, checked.number, TODAY, checked.issuing_state) == checked


@given(st.sampled_from(list(DocumentKind)), st.text(min_size=4))
def test_a_refusal_never_repeats_what_was_typed(kind: str, number: str) -> None:
    try:
        documents.check(kind, "§" + number, TODAY)
    except FormatError as refusal:
        assert "§" not in refusal.message + refusal.code
    else:
        raise AssertionError("no document number has a section sign")
