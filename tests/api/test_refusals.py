"""After the green answer the guard sends somebody away: then they were never inside, and everybody learns it."""

import json
from datetime import timedelta

import pytest

from server.audit.models import AuditEntry
from server.gate.models import Passage
from server.journey.announce import tell_arrivals
from server.notifications.models import OutgoingMessage
from server.passes.models import EntryPass
from server.webhooks.models import WebhookDelivery
from server.webhooks.outbox import sweep
from tests.support.devices import device
from tests.support.gate_desk import Desk
from tests.support.school import School

BECAUSE = {"reason": "证件与预约不符"}


async def _messages() -> dict[str, tuple[str, str]]:
    rows = await OutgoingMessage.filter(kind__startswith="visitor_").order_by("created_at")
    return {row.kind: (row.status.value, row.last_reason) for row in rows}


async def test_who_is_sent_away_was_never_inside(school: School) -> None:
    desk = await Desk.open(school)
    webhook = {"name": "道闸", "url": "https://barrier.example/told", "events": ["passage.admitted"]}
    await (await school.staff("admin")).post("admin/webhooks", webhook)
    tablet, west = await device(school), await device(school, gate="西门")
    admitted = await desk.scan()
    path = f"gate/passages/{admitted['passage_id']}/refuse"
    await west.post(path, BECAUSE, status=404)
    school.time.move(seconds=20)
    said = await tablet.post(path, BECAUSE)
    assert said["reason"] == BECAUSE["reason"]
    assert await tablet.post(path, {"reason": "又一次"}) == said
    assert not await desk.inside()
    assert (await EntryPass.get()).entries == 0
    passages = f"staff/visits/{desk.visit['id']}/passages"
    row = (await (await school.staff("zhangwei")).get(passages))["items"][0]
    assert (row["verdict"], row["void_reason"]) == ("admit", BECAUSE["reason"]) and row["voided_at"]
    entry = await AuditEntry.get(action="passage_turned_away")
    assert (entry.actor_kind, entry.detail) == ("device", {"visit": desk.visit["id"]})
    await sweep(1)
    deliveries = await WebhookDelivery.all().order_by("event")
    assert [delivery.event for delivery in deliveries] == ["passage.admitted", "passage.voided"]
    told = json.loads(deliveries[1].body)
    assert (told["type"], told["data"]["passage_id"]) == ("passage.voided", admitted["passage_id"])
    assert BECAUSE["reason"] not in deliveries[1].body
    assert await sweep(1) == 0
    school.time.move(seconds=20)
    assert (await desk.scan("in"))["verdict"] == "admit"


async def test_the_contact_is_told_unless_they_had_not_heard_of_it(sqlite_school: School) -> None:
    school = sqlite_school
    desk = await Desk.open(school)
    await school.deliver()
    guard = await school.staff("zhouqiang")
    unheard = await desk.scan()
    await guard.post(f"gate/passages/{unheard['passage_id']}/refuse", BECAUSE)
    await school.deliver()
    assert await _messages() == {}
    school.time.move(seconds=30)
    unsent = await desk.scan()
    assert await tell_arrivals() == 1
    await guard.post(f"gate/passages/{unsent['passage_id']}/refuse", BECAUSE)
    assert await _messages() == {"visitor_arrived": ("abandoned", "withdrawn")}
    school.time.move(seconds=30)
    heard = await desk.scan()
    await school.deliver()
    await guard.post(f"gate/passages/{heard['passage_id']}/refuse", BECAUSE)
    await school.deliver()
    assert (await _messages())["visitor_turned_away"] == ("sent", "sent")


async def test_presence_is_as_it_was_before(sqlite_school: School) -> None:
    school = sqlite_school
    desk = await Desk.open(school)
    guard = await school.staff("zhouqiang")
    first = await desk.scan()
    since = (await EntryPass.get()).inside_since
    school.time.move(minutes=1)
    again = await desk.scan(override={"reason": "上次离校时没有扫码"})
    await guard.post(f"gate/passages/{first['passage_id']}/refuse", BECAUSE, status=409)
    await guard.post(f"gate/passages/{again['passage_id']}/refuse", BECAUSE)
    entry_pass = await EntryPass.get()
    assert (entry_pass.inside, entry_pass.inside_since, entry_pass.entries) == (True, since, 1)


@pytest.mark.parametrize("minutes, status", [(10, 200), (10.1, 409)])
async def test_for_ten_minutes(sqlite_school: School, minutes: float, status: int) -> None:
    desk = await Desk.open(sqlite_school)
    admitted = await desk.scan()
    sqlite_school.time.move(minutes=minutes)
    guard = await sqlite_school.staff("zhouqiang")
    refused = await guard.post(f"gate/passages/{admitted['passage_id']}/refuse", BECAUSE, status=status)
    assert refused.get("code") == (None if status == 200 else "passage_stands")


async def test_only_the_last_admission(sqlite_school: School) -> None:
    desk = await Desk.open(sqlite_school)
    guard = await sqlite_school.staff("zhouqiang")
    refused = await desk.scan("out")
    entered = await desk.scan("in")
    sqlite_school.time.move(minutes=1)
    left = await desk.scan("out")
    for stored in (refused, entered, left):
        answer = await guard.post(f"gate/passages/{stored['passage_id']}/refuse", BECAUSE, status=409)
        assert answer["code"] == "passage_stands"
    await guard.post(f"gate/passages/{'z' * 24}/refuse", BECAUSE, status=404)


async def test_told_later_it_comes_to_the_same(school: School) -> None:
    """With the admission, after it was brought, and for one that we had answered ourselves."""
    desk = await Desk.open(school)
    await school.deliver()
    school.time.move(minutes=5)
    sent_away = {"turned_away": {**BECAUSE, "at": school.time.now().isoformat()}}
    together = desk.fact("in", 4)
    afterwards = desk.fact("in", 3)
    answered = await desk.scan("in", nonce="answered")
    school.time.move(seconds=1)
    for facts in ([together | sent_away], [afterwards], [afterwards | sent_away]):
        told = await desk.tell(*facts)
        assert await desk.tell(*facts) == [{**told[0], "stored": "repeat"}]
    await desk.tell(desk.fact("in", nonce="answered") | sent_away)
    stored = await Passage.all()
    assert {row.nonce for row in stored} == {"answered", together["nonce"], afterwards["nonce"]}
    assert {row.void_reason for row in stored} == {BECAUSE["reason"]}
    assert answered["passage_id"] in {row.id for row in stored}
    entry_pass = await EntryPass.get()
    assert (entry_pass.inside, entry_pass.entries) == (False, 0)
    assert await AuditEntry.filter(action="passage_turned_away").count() == 3
    await school.deliver()
    assert await _messages() == {}


async def test_what_was_not_just_admitted_is_not_turned_away(sqlite_school: School) -> None:
    desk = await Desk.open(sqlite_school)
    guard = await sqlite_school.staff("zhouqiang")
    now = sqlite_school.time.now()
    late = desk.fact(turned_away={**BECAUSE, "at": (now + timedelta(minutes=21)).isoformat()})
    refused = desk.fact(verdict="refuse", reason="stale", turned_away={**BECAUSE, "at": now.isoformat()})
    left = desk.fact("out", turned_away={**BECAUSE, "at": now.isoformat()})
    for flawed in (late, refused, left):
        answer = await guard.post("gate/uploads", {"items": [flawed]}, status=422)
        assert [problem["field"] for problem in answer["errors"]] == ["items.0.turned_away"]
