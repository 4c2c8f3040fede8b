"""A conditional update and the rows that go with it, all or nothing: on PostgreSQL one statement, one round trip.

For the gate, where a visitor waits and sixteen devices ask at once. BEGIN, COMMIT and a statement a row would cost
more than the work itself.
"""

import re
from collections.abc import Callable, Collection, Sequence
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
        insert, more = _insert(row, on_postgres=True)
        inserts.append(insert)
        values += more
    return bool(await fetch(_statement(update.sql if update else "", tuple(inserts)), *values))


@transaction
async def _one_by_one(fresh: Sequence[Model], update: Update | None) -> bool:
    if update and not await fetch(update.sql, *update.values):
        return False
    for row in fresh:
        insert, values = _insert(row, on_postgres=False)
        await fetch(f"{_into(insert)} VALUES ({_marks(insert, 1)})", *values)
    return True


def _insert(row: Model, on_postgres: bool) -> tuple[_Insert, list[Any]]:
    """Where the row goes, and its values as the database takes them; what the database fills in is left out."""
    plan, kept = _plan(type(row), on_postgres), row.__dict__
    values = [kept[attribute] for attribute in plan.attributes]
    for place, convert in plan.converters:
        values[place] = convert(values[place], row)
    filled = [place for place in plan.fillable if isinstance(values[place], DatabaseDefault)]
    return plan.without(filled, values) if filled else (plan.insert, values)


@dataclass(frozen=True)
class _Plan:
    """`converters` stand only where the driver does not take a value as it is, `fillable` where it may be missing."""

    insert: _Insert
    attributes: tuple[str, ...]
    converters: tuple[tuple[int, Convert], ...]
    fillable: tuple[int, ...]

    def without(self, filled: Collection[int], values: Sequence[Any]) -> tuple[_Insert, list[Any]]:
        """The same but for the places that the database fills in."""
        kept = [place for place in range(len(values)) if place not in filled]
        columns = tuple(self.insert.columns[place] for place in kept)
        return _Insert(self.insert.table, columns), [values[place] for place in kept]


@lru_cache(maxsize=64)
def _plan(model: type[Model], on_postgres: bool) -> _Plan:
    meta = model._meta
    projection = meta.fields_db_projection.items()
    columns = [(name, column, meta.fields_map[name]) for name, column in projection]
    columns = [one for one in columns if not one[2].generated]
    fields = [field for _, _, field in columns]
    as_it_is = [on_postgres and isinstance(field, _PLAIN) for field in fields]
    return _Plan(
        _Insert(meta.db_table, tuple(column for _, column, _ in columns)),
        tuple(name for name, _, _ in columns),
        tuple((place, field.to_db_value) for place, field in enumerate(fields) if not as_it_is[place]),
        tuple(place for place, field in enumerate(fields) if field.has_db_default()),
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
