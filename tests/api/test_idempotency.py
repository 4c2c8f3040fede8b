"""`Idempotency-Key`: sent twice, done once."""

import asyncio

from server.db.models import RememberedAnswer
from server.invitations.models import Invitation
from tests.support import story
from tests.support.school import School

KEY = "4f2c-key-1"


async def test_the_same_request_gets_the_first_answer_again(school: School) -> None:
    teacher, body = await school.staff("zhangwei"), story.invitation_body(school)
    first = await teacher.post("staff/invitations", body, key=KEY, status=201)
    again = await teacher.post("staff/invitations", body, key=KEY, status=201)
    assert again == first
    assert await Invitation.all().count() == 1


async def test_another_request_under_the_key_is_refused(sqlite_school: School) -> None:
    teacher, body = await sqlite_school.staff("zhangwei"), story.invitation_body(sqlite_school)
    draft = await teacher.post("staff/invitations", body, key=KEY)
    for path, other in (
        ("staff/invitations", {**body, "purpose": "讲座"}),
        (f"staff/invitations/{draft['id']}/send", None),
    ):
        said = await teacher.post(path, other, key=KEY, status=422)
        assert said["code"] == "idempotency_key_reused"
    assert (await Invitation.get(id=draft["id"])).status == "draft"


async def test_two_callers_may_choose_the_same_key(sqlite_school: School) -> None:
    body = story.invitation_body(sqlite_school)
    for username in ("zhangwei", "lina"):
        caller = await sqlite_school.staff(username)
        assert (await caller.post("staff/invitations", body, key=KEY))["inviter"]["id"] == caller.id


async def test_sent_many_times_at_once_it_is_done_once(school: School) -> None:
    teacher, body = await school.staff("zhangwei"), story.invitation_body(school)
    sending = [teacher.post("staff/invitations", body, key=KEY, status=201) for _ in range(8)]
    answers = await asyncio.gather(*sending)
    assert len({answer["id"] for answer in answers}) == 1
    assert await Invitation.all().count() == 1


async def test_a_refusal_is_not_kept_so_the_mended_request_may_use_the_key(sqlite_school: School) -> None:
    teacher, body = await sqlite_school.staff("zhangwei"), story.invitation_body(sqlite_school)
    await teacher.post("staff/invitations", {**body, "phone": "1"}, key=KEY, status=422)
    await teacher.post("staff/invitations", body, key=KEY, status=201)


async def test_an_answer_is_kept_for_a_day_and_sealed(sqlite_school: School) -> None:
    teacher, body = await sqlite_school.staff("zhangwei"), story.invitation_body(sqlite_school)
    first = await teacher.post("staff/invitations", body, key=KEY)
    kept = await RememberedAnswer.get(key=KEY)
    assert "刘洋" not in kept.answer_sealed and first["code"] not in kept.answer_sealed
    sqlite_school.time.move(hours=23, minutes=59)
    teacher = await sqlite_school.staff("zhangwei")
    assert await teacher.post("staff/invitations", body, key=KEY) == first
    sqlite_school.time.move(minutes=2)
    assert (await teacher.post("staff/invitations", body, key=KEY))["id"] != first["id"]


async def test_what_is_no_key_is_refused(sqlite_school: School) -> None:
    teacher, body = await sqlite_school.staff("zhangwei"), story.invitation_body(sqlite_school)
    for key in ("", "a" * 65, "two words", "钥匙"):
        headers = {b"Idempotency-Key": key.encode()}
        answer = await teacher.http.post("staff/invitations", json=body, headers=headers)
        assert answer.status_code == 422, key
        assert answer.json()["errors"][0]["code"] == "bad_idempotency_key"
    assert await Invitation.all().count() == 0


async def test_what_must_happen_every_time_is_not_remembered(sqlite_school: School) -> None:
    """A password is never stored with an answer, a scan has its own nonce, unmasking leaves a trace each time."""
    office, visit = await sqlite_school.staff("sunli"), await story.apply(sqlite_school)
    before = await RememberedAnswer.all().count()
    for _ in range(2):
        said = {"fields": ["phone"], "reason": "核对"}
        await office.post(f"staff/visits/{visit['id']}/unmask", said, key=KEY)
    assert await RememberedAnswer.all().count() == before
