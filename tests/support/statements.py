"""How many statements a request costs."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

_CLIENT = logging.getLogger("tortoise.db_client")


class Statements(logging.Handler):
    """The statements sent to the database, oldest first; BEGIN and COMMIT are not among them."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.sent: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the statement, without the values in it."""
        self.sent.append(
            str(record.args[0]) if isinstance(record.args, tuple) and record.args else record.msg
        )

    def __len__(self) -> int:
        return len(self.sent)

    def __str__(self) -> str:
        return "\n".join(f"{number:2} {_head(sql)}" for number, sql in enumerate(self.sent, start=1))


@contextmanager
def count_queries() -> Iterator[Statements]:
    """What is sent to the database inside the block; `len()` of it is the number, `str()` the list."""
    heard, before = Statements(), _CLIENT.level
    _CLIENT.addHandler(heard)
    _CLIENT.setLevel(logging.DEBUG)
    try:
        yield heard
    finally:
        _CLIENT.removeHandler(heard)
        _CLIENT.setLevel(before)


def _head(sql: str) -> str:
    return sql if len(sql) < 180 else f"{sql[:90]} ... {sql[-90:]}"
