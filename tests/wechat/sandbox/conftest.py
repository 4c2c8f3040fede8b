"""A sandbox of its own for every test, its clock standing still."""

from collections.abc import AsyncIterator, Iterator

import httpx
import pytest

from server.wechat.sandbox.app import running
from server.wechat.sandbox.clock import Clock
from server.wechat.sandbox.world import World
from tests.support.callers import PLAIN
from tests.wechat.sandbox.desk import Desk
from tests.wechat.sandbox.listener import Listener, listening

NOW = 1_795_000_000.0


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    """A fresh sandbox on free ports."""
    world = World(clock=Clock(lambda: NOW))
    async with running(world) as addresses, httpx.AsyncClient(trust_env=False, verify=PLAIN) as http:
        yield Desk(world, addresses, http)


@pytest.fixture
def listener(desk: Desk) -> Iterator[Listener]:
    """The product's callback address, known to the sandbox."""
    with listening() as listener:
        desk.world.outbox.url = listener.url
        yield listener
        desk.world.outbox.url = None
