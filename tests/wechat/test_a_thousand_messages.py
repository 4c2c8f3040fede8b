"""A thousand messages through the worst weather: each arrives exactly once, or has visibly failed with a reason.

What we take for failed was seen by nobody. WEATHER_SEED makes another weather.
"""

import os
from collections import Counter, deque
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta

import pytest

from server import runtime
from server.accounts.models import WeChatIdentity
from server.db.transaction import transaction
from server.kit.ids import new_id
from server.notifications.models import DeliveryAttempt, OutgoingMessage, PlatformEvent, SubscriptionCredit
from server.notifications.outbox import Notice, Recipient, enqueue
from server.notifications.states import MessageStatus
from server.settings import Settings
from server.wechat.sandbox.accounts import Kind, Person
from server.wechat.sandbox.faults import FaultKind
from tests.conftest import RING
from tests.support.school import School, open_school
from tests.support.time import Time
from tests.support.wechat import hear_now, listen, pushed, reported_in_the_end
from tests.wechat.weather import FOR_OPERATORS, Weather, killing

APPROVERS, VISITORS = 100, 167
STAFF_KINDS = ("review_requested", "review_urged", "review_overdue", "visitor_arrived", "review_requested")
VISITOR_KINDS = ("visit_approved", "visit_returned", "visit_reminder")
# More consents than messages: WeChat would let every repeat through, which it has no means to recognise.
EACH = 4
CONSENTS = [f"tpl_mp_{name}".ljust(43, "_") for name in ("review", "result", "returned", "reminder")]
OVER = (MessageStatus.SENT, MessageStatus.FAILED, MessageStatus.ABANDONED)
SEED = int(os.environ.get("WEATHER_SEED", "20261123"))


@pytest.fixture
async def crowded_school(sqlite_settings: Settings, time: Time) -> AsyncIterator[School]:
    """A school of many more people, whose client loses patience soon."""
    wechat = sqlite_settings.wechat.model_copy(update={"timeout_seconds": 0.2})
    async with open_school(sqlite_settings.model_copy(update={"wechat": wechat}), RING, time) as school:
        school.world.setup.people.extend(_crowd())
        school.world.outbox.records = deque()
        listen(school)
        yield school


async def test_each_arrives_once_or_has_visibly_failed(crowded_school: School) -> None:
    school = crowded_school
    intents = await _intents(school)
    assert len(intents) == 1000
    sender = runtime.delivery(school.services).sender
    weather = school.world.faults = Weather(SEED, killing(sender))
    while await _unsettled(school):
        await sender.deliver_due("worker-1")
        await hear_now(school)
        await _on(school)
        # Late perhaps, even after we gave up, but WeChat's reports do come; without one nobody could know.
        await reported_in_the_end(school)

    arrived = Counter(_tag(message.data, intents) for message in school.world.mailbox.messages)
    ended = {intents[row.dedup_key.split(":")[1]]: row for row in await OutgoingMessage.all()}
    assert [tag for tag, times in arrived.items() if times > 1] == []
    wrong = [tag for tag, row in ended.items() if (row.status is MessageStatus.SENT) != (arrived[tag] == 1)]
    assert [(tag, ended[tag].status, ended[tag].last_reason) for tag in wrong] == []
    mute = [tag for tag, row in ended.items() if row.status is not MessageStatus.SENT and not row.last_reason]
    assert mute == []
    # The weather was bad enough, and most came through all the same; how many depends on what an alarm stopped when.
    assert weather.deaths > 10 and len(weather.seen) > 30
    assert await DeliveryAttempt.filter(outcome__in=["unknown", "lost"]).count() > 100
    assert sum(arrived.values()) > 500


async def _unsettled(school: School) -> bool:
    if await OutgoingMessage.exclude(status__in=OVER).exists():
        return True
    await pushed(school, seconds=60)
    return await PlatformEvent.exists(handled_at=None)


async def _on(school: School) -> None:
    """Let time pass until something is due or a dead worker's claim has ended; five seconds at least."""
    open_rows = await OutgoingMessage.exclude(status__in=OVER).values("status", "due_at", "claimed_until")
    moments = [row["claimed_until"] if row["status"] == "sending" else row["due_at"] for row in open_rows]
    soonest = school.time.now() + timedelta(seconds=5)
    school.time.move_to(max(soonest, min(moments, default=soonest) + timedelta(milliseconds=1)))


def _crowd() -> Iterator[Person]:
    for number in range(APPROVERS):
        yield Person(
            key=f"a{number}", name="甲", phone="1", group="approver", role="", follows=number % 10 != 0
        )
    for number in range(VISITORS):
        yield Person(key=f"v{number}", name="乙", phone="1", group="visitor", role="")


async def _intents(school: School) -> dict[str, str]:
    """All messages written; the id of each one's cause -> the words by which it is known again."""
    intents: dict[str, str] = {}
    for person in list(_crowd()):
        identity = await _identity(school, person)
        kinds = STAFF_KINDS if person.group == "approver" else VISITOR_KINDS
        for kind in kinds[: 1000 - len(intents)]:
            about, tag = new_id(), f"第{len(intents)}件事"
            intents[about] = tag
            await transaction(enqueue)([_notice(school, kind, identity, about, tag)])
    return intents


async def _identity(school: School, person: Person) -> str:
    mini, service = school.world.first(Kind.MP), school.world.first(Kind.SA)
    school.world.follow_of(person).subscribed = person.follows
    row = await WeChatIdentity.create(
        mp_openid=person.openid(mini),
        sa_openid=person.openid(service),
        sa_subscribed=True,
        created_at=school.time.now(),
    )
    for template in CONSENTS:
        school.world.credits.of(person.openid(mini), template).count = EACH
    agreed = [SubscriptionCredit(identity_id=row.id, template_id=each, credits=EACH) for each in CONSENTS]
    await SubscriptionCredit.bulk_create(agreed)
    return str(row.id)


def _notice(school: School, kind: str, identity: str, about: str, tag: str) -> Notice:
    said = {"visitor": tag, "department": tag, "purpose": tag, "note": tag, "contact": "张伟", "gate": "东门"}
    times = {"when": "2026-11-24 14:00", "arrived_at": "2026-11-23 14:05"}
    until = school.time.now() + timedelta(hours=24)
    pages = {"task_id": about, "visit_id": about}
    return Notice(kind, Recipient(identity), about, said | times, until, pages)


def _tag(data: dict[str, str], intents: dict[str, str]) -> str:
    known = set(intents.values())
    return next(value for value in data.values() if value in known)


def test_the_weather_has_every_kind() -> None:
    weather = Weather(SEED, lambda: None)
    kinds = {weather._fault("").kind for _ in range(9999)}
    assert kinds == set(FaultKind)
    assert set(FOR_OPERATORS) < {weather._errcode() for _ in range(9999)}
