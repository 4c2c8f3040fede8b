"""From a row of a joined query to model instances, for queries so frequent that Tortoise's own way costs too much.

What to read from which place, and how, is worked out at the first row and kept.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tortoise import Model

Convert = Callable[[Any], Any] | None


@dataclass(frozen=True)
class _Part:
    """One model of the row: where it hangs, where its key stands, and its columns as (place, attribute, converter)."""

    model: type[Model]
    path: tuple[str, ...]
    key: int
    columns: tuple[tuple[int, str, Convert], ...]


class Hydrator:
    """Reads rows of one query. `related` is Tortoise's own list of the joined models, empty for a single table."""

    def __init__(self, model: type[Model], related: Any) -> None:
        self._model = model
        self._related = related
        self._parts: tuple[_Part, ...] = ()

    def read(self, row: Any) -> Any:
        """The instance in this row, with its related ones where it looks for them."""
        if not self._parts:
            names = row.keys()  # of a row, whose items are its values
            self._parts = self._plan([str(name) for name in names])
        found: dict[tuple[str, ...], Model] = {}
        for part in self._parts:
            instance = _instance(part, row) if row[part.key] is not None else None
            if part.path:
                owner = found.get(part.path[:-1])
                if owner is not None:
                    owner.__dict__[f"_{part.path[-1]}"] = instance
            if instance is not None:
                found[part.path] = instance
        return found[()]

    def _plan(self, names: Sequence[str]) -> tuple[_Part, ...]:
        """A model that is joined on the way to several others stands in the row several times: the first one counts."""
        places = {name: place for place, name in reversed(list(enumerate(names)))}
        columns = [(name, places[name]) for name in dict.fromkeys(names)]
        if not self._related:
            return (_part(self._model, (), dict(columns)),)
        parts = []
        for model, count, *_, path in self._related:  # a path begins with None for the table itself
            own, columns = columns[:count], columns[count:]
            named = {name.split(".", 1)[-1]: place for name, place in own}
            parts.append(_part(model, tuple(path)[1:], named))
        return tuple(parts)


def _part(model: type[Model], path: tuple[str, ...], places: Mapping[str, int]) -> _Part:
    meta = model._meta
    columns: list[tuple[int, str, Convert]] = []
    columns += [(places[name], attribute, None) for name, attribute, _ in meta.db_native_fields]
    columns += [
        (places[name], attribute, _unless_null(field.field_type))
        for name, attribute, field in meta.db_default_fields
    ]
    columns += [
        (places[name], attribute, field.to_python_value) for name, attribute, field in meta.db_complex_fields
    ]
    return _Part(model, path, places[meta.db_pk_column], tuple(columns))


def _unless_null(convert: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else convert(value)


def _instance(part: _Part, row: Any) -> Model:
    instance = part.model.__new__(part.model)
    kept = instance.__dict__
    kept["_partial"] = False
    kept["_saved_in_db"] = True
    kept["_custom_generated_pk"] = part.model._meta.db_pk_column not in part.model._meta.generated_db_fields
    kept["_await_when_save"] = {}
    for place, attribute, convert in part.columns:
        value = row[place]
        kept[attribute] = value if convert is None else convert(value)
    return instance
