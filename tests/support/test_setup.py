"""What setup does about a program that is not there."""

from collections.abc import Callable

import pytest

from tests.support import setup


@pytest.fixture
def lacking(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A machine without Redis; the names of packages asked for are noted here."""
    asked: list[str] = []
    needs = (
        setup.Need("Python", "python3", lambda: True),
        setup.Need("Redis", "redis-server", lambda: "unobtainable" not in asked and asked),
    )
    monkeypatch.setattr(setup, "NEEDS", needs)
    monkeypatch.setattr(setup, "install", asked.extend)
    monkeypatch.setattr("shutil.which", lambda program: f"/usr/bin/{program}")
    return asked


def _user(number: int) -> Callable[[], int]:
    return lambda: number


def test_root_installs_only_what_is_missing(lacking: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", _user(0))
    assert setup.main() == 0
    assert lacking == ["redis-server"]


def test_anyone_else_is_told_in_one_line(
    lacking: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("os.geteuid", _user(1000))
    assert setup.main() == 1
    assert lacking == []
    assert capsys.readouterr().err == "Missing: Redis. Install the Debian package redis-server.\n"


def test_an_installation_that_did_not_help_fails(
    lacking: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("os.geteuid", _user(0))
    lacking.append("unobtainable")
    assert setup.main() == 1
    assert "redis-server" in capsys.readouterr().err
