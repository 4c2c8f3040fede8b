"""What staff type into the search field above their invitations."""

import pytest

from tests.support import story
from tests.support.school import School


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("刘", True),
        ("刘洋", True),
        ("8000", True),
        (" 8000 ", True),
        ("洋", False),
        ("000", False),
        ("1380", False),
        ("买买提", False),
    ],
)
async def test_a_name_from_its_beginning_or_the_last_four_digits(
    sqlite_school: School, typed: str, found: bool
) -> None:
    sent = await story.invite(sqlite_school)
    page = await (await sqlite_school.staff("zhangwei")).get("staff/invitations", q=typed)
    assert [row["id"] for row in page["items"]] == ([sent["id"]] if found else [])


async def test_the_code_in_either_case(sqlite_school: School) -> None:
    sent = await story.invite(sqlite_school)
    page = await (await sqlite_school.staff("zhangwei")).get("staff/invitations", q=sent["code"].lower())
    assert [row["id"] for row in page["items"]] == [sent["id"]]
