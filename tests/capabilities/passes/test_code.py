"""The rotating code: the RFC's own vectors, days and clocks that differ, what a scanner may read."""

from datetime import UTC, date, datetime, timedelta

import pytest

from server.kit import sealing
from server.passes import code
from server.passes.models import EntryPass
from server.passes.queries import secret_of_day, secrets_around
from tests.support.time import SHANGHAI

# RFC 6238 appendix B, the rows for SHA-256: seconds since the epoch, and the code of that moment.
SEED = b"12345678901234567890123456789012"
VECTORS = {
    59: "46119246",
    1111111109: "68084774",
    1111111111: "67062674",
    1234567890: "91819424",
    2000000000: "90698825",
    20000000000: "77737706",
}
SECRET = b"a day's secret, 20 b"
DAY = date(2026, 11, 23)


@pytest.mark.parametrize(("seconds", "expected"), VECTORS.items())
def test_the_vectors_of_rfc_6238(seconds: int, expected: str) -> None:
    assert code.hotp(SEED, code.step_of(datetime.fromtimestamp(seconds, UTC), 30)) == expected


def test_a_step_lasts_from_its_first_second_to_the_one_before_the_next() -> None:
    steps = [code.step_of(datetime.fromtimestamp(second, UTC), 30) for second in (29, 30, 59, 60)]
    assert steps == [0, 1, 1, 2]


def test_a_step_does_not_depend_on_the_zone_it_is_told_in() -> None:
    noon = datetime(2026, 11, 23, 12, 0, tzinfo=SHANGHAI)
    assert code.step_of(noon, 30) == code.step_of(noon.astimezone(UTC), 30)


def test_every_code_has_eight_digits() -> None:
    codes = [code.hotp(SECRET, counter) for counter in range(500)]
    assert all(len(each) == 8 and each.isdigit() for each in codes)
    assert len(set(codes)) > 490
    assert any(each.startswith("0") for each in codes)


def test_every_pass_and_every_day_has_a_secret_of_its_own() -> None:
    secrets = {
        code.day_secret(key, number, day)
        for key in (b"k" * 32, b"l" * 32)
        for number in ("AAAAAAAAAA", "BBBBBBBBBB")
        for day in (DAY, date(2026, 11, 24))
    }
    assert len(secrets) == 8
    assert {len(secret) for secret in secrets} == {20}


def test_a_secret_reads_like_an_authenticator_apps() -> None:
    assert code.as_text(b"12345678901234567890") == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


@pytest.mark.parametrize("drift", [-1, 0, 1])
def test_a_clock_may_be_one_step_off(drift: int) -> None:
    assert code.matching_step([SECRET], code.hotp(SECRET, 1000 + drift), 1000, 1) == 1000 + drift


@pytest.mark.parametrize("drift", [-2, 2])
def test_a_clock_may_not_be_two_steps_off(drift: int) -> None:
    assert code.matching_step([SECRET], code.hotp(SECRET, 1000 + drift), 1000, 1) is None


def test_about_midnight_the_code_of_either_day_fits() -> None:
    yesterday, today = (code.day_secret(b"k" * 32, "AAAAAAAAAA", date(2026, 11, day)) for day in (23, 24))
    for secret in (yesterday, today):
        assert code.matching_step([yesterday, today], code.hotp(secret, 1000), 1000, 1) == 1000
    assert code.matching_step([today], code.hotp(yesterday, 1000), 1000, 1) is None


def test_an_old_picture_is_told_from_an_invention() -> None:
    assert code.was_once_valid([SECRET], code.hotp(SECRET, 1000 - 19), 1000, 20)
    assert not code.was_once_valid([SECRET], code.hotp(SECRET, 1000 - 20), 1000, 20)
    assert not code.was_once_valid([SECRET], code.hotp(SECRET, 1001), 1000, 20)
    assert not code.was_once_valid([SECRET], "00000000", 1000, 20)


def test_the_qr_text_is_short_and_of_qrs_alphanumeric_set() -> None:
    text = code.qr_text("23456789AB", "01234567")
    assert text == "V123456789AB01234567"
    assert len(text) <= 25
    assert set(text) <= set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")


@pytest.mark.parametrize(
    "text", ["V123456789AB01234567", " v123456789ab01234567\n", "V1 2345 6789AB 0123-4567"]
)
def test_a_scanned_code_is_read_however_the_scanner_sends_it(text: str) -> None:
    assert code.read(text) == code.Read("23456789AB", "01234567", None)


@pytest.mark.parametrize("text", ["ABCD2345", "abcd 2345", "ABCD-2345"])
def test_a_short_code_is_read_however_it_is_typed(text: str) -> None:
    assert code.read(text) == code.Read(None, None, "ABCD2345")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "V1",
        "V123456789AB0123456",
        "V123456789AB012345678",
        "V223456789AB01234567",
        "V123456789AB0123456X",
        "ABCD234",
        "ABCD23456",
        "https://example.edu.cn/p/ABCD2345",
        "健康码",
        "V123456789AB０１２３４５６７",
        "𠮷" * 8,
    ],
)
def test_anything_else_is_no_code_of_ours(text: str) -> None:
    assert code.read(text) is None


@pytest.mark.parametrize(
    ("clock", "days"),
    [
        ("09:00:00", [23]),
        ("23:59:29", [23]),
        ("23:59:31", [23, 24]),
        ("00:00:29", [23, 22]),
        ("00:00:30", [23]),
    ],
)
def test_two_days_count_only_about_midnight(clock: str, days: list[int]) -> None:
    sealing.configure(sealing.fresh_ring())
    entry_pass = EntryPass(number="ABCDEFGHJK")
    moment = datetime.fromisoformat(f"2026-11-23T{clock}").replace(tzinfo=SHANGHAI)
    found = secrets_around(entry_pass, moment, SHANGHAI, timedelta(seconds=30))
    assert found == [secret_of_day(entry_pass, date(2026, 11, day)) for day in days]
