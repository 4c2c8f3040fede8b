"""Chores over many rows."""

import pytest

from server.journey.one_by_one import one_by_one
from server.visits.errors import VisitMoved


async def test_a_failing_row_does_not_hold_up_the_rest_and_is_not_hidden() -> None:
    acted: list[str] = []

    async def act(row_id: str) -> None:
        if row_id == "broken":
            raise ValueError("a bug")
        if row_id == "moved":
            raise VisitMoved
        acted.append(row_id)

    with pytest.raises(ValueError, match="a bug"):
        await one_by_one(["a", "broken", "moved", "b"], act)
    assert acted == ["a", "b"]
    assert await one_by_one(["c", "moved"], act) == 1
