"""A one-time code is used once, however many tablets show it together."""

from tests.support.at_once import Ask, at_once
from tests.support.devices import added
from tests.support.school import School


async def test_of_eight_tablets_with_one_code_one_is_enrolled(postgres_school: School) -> None:
    code = (await added(postgres_school))["enrolment"]["code"]
    tablets = [postgres_school.nobody() for _ in range(8)]
    answers = await at_once(*(Ask(tablet, "session/device", {"code": code}) for tablet in tablets))
    assert sorted(answer.status_code for answer in answers) == [201, *[422] * 7]
    (won,) = [answer for answer in answers if answer.status_code == 201]
    tablets[0].http.headers["Authorization"] = f"Bearer {won.json()['token']}"
    await tablets[0].get("gate/device")
