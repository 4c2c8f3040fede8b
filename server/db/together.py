"""A conditional update and the rows that go with it, all or nothing: on PostgreSQL one statement, one round trip.

For the gate, where a visitor waits and sixteen devices ask at once. BEGIN, COMMIT and a statement a row would cost
more than the work itself.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from tortoise import Model
from tortoise.fields import BooleanField, CharField, DatetimeField, IntField, TextField
from tortoise.fields.base import DatabaseDefault

from server.db.sql import fetch, is_postgres
from server.db.transaction import repeated, transaction

Convert = Callable[[Any, Any], Any]
# asyncpg takes values of these as they are, and PostgreSQL itself refuses what is too long.
_PLAIN = (BooleanField, CharField, DatetimeField, IntField, TextField)


@dataclass(frozen=True)
class Update:
    """An UPDATE ... RETURNING id of at most one row, written with $1, $2, ..."""

    sql: str
    values: tuple[Any, ...]


@dataclass(frozen=True)
class _Insert:
    table: str
    columns: tuple[str, ...]


async def together(fresh: Sequence[Model], update: Update | None = None) -> bool:
    """Insert `fresh` if `update` finds its row, else nothing at all; whether it did. Raises IntegrityError."""
    if is_postgres():
        return await repeated(lambda: _at_once(fresh, update))
    return await _one_by_one(fresh, update)


async def _at_once(fresh: Sequence[Model], update: Update | None) -> bool:
    inserts, values = [], list(update.values if update else ())
    for row in fresh:
        insert, more = _insert(row)
        inserts.append(insert)
        values += more
    return bool(await fetch(_statement(update.sql if update else "", tuple(inserts)), *values))


@transaction
async def _one_by_one(fresh: Sequence[Model], update: Update | None) -> bool:
    if update and not await fetch(update.sql, *update.values):
        return False
    for row in fresh:
        insert, values = _insert(row)
        await fetch(f"{_into(insert)} VALUES ({_marks(insert, 1)})", *values)
    return True


def _insert(row: Model) -> tuple[_Insert, list[Any]]:
    """Where the row goes, and its values as the database takes them; what the database fills in is left out."""
    kept = row.__dict__
    columns, values = [], []
    for attribute, column, convert in _columns(type(row), is_postgres()):
        value = kept[attribute]
        if not isinstance(value, DatabaseDefault):
            columns.append(column)
            values.append(value if convert is None or value is None else convert(value, row))
    return _Insert(row._meta.db_table, tuple(columns)), values


@lru_cache(maxsize=64)
def _columns(model: type[Model], on_postgres: bool) -> tuple[tuple[str, str, Convert | None], ...]:
    """Attribute, column, and how a value is made into the database's, None where the driver takes it as it is."""
    meta = model._meta
    fields = [(name, column, meta.fields_map[name]) for name, column in meta.fields_db_projection.items()]
    return tuple(
        (name, column, None if on_postgres and isinstance(field, _PLAIN) else field.to_db_value)
        for name, column, field in fields
        if not field.generated
    )


@lru_cache(maxsize=64)
def _statement(update: str, inserts: tuple[_Insert, ...]) -> str:
    """The update, then each insert for the row it found."""
    parts = [f"found AS ({update or 'SELECT 1'})"]
    first = max(map(int, re.findall(r"\$(\d+)", update)), default=0) + 1
    for number, insert in enumerate(inserts):
        chosen = f"SELECT {_marks(insert, first)} FROM found"  # noqa: S608 (nothing but $1, $2, ...)
        parts.append(f"new_{number} AS ({_into(insert)} {chosen})")
        first += len(insert.columns)
    return f"WITH {', '.join(parts)} SELECT 1 AS done FROM found"  # noqa: S608 (our own text)


def _into(insert: _Insert) -> str:
    columns = ", ".join(f'"{column}"' for column in insert.columns)
    return f'INSERT INTO "{insert.table}" ({columns})'


def _marks(insert: _Insert, first: int) -> str:
    return ", ".join(f"${number}" for number in range(first, first + len(insert.columns)))
