"""A pass that somebody has shown at a gate stays as long as what the gate has stored of it."""

import pytest
from tortoise.exceptions import IntegrityError

from server.gate.models import Passage
from server.passes.models import EntryPass
from tests.support.gate_desk import Desk
from tests.support.school import School


async def test_a_pass_goes_only_after_its_passages(school: School) -> None:
    desk = await Desk.open(school)
    await desk.scan()
    with pytest.raises(IntegrityError):
        await EntryPass.all().delete()
    assert await EntryPass.all().count() == 1
    await Passage.all().delete()
    await EntryPass.all().delete()
    assert await EntryPass.all().count() == 0
