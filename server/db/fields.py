"""Field types that every table shares."""

from datetime import UTC, datetime
from typing import Any

from tortoise import Model, fields

from server.kit.ids import new_id

ID_LENGTH = 24


class UtcDatetimeField(fields.DatetimeField[datetime]):
    """An aware moment, stored in UTC: SQLite compares times as text, so they must all be written alike."""

    def to_db_value(self, value: Any, instance: type[Model] | Model) -> Any:
        if isinstance(value, datetime):
            if value.tzinfo is None:
                raise ValueError(f"{self.model_field_name} needs a time with an offset")
            value = value.astimezone(UTC)
        return super().to_db_value(value, instance)


def id_field() -> Any:
    """The primary key of every table: opaque and random."""
    return fields.CharField(max_length=ID_LENGTH, primary_key=True, default=new_id)
