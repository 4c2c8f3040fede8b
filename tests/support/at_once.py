"""Several requests at the same moment, each on a connection of its own."""

import asyncio
from collections import Counter
from dataclasses import dataclass
from typing import Any

import httpx

from tests.support.callers import Caller


@dataclass(frozen=True)
class Ask:
    """One POST that somebody is about to send."""

    caller: Caller
    path: str
    body: dict[str, Any] | None = None
    key: str | None = None


async def at_once(*asked: Ask) -> list[httpx.Response]:
    """Send all of them together; the answers in the same order. Fails the test on any 5xx."""
    start = asyncio.Event()
    sending = [asyncio.create_task(_send(ask, start)) for ask in asked]
    start.set()
    answers = await asyncio.gather(*sending)
    broken = [answer.text for answer in answers if answer.status_code >= 500]
    assert not broken, broken
    return answers


def outcomes(answers: list[httpx.Response]) -> Counter[str]:
    """How often each outcome occurred: `ok`, or the code of the refusal."""
    return Counter("ok" if answer.is_success else str(answer.json()["code"]) for answer in answers)


def winner(answers: list[httpx.Response]) -> int:
    """The place of the only success. Fails the test unless there is exactly one."""
    won = [place for place, answer in enumerate(answers) if answer.is_success]
    assert len(won) == 1, [answer.text for answer in answers]
    return won[0]


async def _send(ask: Ask, start: asyncio.Event) -> httpx.Response:
    headers = {"Idempotency-Key": ask.key} if ask.key else {}
    await start.wait()
    return await ask.caller.http.post(ask.path, json=ask.body or {}, headers=headers)
