"""Waiting for what another process or the network will do; never for time to pass."""

import asyncio
from collections.abc import Awaitable, Callable


async def until(true: Callable[[], Awaitable[bool]], seconds: float = 20) -> None:
    """Ask again and again until it is so. Raises TimeoutError after `seconds`."""
    async with asyncio.timeout(seconds):
        while not await true():  # noqa: ASYNC110 (nobody calls back)
            await asyncio.sleep(0.02)
