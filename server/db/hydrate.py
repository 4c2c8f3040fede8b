"""From a row of a joined query to model instances, for queries so frequent that Tortoise's own way costs too much."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any, TypeVar

from tortoise import Model
from tortoise.fields import DatetimeField

Convert = Callable[[Any], Any]
M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Part:
    """One model of the row: where it hangs, where its key stands, its attributes, and what its values are made into."""

    model: type[Model]
    path: tuple[str, ...]
    key: int
    attributes: tuple[str, ...]
    values: Callable[[Any], tuple[Any, ...]]
    converters: tuple[tuple[str, Convert], ...]
    state: dict[str, Any]

    def instance(self, row: Any) -> Model:
        """The model in this row, which has one."""
        instance = self.model.__new__(self.model)
        kept = instance.__dict__
        kept.update(self.state)
        kept["_await_when_save"] = {}
        kept.update(zip(self.attributes, self.values(row), strict=True))
        for attribute, convert in self.converters:
            value = kept[attribute]
            if value is not None:
                kept[attribute] = convert(value)
        return instance


def part(model: type[Model], path: Sequence[str], places: Mapping[str, int], dialect: str) -> Part:
    """How to read the columns that stand at `places`, the key among them."""
    names = {column: name for name, column in model._meta.fields_db_projection.items()}
    attributes = {names[column]: place for column, place in places.items()}
    found = [(name, _converter(model, name, dialect)) for name in attributes]
    return Part(
        model,
        tuple(path),
        places[model._meta.db_pk_column],
        tuple(attributes),
        _taking(list(attributes.values())),
        tuple((name, convert) for name, convert in found if convert),
        _state(model),
    )


def _taking(places: Sequence[int]) -> Callable[[Any], tuple[Any, ...]]:
    """What takes the values out of a row, at once where they stand side by side."""
    if list(places) == list(range(places[0], places[0] + len(places))):
        return itemgetter(slice(places[0], places[0] + len(places)))
    return itemgetter(*places)


def read(parts: Iterable[Part], row: Any) -> Any:
    """The instance of the first part, with the others where it looks for them; None where the row has none."""
    found: dict[tuple[str, ...], Model] = {}
    for one in parts:
        instance = one.instance(row) if row[one.key] is not None else None
        if one.path:
            owner = found.get(one.path[:-1])
            if owner is not None:
                owner.__dict__[f"_{one.path[-1]}"] = instance
        if instance is not None:
            found[one.path] = instance
    return found.get(())


def fresh(model: type[M], **values: Any) -> M:
    """`model(**values)` without a check of every value: each has its field's type."""
    instance = model.__new__(model)
    kept = instance.__dict__
    kept.update(_blank(model))
    kept["_await_when_save"] = {}
    kept.update(values)
    for attribute, make in _made(model):
        if attribute not in values:
            kept[attribute] = make()
    return instance


def _state(model: type[Model]) -> dict[str, Any]:
    """What Tortoise notes of an instance that comes from the database."""
    generated = model._meta.db_pk_column in model._meta.generated_db_fields
    return {"_partial": False, "_saved_in_db": True, "_custom_generated_pk": not generated}


@lru_cache(maxsize=64)
def _blank(model: type[Model]) -> dict[str, Any]:
    return dict(model().__dict__)


@lru_cache(maxsize=64)
def _made(model: type[Model]) -> tuple[tuple[str, Callable[[], Any]], ...]:
    """Attributes whose default is made anew for every instance."""
    fields = model._meta.fields_map.items()
    return tuple((name, field.default) for name, field in fields if callable(field.default))


def _converter(model: type[Model], attribute: str, dialect: str) -> Convert | None:
    """None where the driver's own value will do."""
    meta = model._meta
    field = meta.fields_map[attribute]
    if dialect == "postgres" and isinstance(field, DatetimeField):  # aware and in UTC as it comes
        return None
    if any(field is simple for _, _, simple in meta.db_default_fields):
        return field.field_type
    return field.to_python_value if any(field is hard for _, _, hard in meta.db_complex_fields) else None
