"""Counting consents."""

import asyncio

from server.notifications import credits
from tests.capabilities.notifications.desk import RESULT, REVIEW_MP, REVIEW_SA, Desk


async def test_each_accept_counts_and_nothing_else(desk: Desk) -> None:
    person = await desk.know("liuyang")
    await credits.accepted(
        person, {RESULT: "accept", REVIEW_MP: "reject", REVIEW_SA: "accept", "made-up": "accept"}
    )
    await credits.accepted(person, {RESULT: "accept", REVIEW_MP: "ban"})
    assert await credits.of(person) == {RESULT: 2}


async def test_each_message_costs_one(desk: Desk) -> None:
    person = await desk.know("liuyang")
    desk.consent("liuyang", times=2)
    for _ in range(2):
        await credits.accepted(person, {RESULT: "accept"})
    await desk.tell("liuyang", "visit_approved")
    await desk.deliver()
    assert await credits.of(person) == {RESULT: 1}


async def test_a_message_is_tried_even_if_we_know_of_no_consent(desk: Desk) -> None:
    desk.consent("liuyang")
    await desk.tell("liuyang", "visit_approved")
    await desk.deliver()
    assert len(desk.arrived("liuyang")) == 1
    assert await credits.of(await desk.know("liuyang")) == {}


async def test_the_service_account_costs_nothing(desk: Desk) -> None:
    person = await desk.know("lina")
    await credits.accepted(person, {REVIEW_MP: "accept"})
    await desk.tell("lina")
    await desk.deliver()
    assert await credits.of(person) == {REVIEW_MP: 1}


async def test_answers_that_come_together_are_all_counted(any_desk: Desk) -> None:
    person = await any_desk.know("liuyang")
    await asyncio.gather(*(credits.accepted(person, {RESULT: "accept"}) for _ in range(8)))
    assert await credits.of(person) == {RESULT: 8}
