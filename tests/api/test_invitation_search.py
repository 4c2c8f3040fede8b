"""What staff type into the search field above their invitations."""

import pytest
from tortoise.transactions import in_transaction

from server.invitations import queries
from server.invitations.models import Invitation
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


async def test_no_search_reads_the_whole_table(postgres_school: School) -> None:
    """PostgreSQL is forbidden to read the table from end to end, and finds an index for each thing looked for."""
    await story.invite(postgres_school)
    found = queries.matching(Invitation.all(), "8000")
    async with in_transaction() as connection:
        await connection.execute_query("SET LOCAL enable_seqscan = off")
        plan = await connection.execute_query_dict(f"EXPLAIN {found.sql(params_inline=True)}")
    text = "\n".join(line["QUERY PLAN"] for line in plan)
    assert "phone_tail" in text and "Seq Scan" not in text, text
