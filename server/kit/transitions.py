"""Permitted moves between statuses, as a table: `Moves({target: sources})`."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Generic, TypeVar

Status = TypeVar("Status", bound=StrEnum)


class Moves(Generic[Status]):
    """Answers from which statuses a target may be reached."""

    def __init__(self, table: Mapping[Status, frozenset[Status]]) -> None:
        self._table = dict(table)

    def sources(self, target: Status) -> frozenset[Status]:
        """The statuses that may become `target`; empty where nothing may."""
        return self._table.get(target, frozenset())

    def may(self, source: Status, target: Status) -> bool:
        """Whether `source` may become `target`."""
        return source in self.sources(target)
