"""The contact learns who has come in: once, however many workers there are, and only while it is news."""

import asyncio

from server.gate import queries
from server.gate.models import Passage
from server.journey.announce import tell_arrivals
from server.notifications.models import OutgoingMessage
from server.notifications.states import MessageStatus
from tests.support.gate_desk import Desk
from tests.support.school import School


async def _told() -> list[OutgoingMessage]:
    return await OutgoingMessage.filter(kind="visitor_arrived").order_by("created_at")


async def test_of_every_way_in_and_of_no_way_out(school: School) -> None:
    desk = await Desk.open(school)
    await desk.scan("out")
    admitted = await desk.scan("in")
    assert (await desk.scan("in"))["verdict"] == "refuse"
    school.time.move(minutes=1)
    await desk.scan("out")
    assert await queries.untold(10) == [admitted["passage_id"]]
    assert await tell_arrivals() == 1
    school.time.move(minutes=1)
    guard = await school.staff("zhouqiang")
    said = {"visit_id": desk.visit["id"], "gate_id": desk.gate_id, "direction": "in", "nonce": "by-hand"}
    by_hand = await guard.post("gate/manual-scans", {**said, "reason": "手机没电"})
    await tell_arrivals()
    assert [message.dedup_key.split(":")[1] for message in await _told()] == [
        admitted["passage_id"],
        by_hand["passage_id"],
    ]
    assert await queries.untold(10) == []


async def test_once_however_many_workers_there_are(postgres_school: School) -> None:
    desk = await Desk.open(postgres_school)
    await desk.scan("in")
    await asyncio.gather(*(tell_arrivals() for _ in range(8)))
    await postgres_school.deliver()
    assert [message.status for message in await _told()] == [MessageStatus.SENT]


async def test_what_a_desk_tells_later_as_long_as_it_is_news(sqlite_school: School) -> None:
    desk = await Desk.open(sqlite_school)
    sqlite_school.time.move(hours=3)
    long_ago, just_now = desk.fact("in", 121), desk.fact("in", 119)
    await desk.tell(long_ago, just_now)
    await tell_arrivals()
    (message,) = await _told()
    assert message.dedup_key.split(":")[1] == (await Passage.get(nonce=just_now["nonce"])).id


async def test_a_worker_that_was_away_too_long_says_so_instead(sqlite_school: School) -> None:
    desk = await Desk.open(sqlite_school)
    await desk.scan("in")
    sqlite_school.time.move(hours=2, minutes=1)
    await sqlite_school.deliver()
    (message,) = await _told()
    assert (message.status, message.last_reason) == (MessageStatus.ABANDONED, "too_late")
