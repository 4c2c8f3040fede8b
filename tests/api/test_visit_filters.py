"""预约访客 by what people remember of a visit."""

from datetime import timedelta
from typing import Any

import pytest

from tests.support import story
from tests.support.school import School


async def numbers(school: School, **wanted: Any) -> set[str]:
    """The numbers of the visits the security office finds."""
    page = await (await school.staff("sunli")).get("staff/visits", **wanted)
    return {row["number"] for row in page["items"]}


async def test_each_criterion_finds_its_visit_and_they_narrow_together(school: School) -> None:
    by_car = await story.apply(school, vehicle={"plate": "京AD12345"})
    on_foot = await story.apply(school, "maimaiti")
    cars, feet = {by_car["number"]}, {on_foot["number"]}
    assert await numbers(school, plate="京a·d12345") == cars
    assert await numbers(school, number=on_foot["number"].lower()) == feet
    assert await numbers(school, name="买买提") == feet
    assert await numbers(school, phone_tail="8000") == cars
    assert await numbers(school, phone_tail="9000") == feet
    assert await numbers(school, phone_tail="8000") == cars
    assert await numbers(school, phone_tail="9000") == feet
    assert await numbers(school, name="刘", plate="京AD12345") == cars
    assert await numbers(school, name="买", plate="京AD12345") == set()


@pytest.mark.parametrize("tail", ["800", "80000", "80O0"])
async def test_a_phone_tail_is_four_digits(sqlite_school: School, tail: str) -> None:
    refused = await (await sqlite_school.staff("sunli")).get("staff/visits", phone_tail=tail, status=422)
    assert [problem["field"] for problem in refused["errors"]] == ["phone_tail"]


@pytest.mark.parametrize("filter_", ["q", "number", "plate"])
async def test_what_is_longer_than_any_number_finds_nothing(sqlite_school: School, filter_: str) -> None:
    await story.apply(sqlite_school)
    office = await sqlite_school.staff("sunli")
    found = await office.http.get("staff/visits", params={filter_: "110101190003070010"})
    assert found.json()["items"] == []
    assert (await office.get("staff/invitations", q="110101190003070010"))["items"] == []


async def test_what_was_applied_for_after_it_had_begun_is_found_by_its_beginning(
    sqlite_school: School,
) -> None:
    """The list looks only at what was created by then, and a little later: as late as one may apply."""
    allowed = sqlite_school.settings.visits.backdate_minutes
    began = sqlite_school.time.now() - timedelta(minutes=allowed)
    ends = sqlite_school.time.now() + timedelta(hours=2)
    visit = await story.apply(sqlite_school, visit_from=began.isoformat(), visit_to=ends.isoformat())
    office = await sqlite_school.staff("sunli")
    for to, found in ((began, [visit["id"]]), (began - timedelta(seconds=1), [])):
        page = await office.get("staff/visits", to=to.isoformat())
        assert [row["id"] for row in page["items"]] == found
