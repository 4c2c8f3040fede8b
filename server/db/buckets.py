"""Counting by time: moments gathered into quarters of an hour, alike on both databases."""

from typing import Any

from pypika_tortoise import terms
from pypika_tortoise.context import SqlContext
from tortoise.expressions import Function

# Days and hours of every time zone begin at a quarter of an hour, so both can be told from quarters.
_SECONDS = 900
_EPOCH = {
    "postgresql": "FLOOR(EXTRACT(EPOCH FROM {moment}))::bigint",
    "sqlite": "CAST(STRFTIME('%s', {moment}) AS INTEGER)",
}


class _Quarter(terms.Function):
    """Rendered per database."""

    def __init__(self, moment: Any) -> None:
        super().__init__("QUARTER", moment)

    def get_function_sql(self, ctx: SqlContext) -> str:
        """The seconds from the Unix epoch to the beginning of the quarter."""
        moment = self.args[0].get_sql(ctx.copy(with_alias=False))
        return f"{_EPOCH[ctx.dialect.value].format(moment=moment)} / {_SECONDS} * {_SECONDS}"


class Quarter(Function):
    """`Quarter("column")`: when the quarter of an hour began that a moment lies in, in seconds since the epoch."""

    database_func = _Quarter
