"""What happens at the gates is told to turnstiles and barriers: signed, once, and again until it arrives."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from server.gate.models import Passage
from server.kit import clock
from server.settings import Settings
from server.webhooks import outbox
from server.webhooks.models import Webhook, WebhookDelivery
from server.webhooks.sender import open_sender
from server.webhooks.service import forget_old
from server.webhooks.signing import signature
from tests.api.subjects import Subjects
from tests.conftest import RING
from tests.support import story
from tests.support.receiver import Receiver, Told, receiving
from tests.support.school import School, open_school
from tests.support.time import Time

BOTH = ["passage.admitted", "passage.refused"]


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    """A turnstile on this machine."""
    async with receiving() as opened:
        yield opened


async def _webhook(school: School, receiver: Receiver, **over: Any) -> dict[str, Any]:
    body = {"name": "东门道闸", "url": receiver.url, "events": BOTH, **over}
    webhook: dict[str, Any] = await (await school.staff("admin")).post("admin/webhooks", body, status=201)
    return webhook


async def _push(school: School) -> None:
    """What the worker does in one round, to its end."""
    async with open_sender(school.settings.webhooks) as sender:
        await sender.push()


async def _deliveries(school: School, webhook: dict[str, Any], **query: Any) -> list[dict[str, Any]]:
    admin = await school.staff("admin")
    found: list[dict[str, Any]] = (await admin.get(f"admin/webhooks/{webhook['id']}/deliveries", **query))[
        "items"
    ]
    return found


def _signed_by(told: Told, secret: str) -> bool:
    headers = told.headers
    expected = signature(secret, headers["webhook-id"], int(headers["webhook-timestamp"]), told.body)
    return expected in headers["webhook-signature"].split()


async def test_an_admitted_visitor_is_told_signed_and_without_a_name(
    school: School, receiver: Receiver
) -> None:
    webhook = await _webhook(school, receiver)
    window = {"visit_from": school.time.local(9), "visit_to": school.time.local(11)}
    visit = await story.approved(school, vehicle={"plate": "京A12345"}, **window)
    entry_pass = await (await school.phone("liuyang")).get(f"visitor/visits/{visit['id']}/pass")
    await story.scan(school, entry_pass["qr"])
    await _push(school)
    await _push(school)
    assert len(receiver.told) == 1
    told, said = receiver.told[0], json.loads(receiver.told[0].body)
    assert _signed_by(told, webhook["secret"]) and told.headers["host"] in receiver.url
    assert (said["type"], said["data"]["gate"]["name"]) == ("passage.admitted", "东门")
    assert (said["data"]["direction"], said["data"]["visit_id"]) == ("in", visit["id"])
    assert not any(
        word in told.body for word in ("刘洋", "张伟", "京A12345", "8000", entry_pass["short_code"])
    )
    done = (await _deliveries(school, webhook))[0]
    assert (done["state"], done["attempts"], done["status_code"]) == ("delivered", 1, 200)
    assert done["id"] == told.headers["webhook-id"] and done["delivered_at"]


async def _refused(school: School, nonce: str = "n1") -> None:
    await story.scan(school, "NOSUCH", nonce=nonce)


@pytest.mark.parametrize(
    "status, reason", [(500, "answered"), (302, "answered"), (None, "RemoteProtocolError")]
)
async def test_what_does_not_arrive_is_told_again(
    sqlite_school: School, receiver: Receiver, status: int | None, reason: str
) -> None:
    webhook = await _webhook(sqlite_school, receiver)
    await _refused(sqlite_school)
    receiver.status = status
    await _push(sqlite_school)
    waiting = (await _deliveries(sqlite_school, webhook))[0]
    assert (waiting["state"], waiting["status_code"], waiting["last_reason"]) == ("queued", status, reason)
    await _push(sqlite_school)
    assert len(receiver.told) == 1  # not before its time
    receiver.status = 204
    sqlite_school.time.move(seconds=1)
    await _push(sqlite_school)
    assert (await _deliveries(sqlite_school, webhook, state="delivered"))[0]["attempts"] == 2
    assert len({told.headers["webhook-id"] for told in receiver.told}) == 1


async def test_after_a_day_it_is_given_up_and_may_be_sent_by_hand(
    sqlite_school: School, receiver: Receiver
) -> None:
    webhook = await _webhook(sqlite_school, receiver)
    await _refused(sqlite_school)
    receiver.status = 503
    for hours in (0, 12, 12):
        sqlite_school.time.move(hours=hours)
        await _push(sqlite_school)
    given_up = (await _deliveries(sqlite_school, webhook))[0]
    assert given_up["state"] == "failed"
    receiver.status = 200
    admin = await sqlite_school.staff("admin")
    again = await admin.post(f"admin/webhook-deliveries/{given_up['id']}/resend")
    assert again["state"] == "queued"
    refused = await admin.post(f"admin/webhook-deliveries/{given_up['id']}/resend", status=409)
    assert refused["code"] == "delivery_under_way"
    await _push(sqlite_school)
    assert (await _deliveries(sqlite_school, webhook))[0]["state"] == "delivered"


async def test_a_worker_that_dies_leaves_its_claim_to_the_next(
    sqlite_school: School, receiver: Receiver
) -> None:
    webhook = await _webhook(sqlite_school, receiver)
    await _refused(sqlite_school)
    await outbox.sweep(24)
    lease = clock.now()
    await WebhookDelivery.all().update(state="sending", attempts=1, claimed_until=lease)
    await _push(sqlite_school)
    done = (await _deliveries(sqlite_school, webhook))[0]
    assert (done["state"], done["attempts"], len(receiver.told)) == ("delivered", 2, 1)


async def test_a_worker_that_was_away_for_hours_misses_nothing(
    sqlite_school: School, receiver: Receiver
) -> None:
    webhook = await _webhook(sqlite_school, receiver)
    for number in range(5):
        await _refused(sqlite_school, nonce=f"n{number}")
        sqlite_school.time.move(minutes=50)
    await _push(sqlite_school)
    told = [json.loads(one.body)["data"]["passage_id"] for one in receiver.told]
    assert told == [row.id for row in await Passage.all().order_by("recorded_at")]
    assert len(await _deliveries(sqlite_school, webhook)) == 5


async def test_only_what_was_asked_for_at_these_gates_and_since_then(
    sqlite_school: School, receiver: Receiver
) -> None:
    await _refused(sqlite_school, nonce="before")
    sqlite_school.time.move(minutes=1)
    gates = (await (await sqlite_school.staff("admin")).get("admin/gates"))["items"]
    west = next(gate["id"] for gate in gates if gate["name"] == "西门")
    for over in ({"events": ["passage.admitted"]}, {"gate_ids": [west]}, {}):
        await _webhook(sqlite_school, receiver, **over)
    await _refused(sqlite_school)
    await _push(sqlite_school)
    assert len(receiver.told) == 1


async def test_a_rotated_secret_goes_with_the_old_one_for_a_day(
    sqlite_school: School, receiver: Receiver
) -> None:
    webhook, admin = await _webhook(sqlite_school, receiver), await sqlite_school.staff("admin")
    fresh = (await admin.post(f"admin/webhooks/{webhook['id']}/rotate"))["secret"]
    for nonce in "ab":
        await _refused(sqlite_school, nonce)
        await _push(sqlite_school)
        sqlite_school.time.move(hours=25)
    assert [_signed_by(told, fresh) for told in receiver.told] == [True, True]
    assert [_signed_by(told, webhook["secret"]) for told in receiver.told] == [True, False]


async def test_the_secret_is_shown_once_and_sealed(sqlite_school: School, receiver: Receiver) -> None:
    webhook = await _webhook(sqlite_school, receiver)
    assert webhook["secret"].startswith("whsec_")
    shown = await (await sqlite_school.staff("admin")).get("admin/webhooks")
    assert "secret" not in shown["items"][0]
    assert webhook["secret"] not in str(await Webhook.all().values())


async def test_a_disabled_one_is_told_nothing_more(sqlite_school: School, receiver: Receiver) -> None:
    webhook, admin = await _webhook(sqlite_school, receiver), await sqlite_school.staff("admin")
    receiver.status = 500
    await _refused(sqlite_school)
    await _push(sqlite_school)
    assert (await admin.post(f"admin/webhooks/{webhook['id']}/disable"))["disabled_at"]
    sqlite_school.time.move(minutes=1)
    await _refused(sqlite_school, "n2")
    await _push(sqlite_school)
    left = await _deliveries(sqlite_school, webhook)
    assert [(one["state"], one["last_reason"]) for one in left] == [("failed", "disabled")]
    assert len(receiver.told) == 1
    for path in (f"webhooks/{webhook['id']}/disable", f"webhooks/{webhook['id']}/rotate"):
        assert (await admin.post(f"admin/{path}", status=409))["code"] == "webhook_disabled"
    refused = await admin.post(f"admin/webhook-deliveries/{left[0]['id']}/resend", status=409)
    assert refused["code"] == "webhook_disabled"


async def test_enabled_again_it_is_told_from_then_on(sqlite_school: School, receiver: Receiver) -> None:
    webhook, admin = await _webhook(sqlite_school, receiver), await sqlite_school.staff("admin")
    enable = f"admin/webhooks/{webhook['id']}/enable"
    assert (await admin.post(enable, status=409))["code"] == "webhook_in_force"
    await admin.post(f"admin/webhooks/{webhook['id']}/disable")
    sqlite_school.time.move(hours=2)
    await _refused(sqlite_school, "disabled")
    sqlite_school.time.move(seconds=1)
    assert (await admin.post(enable))["disabled_at"] is None
    for number in range(3):
        await _refused(sqlite_school, f"n{number}")
        await _push(sqlite_school)
        sqlite_school.time.move(seconds=40)
    told = [json.loads(one.body)["data"]["passage_id"] for one in receiver.told]
    assert told == [row.id for row in await Passage.exclude(nonce="disabled").order_by("recorded_at")]
    assert _signed_by(receiver.told[0], webhook["secret"])


async def test_what_a_desk_tells_later_is_told_once_and_marked_late(
    school: School, receiver: Receiver
) -> None:
    await story.scan(school, "NOSUCH", nonce="before")
    decided_at, upload = school.time.now(), await Subjects(school).upload()
    school.time.move(hours=1)
    await _webhook(school, receiver)
    for _ in range(3):
        school.time.move(hours=1)
        await _push(school)
    case = (await (await school.staff("zhouqiang")).post("gate/uploads", {"items": [upload]}))["items"][0]
    uploaded_at = school.time.now()
    await _refused(school)
    for _ in range(2):
        await _push(school)
        school.time.move(seconds=20)
    settled = {"resolution": "keep_record"}
    await (await school.staff("sunli")).post(f"gate/conflicts/{case['conflict']['id']}/resolve", settled)
    await _push(school)
    told = {said["type"]: said for said in (json.loads(one.body) for one in receiver.told)}
    late, seen, voided = (told[f"passage.{what}"] for what in ("admitted", "refused", "voided"))
    assert len(receiver.told) == 3 and voided["data"] == late["data"]
    assert late["timestamp"] == late["data"]["recorded_at"] == decided_at.isoformat()
    assert (late["data"]["late"], late["data"]["uploaded_at"]) == (True, uploaded_at.isoformat())
    assert (seen["data"]["late"], seen["data"]["uploaded_at"]) == (False, None)


@pytest.mark.parametrize(
    "url, code",
    [("ftp://gate.example/", "bad_url"), ("http://10.0.0.7/told", "private_address")],
)
async def test_where_the_school_does_not_push_to(
    sqlite_settings: Settings, time: Time, url: str, code: str
) -> None:
    async with _careful(sqlite_settings, time) as school:
        body = {"name": "道闸", "url": url, "events": BOTH}
        refused = await (await school.staff("admin")).post("admin/webhooks", body, status=422)
        assert (refused["errors"][0]["field"], refused["errors"][0]["code"]) == ("url", code)


async def test_a_name_that_leads_inside_is_not_called(
    sqlite_settings: Settings, time: Time, receiver: Receiver
) -> None:
    async with _careful(sqlite_settings, time) as school:
        receiver.url = receiver.url.replace("127.0.0.1", "localhost")
        webhook = await _webhook(school, receiver)
        await _refused(school)
        await _push(school)
        waiting = (await _deliveries(school, webhook))[0]
        assert (waiting["state"], waiting["last_reason"]) == ("queued", "private_address")
        assert receiver.told == []


def _careful(settings: Settings, time: Time) -> Any:
    webhooks = settings.webhooks.model_copy(update={"allow_private_addresses": False})
    return open_school(settings.model_copy(update={"webhooks": webhooks}), RING, time)


async def test_old_deliveries_are_forgotten(sqlite_school: School, receiver: Receiver) -> None:
    await _webhook(sqlite_school, receiver)
    await _refused(sqlite_school)
    await _push(sqlite_school)
    for days, forgotten in ((29, 0), (2, 1)):
        sqlite_school.time.move(days=days)
        assert await forget_old() == forgotten


async def test_every_step_is_in_the_trail(sqlite_school: School, receiver: Receiver) -> None:
    webhook, admin = await _webhook(sqlite_school, receiver), await sqlite_school.staff("admin")
    for act in ("rotate", "disable", "enable"):
        await admin.post(f"admin/webhooks/{webhook['id']}/{act}")
    trail = await (await sqlite_school.staff("auditor")).get("admin/audit", subject_id=webhook["id"])
    told = [entry["action"] for entry in reversed(trail["items"])]
    assert told == ["webhook_added", "webhook_rotated", "webhook_disabled", "webhook_enabled"]
    assert receiver.url not in str(trail) and webhook["secret"] not in str(trail)
