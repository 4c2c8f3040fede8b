"""WeChat's side of the school: its events reach the product, and the worker hears them."""

import asyncio

import httpx

from server import runtime
from server.journey.hear import work_off
from tests.support.callers import PLAIN
from tests.support.school import School


def listen(school: School) -> None:
    """From now on the sandbox pushes its events to the product."""
    school.world.outbox.url = f"{school.url}/wechat/callback"


async def pushed(school: School, seconds: float = 10) -> None:
    """Wait until every event of the sandbox was pushed; fails after so long."""
    async with asyncio.timeout(seconds):
        while not all(each.outcomes for each in school.world.outbox.records):  # noqa: ASYNC110 (no call back)
            await asyncio.sleep(0.01)


async def reported_in_the_end(school: School) -> int:
    """WeChat tells again what got lost on the way, or was not believed; how many events."""
    records = school.world.outbox.records
    lost = [each for each in records if each.outcomes and each.outcomes[-1] in ("lost", "failed")]
    for each in lost:
        records.remove(each)
    await school.world.outbox.take([each.event for each in lost])
    return len(lost)


async def heard(school: School, seconds: float = 10) -> int:
    """What the worker would work off of WeChat's events once all were pushed, worked off; how many."""
    await pushed(school, seconds)
    return await hear_now(school)


async def hear_now(school: School) -> int:
    """What the worker would work off at this moment, worked off; how many."""
    return await work_off(school.services.wechat, runtime.templates(school.settings))


async def push(school: School, body: bytes, **query: str) -> httpx.Response:
    """Somebody posts to the callback address."""
    async with httpx.AsyncClient(trust_env=False, verify=PLAIN) as http:
        return await http.post(f"{school.url}/wechat/callback", params=query, content=body)
