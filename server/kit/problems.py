"""Collecting what is wrong with an input, so that a person sees all of it at once."""

from collections.abc import Callable
from typing import TypeVar

from server.kit.errors import FieldProblem, InvalidInput
from server.kit.formats.errors import FormatError

T = TypeVar("T")


class Problems:
    """What was found so far."""

    def __init__(self) -> None:
        self.found: list[FieldProblem] = []

    def add(self, field: str, code: str, message: str) -> None:
        """Note one more problem."""
        self.found.append(FieldProblem(field, code, message))

    def check(self, field: str, check: Callable[[], T]) -> T | None:
        """What `check` returns; a FormatError it raises becomes a problem of `field`, and None."""
        try:
            return check()
        except FormatError as error:
            self.add(field, error.code, error.message)
            return None

    def raise_if_any(self) -> None:
        """Raise InvalidInput with all problems, if there are any."""
        if self.found:
            raise InvalidInput(*self.found)
