"""The one clock: everything asks `now()`, so a test can stop time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

Source = Callable[[], datetime]


def _system() -> datetime:
    return datetime.now(UTC)


_source: Source = _system


def now() -> datetime:
    """The current time, aware, in UTC."""
    return _source()


@contextmanager
def driven_by(source: Source) -> Iterator[None]:
    """Let `source` be the clock inside the block; for tests and replays."""
    global _source
    before, _source = _source, source
    try:
        yield
    finally:
        _source = before
