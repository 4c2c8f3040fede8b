"""Of two transactions that wait for each other PostgreSQL ends one; it runs again, and nobody notices."""

import asyncio

from server.db.transaction import on_commit, transaction
from server.organisation.models import Gate
from tests.support.school import School


async def test_the_loser_of_a_deadlock_runs_again(postgres_school: School) -> None:
    first, second = await Gate.all().order_by("name")
    meeting = asyncio.Barrier(2)
    begun: list[str] = []
    committed: list[str] = []

    @transaction
    async def rename(one: Gate, other: Gate, name: str) -> None:
        begun.append(name)
        on_commit(lambda: committed.append(name))
        await Gate.filter(id=one.id).update(name=f"{name}一")
        if begun.count(name) == 1:
            await meeting.wait()
        await Gate.filter(id=other.id).update(name=f"{name}二")

    await asyncio.gather(rename(first, second, "甲"), rename(second, first, "乙"))
    assert len(begun) == 3
    assert sorted(committed) == sorted(["甲", "乙"])
    names = {gate.name for gate in await Gate.all()}
    assert names in ({"甲一", "甲二"}, {"乙一", "乙二"})
