"""The part of a hand-written statement that reads a row and what it refers to, and only the columns that are used.

For reads as frequent as the gate's: Tortoise selects every column of every table on the way, some of them twice.
"""

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

import asyncpg
from tortoise import Model

from server.db import hydrate

Row = TypeVar("Row", bound=Model)


class Joined(Generic[Row]):
    """`model` under `alias` with the columns named, the key first; `also` hangs others on it by the way there."""

    def __init__(self, model: type[Row], alias: str, columns: str) -> None:
        self._tables: list[tuple[type[Model], tuple[str, ...], list[str]]] = []
        self._listed: list[str] = []
        self._parts: dict[tuple[str, int], tuple[hydrate.Part, ...]] = {}
        self._add(model, (), alias, columns)

    def also(self, model: type[Model], path: Sequence[str], alias: str, columns: str) -> "Joined[Row]":
        """The same of a related model, found at the attributes of `path`."""
        self._add(model, tuple(path), alias, columns)
        return self

    @property
    def listed(self) -> str:
        """What to put after SELECT. Names are unique in it: `alias_column`."""
        return ", ".join(self._listed)

    @property
    def width(self) -> int:
        """How many columns that is."""
        return len(self._listed)

    def read(self, row: Any, first: int = 0) -> Row | None:
        """The instance whose columns begin at `first` in `row`, with what hangs on it; None where there is none."""
        dialect = "postgres" if isinstance(row, asyncpg.Record) else "sqlite"
        parts = self._parts.get((dialect, first))
        if parts is None:
            parts = self._parts[(dialect, first)] = self._plan(dialect, first)
        found: Row | None = hydrate.read(parts, row)
        return found

    def _add(self, model: type[Model], path: tuple[str, ...], alias: str, columns: str) -> None:
        names = columns.split()
        self._tables.append((model, path, names))
        self._listed += [f"{alias}.{name} AS {alias}_{name}" for name in names]

    def _plan(self, dialect: str, first: int) -> tuple[hydrate.Part, ...]:
        parts = []
        for model, path, names in self._tables:
            places = {name: first + place for place, name in enumerate(names)}
            parts.append(hydrate.part(model, path, places, dialect))
            first += len(names)
        return tuple(parts)
