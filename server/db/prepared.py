"""A query whose SQL is built once, for the few reads that nearly every request waits for.

Tortoise builds the SQL of a query each time it runs. Where wide tables are joined that takes 1 to 2 ms of processor
time, many times what running it and reading its row take.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

from tortoise import Model
from tortoise.queryset import QuerySet

from server.db import hydrate
from server.db.sql import connection, fetch

Row = TypeVar("Row", bound=Model)


@dataclass
class _Built(Generic[Row]):
    """`parts` are known from the first row on."""

    model: type[Row]
    sql: str
    values: list[Any]
    related: Any
    parts: tuple[hydrate.Part, ...] = ()


class Prepared(Generic[Row]):
    """Wraps a function from texts to a query that does nothing with them but compare them with columns."""

    def __init__(self, query: Callable[..., QuerySet[Row]]) -> None:
        self._query = query
        self._built: dict[str, _Built[Row]] = {}

    async def first(self, *texts: str) -> Row | None:
        """The first row of the query for these texts, read in the open transaction if there is one."""
        dialect = connection().capabilities.dialect
        marks = [f"\0{place}" for place in range(len(texts))]
        built = self._built.get(dialect)
        if built is None:
            built = self._built[dialect] = _build(self._query(*marks).limit(1))
        given = dict(zip(marks, texts, strict=True))
        found = await fetch(built.sql, *(given.get(value, value) for value in built.values))
        if not found:
            return None
        if not built.parts:
            built.parts = _plan(built, [str(name) for name in found[0].keys()], dialect)  # noqa: SIM118
        return cast(Row, hydrate.read(built.parts, found[0]))


def _build(query: QuerySet[Row]) -> _Built[Row]:
    sql = query.sql()
    _, values = query.query.get_parameterized_sql()
    return _Built(query.model, sql, values, query._select_related_idx)


def _plan(built: _Built[Row], names: Sequence[str], dialect: str) -> tuple[hydrate.Part, ...]:
    """A model that is joined on the way to several others stands in the row several times: the first one counts."""
    places = {name: place for place, name in reversed(list(enumerate(names)))}
    columns = [(name, places[name]) for name in dict.fromkeys(names)]
    if not built.related:
        return (hydrate.part(built.model, (), dict(columns), dialect),)
    parts = []
    for model, count, *_, path in built.related:  # a path begins with None for the table itself
        own, columns = columns[:count], columns[count:]
        named = {name.split(".", 1)[-1]: place for name, place in own}
        parts.append(hydrate.part(model, tuple(path)[1:], named, dialect))
    return tuple(parts)
