"""Applications, reminders and repeated requests at the same moment, on PostgreSQL over real connections."""

from server.approvals.models import ApprovalTask
from server.invitations.models import Invitation
from server.notifications.models import OutgoingMessage
from server.settings import configure
from server.visits.models import Visit
from tests.support import story
from tests.support.at_once import Ask, at_once, outcomes, winner
from tests.support.locks import in_turn
from tests.support.school import School


async def _application(school: School, visitor: str, invitation: dict[str, object]) -> Ask:
    body = await story.visit_body(school, visitor, invitation)
    phone = story.PHONES["liuyang"]  # the invited number, whoever types it
    return Ask(await school.phone(visitor), "visitor/visits", {**body, "phone": phone})


async def test_the_last_use_goes_to_one_of_sixteen_applications(postgres_school: School) -> None:
    school = postgres_school
    invitation = await story.invite(school, max_uses=1)
    ask = await _application(school, "liuyang", invitation)
    answers = await at_once(*[ask] * 16)
    assert outcomes(answers) == {"ok": 1, "invitation_used_up": 15}
    stored = await Invitation.get(code=invitation["code"])
    assert (stored.uses, stored.status) == (1, "used")
    assert await Visit.all().count() == 1
    assert await ApprovalTask.all().count() == 3


async def test_two_of_three_uses_are_left_for_two_of_three_applications(postgres_school: School) -> None:
    school = postgres_school
    invitation = await story.invite(school, max_uses=3)
    ask = await _application(school, "liuyang", invitation)
    await ask.caller.post(ask.path, ask.body)
    row = ("SELECT 1 FROM invitation WHERE code = $1 FOR UPDATE", invitation["code"])
    assert outcomes(await in_turn(school, row, ask, ask, ask)) == {"ok": 2, "invitation_used_up": 1}
    assert (await Invitation.get(code=invitation["code"])).status == "used"


async def test_an_invitation_is_bound_to_one_of_two_people(postgres_school: School) -> None:
    school = postgres_school
    invitation = await story.invite(school, max_uses=16)
    people = ("liuyang", "jitian")
    asked = [await _application(school, people[n % 2], invitation) for n in range(8)]
    answers = await at_once(*asked)
    assert outcomes(answers) == {"ok": 4, "invitation_foreign": 4}
    whose = {people[place % 2] for place, answer in enumerate(answers) if answer.is_success}
    assert len(whose) == 1
    stored = await Invitation.get(code=invitation["code"])
    assert (stored.uses, stored.bound_to_id) == (4, (await school.phone(whose.pop())).id)


async def test_no_more_open_visits_than_allowed_by_applying_at_once(postgres_school: School) -> None:
    school = postgres_school
    limits = school.settings.visits.model_copy(update={"open_per_visitor": 2})
    configure(school.settings.model_copy(update={"visits": limits}))
    asked = [await _application(school, "liuyang", await story.invite(school)) for _ in range(6)]
    answers = await at_once(*asked)
    assert outcomes(answers) == {"ok": 2, "too_many_open_visits": 4}
    assert await Visit.all().count() == 2


async def test_two_reminders_are_one(postgres_school: School) -> None:
    school = postgres_school
    visit = await story.apply(school)
    ask = Ask(await school.phone("liuyang"), f"visitor/visits/{visit['id']}/urge")
    answers = await at_once(*[ask] * 8)
    assert outcomes(answers) == {"ok": 1, "urged_recently": 7}
    refused = next(answer for answer in answers if not answer.is_success)
    assert int(refused.headers["Retry-After"]) > 0
    assert await OutgoingMessage.filter(kind="review_urged").count() == 1


async def test_the_same_key_at_once_is_done_once_and_answered_alike(postgres_school: School) -> None:
    school = postgres_school
    zhangwei = await school.staff("zhangwei")
    ask = Ask(zhangwei, "staff/invitations", story.invitation_body(school), key="one")
    answers = await at_once(*[ask] * 16)
    assert outcomes(answers) == {"ok": 16}
    assert len({answer.text for answer in answers}) == 1
    assert await Invitation.all().count() == 1


async def test_the_same_key_at_once_for_two_requests_is_done_once(postgres_school: School) -> None:
    school = postgres_school
    zhangwei = await school.staff("zhangwei")
    bodies = [story.invitation_body(school, visitor) for visitor in ("liuyang", "jitian")]
    answers = await at_once(*[Ask(zhangwei, "staff/invitations", body, key="one") for body in bodies])
    assert outcomes(answers) == {"ok": 1, "idempotency_key_reused": 1}
    stored = await Invitation.get()
    assert stored.visitor_name == bodies[winner(answers)]["visitor_name"]


async def test_a_refusal_is_not_remembered_for_the_key(postgres_school: School) -> None:
    school = postgres_school
    visit = await story.apply(school)
    task_id = await story.task_of(await school.staff("zhangwei"), visit)
    ask = Ask(await school.staff("zhangwei"), f"staff/approvals/{task_id}/approve", key="one")
    again = Ask(ask.caller, ask.path, key="two")
    answers = await at_once(ask, again, ask, again)
    assert sorted(outcomes(answers).items()) == [("already_decided", 2), ("ok", 2)]


async def test_a_first_sign_in_by_wechat_twice_at_once_is_one_identity(postgres_school: School) -> None:
    school = postgres_school
    nobody = school.nobody()
    asked = [Ask(nobody, "session/wechat", {"code": school.login_code("liuyang")}) for _ in range(8)]
    answers = await at_once(*asked)
    assert outcomes(answers) == {"ok": 8}
    assert len({answer.json()["me"]["visitor"]["id"] for answer in answers}) == 1
    await nobody.http.aclose()
