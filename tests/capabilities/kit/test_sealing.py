"""Personal data at rest: sealed with a named key, found by a keyed hash, opened by nobody else."""

import base64
import json
import stat
from pathlib import Path

import pytest

from server.kit import sealing
from server.kit.errors import Misconfigured
from server.kit.sealing import KeyRing, SealBroken, Vault

OLD = KeyRing("k1", {"k1": b"1" * 32}, index=b"i" * 32)
NEW = KeyRing("k2", {"k1": b"1" * 32, "k2": b"2" * 32}, index=b"i" * 32)
NUMBER = "110101190003070010"


@pytest.mark.parametrize("text", [NUMBER, "", "𠮷田花子", "买买提·艾力", "x" * 100_000])
def test_what_is_sealed_opens_again(text: str) -> None:
    sealed = Vault(OLD).seal("visit.document", text)
    assert Vault(OLD).open("visit.document", sealed) == text
    assert not text or text not in sealed


def test_the_same_text_is_never_sealed_the_same_way_twice() -> None:
    vault = Vault(OLD)
    assert len({vault.seal("visit.phone", NUMBER) for _ in range(50)}) == 50


def test_the_longest_document_fits_its_column() -> None:
    assert (
        len(Vault(KeyRing("key-2026-11", {"key-2026-11": b"1" * 32}, b"i" * 32)).seal("f", "x" * 64)) <= 160
    )


def test_an_old_key_still_opens_after_the_change_and_the_new_one_seals() -> None:
    sealed = Vault(OLD).seal("visit.phone", NUMBER)
    assert Vault(NEW).open("visit.phone", sealed) == NUMBER
    assert Vault(NEW).seal("visit.phone", NUMBER).startswith("k2:")
    assert Vault(NEW).index("phone", NUMBER) == Vault(OLD).index("phone", NUMBER)


def _flipped(sealed: str, place: int) -> str:
    key_id, _, encoded = sealed.partition(":")
    raw = bytearray(base64.b64decode(encoded))
    raw[place] ^= 1
    return f"{key_id}:{base64.b64encode(raw).decode()}"


@pytest.mark.parametrize("place", [0, 12, -1], ids=["nonce", "text", "tag"])
def test_one_changed_bit_is_noticed(place: int) -> None:
    vault = Vault(OLD)
    with pytest.raises(SealBroken):
        vault.open("visit.phone", _flipped(vault.seal("visit.phone", NUMBER), place))


def test_a_value_moved_to_another_column_does_not_open() -> None:
    vault = Vault(OLD)
    with pytest.raises(SealBroken):
        vault.open("visit.document", vault.seal("visit.phone", NUMBER))


@pytest.mark.parametrize("sealed", ["", "k1", "k1:", "k1:AAAA", "k1:not base64!", "k9:" + "A" * 40, ":"])
def test_what_was_never_sealed_does_not_open(sealed: str) -> None:
    with pytest.raises(SealBroken):
        Vault(OLD).open("visit.phone", sealed)


def test_a_broken_seal_does_not_tell_the_text() -> None:
    with pytest.raises(SealBroken) as raised:
        Vault(OLD).open("visit.phone", NUMBER)
    assert NUMBER not in str(raised.value)


def test_the_index_finds_equal_values_of_one_kind_only() -> None:
    vault, stranger = Vault(OLD), Vault(KeyRing("k1", {"k1": b"1" * 32}, index=b"j" * 32))
    assert vault.index("phone", NUMBER) == vault.index("phone", NUMBER)
    others = {vault.index("phone", "1"), vault.index("document", NUMBER), stranger.index("phone", NUMBER)}
    assert vault.index("phone", NUMBER) not in others and len(others) == 3


def test_derived_secrets_differ_by_purpose_and_stay_the_same() -> None:
    vault = Vault(NEW)
    assert vault.derive("pass") == Vault(OLD).derive("pass") != vault.derive("other")
    assert len(vault.derive("pass")) == 32 and vault.derive("pass", 20) == vault.derive("pass")[:20]


def test_a_ring_does_not_show_its_keys() -> None:
    assert "1111" not in repr(OLD) and "iiii" not in repr(OLD)


def test_a_ring_is_written_and_read_again() -> None:
    assert sealing.parse_ring(sealing.dump_ring(NEW)) == NEW


SHORT = base64.b64encode(b"short").decode()
LONG = base64.b64encode(b"1" * 32).decode()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        '"k1"',
        json.dumps({"current": "k1", "sealing": {"k1": SHORT}, "index": LONG}),
        json.dumps({"current": "k1", "sealing": {"k1": LONG}, "index": SHORT}),
        json.dumps({"current": "k2", "sealing": {"k1": LONG}, "index": LONG}),
        json.dumps({"current": "k1", "sealing": {"k1": LONG + "!"}, "index": LONG}),
        json.dumps({"current": "k1", "sealing": {"k1": 5}, "index": LONG}),
        json.dumps({"current": "k1", "sealing": LONG, "index": LONG}),
    ],
)
def test_a_ring_that_cannot_work_stops_the_start_without_showing_a_key(text: str) -> None:
    with pytest.raises(Misconfigured, match="key ring: ") as raised:
        sealing.parse_ring(text)
    assert LONG not in str(raised.value) and SHORT not in str(raised.value)


def test_the_key_file_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "var" / "keys.json"
    made = sealing.ring_from_file(path, create=True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert sealing.ring_from_file(path, create=True) == made == sealing.ring_from_file(path, create=False)


def test_without_leave_to_create_a_missing_key_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        sealing.ring_from_file(tmp_path / "keys.json", create=False)
