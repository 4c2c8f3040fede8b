"""Lists: pages that neither repeat nor lose a row, bounds, and filters."""

from typing import Any

from tests.support import story
from tests.support.callers import Caller
from tests.support.school import School

Row = dict[str, Any]


async def test_pages_neither_repeat_nor_lose_a_row_while_others_are_added(sqlite_school: School) -> None:
    teacher = await sqlite_school.staff("zhangwei")
    made = [await _draft(sqlite_school) for _ in range(7)]
    first = await teacher.get("staff/invitations", limit=3)
    assert _ids(first) == made[:3:-1]
    sqlite_school.time.move(seconds=1)
    late = await _draft(sqlite_school)
    rest = await _all(teacher, "staff/invitations", limit=3, after=first["next"])
    assert [row["id"] for row in rest] == made[3::-1]
    assert (await teacher.get("staff/invitations", limit=1))["items"][0]["id"] == late


async def test_rows_of_the_same_moment_are_paged_too(sqlite_school: School) -> None:
    """Time stands still here, so only the id tells these rows apart."""
    teacher = await sqlite_school.staff("zhangwei")
    body = story.invitation_body(sqlite_school)
    made = {(await teacher.post("staff/invitations", body))["id"] for _ in range(5)}
    seen = [row["id"] for row in await _all(teacher, "staff/invitations", limit=2)]
    assert len(seen) == 5 and set(seen) == made


async def test_every_list_ends_and_starts_anew_at_its_cursor(roomy_school: School) -> None:
    invitation = await story.invite(roomy_school, max_uses=5)
    body = await story.visit_body(roomy_school, "liuyang", invitation)
    visitor = await roomy_school.phone("liuyang")
    made = {(await visitor.post("visitor/visits", body))["id"] for _ in range(5)}
    lists = [(visitor, "visitor/visits"), (await roomy_school.staff("sunli"), "staff/visits")]
    for caller, path in lists:
        assert {row["id"] for row in await _all(caller, path, limit=2)} == made
    teacher = await roomy_school.staff("zhangwei")
    for box in ("todo", "started"):
        rows = await _all(teacher, "staff/approvals", box=box, limit=2)
        assert {row["visit"]["id"] for row in rows} == made
    admin, auditor = await roomy_school.staff("admin"), await roomy_school.staff("auditor")
    people = await _all(admin, "admin/staff", limit=3)
    assert len({person["id"] for person in people}) == len(people) == 10
    entries = await _all(auditor, "admin/audit", limit=4)
    numbers = [entry["id"] for entry in entries]
    assert numbers == sorted(set(numbers), reverse=True) and len(numbers) > 5


async def test_a_page_has_twenty_rows_unless_told_and_never_more_than_a_hundred(
    sqlite_school: School,
) -> None:
    teacher = await sqlite_school.staff("zhangwei")
    for _ in range(101):
        await _draft(sqlite_school)
    assert len((await teacher.get("staff/invitations"))["items"]) == 20
    hundred = await teacher.get("staff/invitations", limit=100)
    assert len(hundred["items"]) == 100 and hundred["next"]
    last = await teacher.get("staff/invitations", limit=100, after=hundred["next"])
    assert len(last["items"]) == 1 and last["next"] is None
    for limit in (0, -1, 101):
        await teacher.get("staff/invitations", limit=limit, status=422)


async def test_visits_are_found_by_what_people_know_of_them(sqlite_school: School) -> None:
    office, at = await sqlite_school.staff("sunli"), sqlite_school.time.local
    early = await story.apply(sqlite_school, vehicle={"plate": "京AD12345"})
    late = await story.apply(sqlite_school, "maimaiti", visit_from=at(9, days=3), visit_to=at(17, days=3))
    both = [late["id"], early["id"]]
    for filters, expected in (
        ({}, both),
        ({"from_": at(0, days=2)}, [late["id"]]),
        ({"to": at(0, days=2)}, [early["id"]]),
        ({"from_": at(0, days=2), "to": at(0, days=3)}, []),
        ({"q": "刘"}, [early["id"]]),
        ({"q": "9000"}, [late["id"]]),
        ({"q": "京ad1234 5"}, [early["id"]]),
        ({"q": late["number"].lower()}, [late["id"]]),
        ({"q": "%"}, []),
        ({"status_": "in_review"}, both),
        ({"status_": "approved"}, []),
        ({"visitor_type": "long_term"}, []),
        ({"department_id": early["department"]["id"]}, both),
    ):
        assert set(_ids(await office.get("staff/visits", **filters))) == set(expected), filters


def _ids(page: Row) -> list[str]:
    return [row["id"] for row in page["items"]]


async def _draft(school: School) -> str:
    school.time.move(seconds=1)
    teacher = await school.staff("zhangwei")
    return str((await teacher.post("staff/invitations", story.invitation_body(school)))["id"])


async def _all(caller: Caller, path: str, **query: Any) -> list[Row]:
    """Every row, page by page."""
    rows: list[Row] = []
    while True:
        page = await caller.get(path, **query)
        rows += page["items"]
        assert len(page["items"]) <= query["limit"]
        if page["next"] is None:
            return rows
        query["after"] = page["next"]
