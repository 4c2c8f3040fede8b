"""Several workers on one database: every message is sent by one of them, and nobody gets two at a time."""

import asyncio
from datetime import timedelta

from server.notifications import claims
from server.notifications.models import DeliveryAttempt, OutgoingMessage
from server.notifications.states import MessageStatus
from tests.capabilities.notifications.desk import Desk

CAST = ["zhangwei", "lina", "wangfang", "zhaolei", "chenjing", "sunli", "zhouqiang", "admin", "auditor"]
LEASE = timedelta(seconds=60)


async def test_two_workers_deliver_each_message_once(any_desk: Desk) -> None:
    for number in range(45):
        await any_desk.tell(CAST[number % len(CAST)], purpose=f"第{number}件事")
    first, second = any_desk.new_sender(), any_desk.new_sender()
    taken = await asyncio.gather(first.deliver_due("worker-1"), second.deliver_due("worker-2"))
    assert sum(taken) == 45
    assert sorted(each.client_msg_id for each in any_desk.arrived()) == sorted(
        [row.id for row in await OutgoingMessage.filter(status=MessageStatus.SENT)]
    )
    assert await DeliveryAttempt.all().count() == 45


async def test_two_claims_at_once_share_nothing(any_desk: Desk) -> None:
    for key in CAST:
        await any_desk.tell(key)
    mine, yours = await asyncio.gather(claims.claim("worker-1", 5, LEASE), claims.claim("worker-2", 5, LEASE))
    assert (len(mine), len(yours)) == (5, 4)
    assert not {row.id for row in mine} & {row.id for row in yours}


async def test_a_person_has_one_message_under_way_over_all_workers(any_desk: Desk) -> None:
    first = await any_desk.tell("lina")
    any_desk.after(1)
    await any_desk.tell("lina", purpose="另一件事")
    await any_desk.tell("wangfang")
    mine = await claims.claim("worker-1", 1, LEASE)
    assert [row.id for row in mine] == [first]
    yours = await claims.claim("worker-2", 5, LEASE)
    assert [row.recipient_id for row in yours] == [await any_desk.know("wangfang")]


async def test_a_flood_for_one_person_does_not_hold_up_the_others(any_desk: Desk) -> None:
    for number in range(30):
        await any_desk.tell("lina", purpose=f"第{number}件事")
    any_desk.after(1)
    await any_desk.tell("wangfang")
    assert len(await claims.claim("worker-1", 2, LEASE)) == 1
    (other,) = await claims.claim("worker-1", 2, LEASE)
    assert other.recipient_id == await any_desk.know("wangfang")


async def test_so_many_are_in_hand_at_most(desk: Desk) -> None:
    most = desk.settings.notifications.concurrency
    for number in range(3 * most):
        await desk.tell_stranger(number)
    assert await desk.sender.dispatch("worker-1") == 2 * most
    assert await desk.sender.dispatch("worker-1") == 0
    await desk.sender.drained()
