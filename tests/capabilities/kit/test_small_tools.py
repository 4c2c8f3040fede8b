"""The clock, identifiers and the table of moves."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum

import pytest

from server.kit import clock
from server.kit.ids import new_id, readable_code, token
from server.kit.transitions import Moves

THEN = datetime(2026, 11, 23, tzinfo=UTC)


def test_the_clock_tells_the_time_in_utc() -> None:
    assert clock.now().tzinfo is UTC
    assert abs(datetime.now(UTC) - clock.now()) < timedelta(seconds=5)


def test_a_driven_clock_says_what_it_is_told_and_is_given_back() -> None:
    with clock.driven_by(lambda: THEN):
        assert clock.now() == THEN
        with clock.driven_by(lambda: THEN + timedelta(days=1)):
            assert clock.now() == THEN + timedelta(days=1)
        assert clock.now() == THEN
    assert clock.now() != THEN


def test_a_driven_clock_is_given_back_after_an_error() -> None:
    with pytest.raises(ZeroDivisionError), clock.driven_by(lambda: THEN):
        raise ZeroDivisionError
    assert clock.now() != THEN


def test_ids_are_opaque_unique_and_fit_for_urls() -> None:
    ids = [new_id() for _ in range(2000)]
    assert len(set(ids)) == 2000
    assert all(len(each) == 24 and each.isascii() and each.isalnum() and each.islower() for each in ids)
    assert ids != sorted(ids)


def test_readable_codes_avoid_what_looks_alike() -> None:
    codes = "".join(readable_code(12) for _ in range(500))
    assert set(codes) == set("23456789ABCDEFGHJKMNPQRSTUVWXYZ")
    assert [len(readable_code(length)) for length in (8, 10, 12)] == [8, 10, 12]


def test_tokens_carry_256_bits() -> None:
    assert len({token() for _ in range(1000)}) == 1000
    assert len(token()) == 43


class Light(StrEnum):
    RED = "red"
    GREEN = "green"
    OFF = "off"


LIGHTS: Moves[Light] = Moves({Light.GREEN: frozenset({Light.RED}), Light.RED: frozenset({Light.GREEN})})


def test_only_the_moves_in_the_table_are_permitted() -> None:
    assert LIGHTS.may(Light.RED, Light.GREEN) and LIGHTS.may(Light.GREEN, Light.RED)
    assert not LIGHTS.may(Light.RED, Light.RED)
    assert LIGHTS.sources(Light.OFF) == frozenset()
    assert not any(LIGHTS.may(light, Light.OFF) for light in Light)
