"""`kill -9` of the worker between claim and send: the message arrives, once. And two workers share the work."""

import shutil
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from server.kit import clock
from server.notifications.models import DeliveryAttempt, OutgoingMessage
from server.notifications.states import MessageStatus
from server.settings import CONFIG
from server.wechat.sandbox.faults import Fault
from tests.conftest import RING, demo_settings, postgres_settings
from tests.support import story
from tests.support.processes import RealTime, ended, environment_of, running
from tests.support.school import School, open_school
from tests.support.waiting import until

TEMPLATE = "/cgi-bin/message/template/send"


@pytest.fixture
async def live_school(database: tuple[str, str], tmp_path: Path) -> AsyncIterator[School]:
    """A school whose clock is the machine's, so that other processes live at the same time."""
    server, template = database
    time = RealTime()
    async with AsyncExitStack() as stack:
        stack.enter_context(clock.driven_by(time.now))
        if server:
            settings = await stack.enter_async_context(postgres_settings(server, template, tmp_path))
        else:
            shutil.copy(template, tmp_path / "visitor.sqlite3")
            settings = demo_settings(tmp_path)
        yield await stack.enter_async_context(open_school(settings, RING, time))


def _impatient(folder: Path) -> Path:
    """The demo's configuration with claims that end after a second."""
    file = folder / "impatient.toml"
    demo = (CONFIG / "demo.toml").read_text(encoding="utf-8")
    file.write_text(f"{demo}\n[notifications]\nlease_seconds = 1\npoll_seconds = 0.1\n", encoding="utf-8")
    return file


async def _all_sent() -> bool:
    return not await OutgoingMessage.exclude(status=MessageStatus.SENT).exists()


@pytest.mark.parametrize(
    ("database", "when"),
    [("sqlite", "timeout_before"), ("postgres", "timeout_before"), ("postgres", "timeout_after")],
    indirect=["database"],
)
async def test_the_message_arrives_once(live_school: School, tmp_path: Path, when: str) -> None:
    school = live_school
    faults = school.world.faults
    await story.apply(school)
    faults.rules.append(Fault.model_validate({"kind": when, "path": TEMPLATE, "ms": 20_000}))

    async def under_way() -> bool:
        return not faults.rules

    impatient = environment_of(school, RING, _impatient(tmp_path))
    with running(tmp_path, "worker", environment=impatient) as first:
        await until(under_way)
        first.kill()
        await ended(first)
    (message,) = await OutgoingMessage.all()
    assert message.status is MessageStatus.SENDING
    assert len(school.world.mailbox.messages) == (1 if when == "timeout_after" else 0)
    with running(tmp_path, "worker", environment=environment_of(school, RING)):
        await until(_all_sent)
    (arrived,) = school.world.mailbox.messages
    assert (arrived.person, arrived.client_msg_id) == ("zhangwei", message.id)
    attempts = await DeliveryAttempt.all().order_by("id")
    assert [attempt.outcome for attempt in attempts] == ["lost", "sent"]


@pytest.mark.parametrize("database", ["postgres"], indirect=True)
async def test_two_worker_processes_send_each_message_once(live_school: School, tmp_path: Path) -> None:
    school = live_school
    environment = environment_of(school, RING)
    for _ in range(4):
        visit = await story.apply(school)
        await story.decide(school, "zhangwei", visit)
    queued = [message.id for message in await OutgoingMessage.all()]
    assert len(queued) == 8
    with (
        running(tmp_path, "worker", environment=environment),
        running(tmp_path, "worker", environment=environment),
    ):
        await until(_all_sent)
    assert sorted(each.client_msg_id for each in school.world.mailbox.messages) == sorted(queued)
    assert await DeliveryAttempt.all().count() == 8
