"""The trail as the audit administrator reads it: names beside ids, and entries found by a person's name."""

from tests.support import people, story
from tests.support.school import School


async def test_staff_are_named_and_visitors_are_not(sqlite_school: School) -> None:
    visit = await story.apply(sqlite_school)
    await people.disable(sqlite_school, "heyu")
    auditor = await sqlite_school.staff("auditor")
    (disabled,) = (await auditor.get("admin/audit", action="staff_disabled"))["items"]
    heyu = await people.staff_id(sqlite_school, "heyu")
    assert (disabled["actor_name"], disabled["subject_name"], disabled["subject_id"]) == (
        "系统管理员",
        "何宇",
        heyu,
    )
    (applied,) = (await auditor.get("admin/audit", subject_id=visit["id"], action="visit_submitted"))["items"]
    assert (applied["actor_kind"], applied["actor_name"], applied["subject_name"]) == ("visitor", None, None)


async def test_entries_are_found_by_who_did_it_and_by_whom_it_was_done_to(sqlite_school: School) -> None:
    await people.disable(sqlite_school, "heyu")
    visit = await story.apply(sqlite_school)
    await story.decide(sqlite_school, "zhangwei", visit)
    auditor = await sqlite_school.staff("auditor")

    async def found(person: str, action: str | None = None) -> set[str]:
        page = await auditor.get("admin/audit", person=person, action=action)
        return {entry["action"] for entry in page["items"]}

    assert "staff_disabled" in await found("何宇")
    assert await found(" zhangw ", action="task_approved") == {"task_approved"}
    assert "task_approved" in await found("张") and "staff_disabled" not in await found("张")
    assert await found("没有这个人") == set()
