"""Who decides: one person in two posts, posts without a person, people who cannot decide."""

from typing import Any

import pytest

from tests.support import people, seen, story
from tests.support.school import School

SKIPPED = "与上一步为同一审批人，自动跳过"


async def dry_run(school: School, contact: str = "zhangwei") -> list[tuple[str, list[str]]]:
    """Step and holders of a temporary visit's chain, as the administrator is told beforehand."""
    contact_id = await people.staff_id(school, contact)
    admin = await school.staff("admin")
    said = await admin.get("admin/flows/dry-run", contact_id=contact_id, visitor_type="temporary")
    return [(hop["step"], hop["holders"]) for hop in said["hops"]]


async def test_a_contact_who_is_also_the_head_decides_once(sqlite_school: School) -> None:
    school = sqlite_school
    visit = await story.apply(school, invitation=await story.invite(school, by="lina"))
    await story.decide(school, "lina", visit, comment="欢迎")
    shown = await seen.by_visitor(school, visit)
    assert [(line["step"], line["status"], line["decided_by"]) for line in shown["flow"][:2]] == [
        ("contact", "approved", "李娜"),
        ("head", "skipped", "李娜"),
    ]
    assert shown["flow"][1]["comment"] == SKIPPED
    assert shown["current"]["holders"] == ["王芳", "赵磊"]
    assert await seen.waiting_for(school, "lina") == []


async def test_one_person_in_all_three_posts_decides_once(sqlite_school: School) -> None:
    school = sqlite_school
    await people.set_members(school, "materials_support", "wangfang", "lina")
    visit = await story.apply(school, invitation=await story.invite(school, by="lina"))
    decided = await story.decide(school, "lina", visit)
    assert decided["visit"]["status"] == "approved"
    assert [line["status"] for line in decided["visit"]["flow"]] == ["approved", "skipped", "skipped"]
    assert (await seen.by_visitor(school, visit))["pass_available"]


async def test_the_same_person_but_not_in_a_row_decides_twice(sqlite_school: School) -> None:
    school = sqlite_school
    await people.set_members(school, "materials_support", "zhangwei")
    visit = await story.apply(school)
    await story.decide(school, "zhangwei", visit)
    await story.decide(school, "lina", visit)
    assert await seen.waiting_for(school, "zhangwei") == [visit["id"]]
    assert (await story.decide(school, "zhangwei", visit))["visit"]["status"] == "approved"


async def nobody_heads_the_unit(school: School) -> None:
    await people.set_head(school, "计算机学院", None)


async def the_head_is_disabled(school: School) -> None:
    await people.disable(school, "lina")


async def the_head_may_not_decide(school: School) -> None:
    await people.change_staff(school, "lina", roles=["guard"])


NO_HEAD = [nobody_heads_the_unit, the_head_is_disabled, the_head_may_not_decide]


@pytest.mark.parametrize("happened", NO_HEAD, ids=lambda happened: happened.__name__)
async def test_a_unit_without_a_head_asks_the_parents_head_and_then_the_fallback_person(
    sqlite_school: School, happened: Any
) -> None:
    school = sqlite_school
    await happened(school)
    assert (await dry_run(school))[1] == ("head", ["孙丽"])
    await people.set_head(school, "校长办公室", "heyu")
    assert (await dry_run(school))[1] == ("head", ["何宇"])

    visit = await story.apply(school)
    await story.decide(school, "zhangwei", visit)
    assert await seen.waiting_for(school, "heyu") == [visit["id"]]


async def everyone_left_the_group(school: School) -> None:
    await people.set_members(school, "materials_support")


async def everyone_in_the_group_is_disabled(school: School) -> None:
    for username in ("wangfang", "zhaolei"):
        await people.disable(school, username)


async def nobody_in_the_group_may_decide(school: School) -> None:
    for username in ("wangfang", "zhaolei"):
        await people.change_staff(school, username, roles=["guard"])


DESERTED = [everyone_left_the_group, everyone_in_the_group_is_disabled, nobody_in_the_group_may_decide]


@pytest.mark.parametrize("happened", DESERTED, ids=lambda happened: happened.__name__)
async def test_a_deserted_group_is_replaced_by_the_fallback_person(
    sqlite_school: School, happened: Any
) -> None:
    school = sqlite_school
    await happened(school)
    visit = await story.apply(school)
    for username in ("zhangwei", "lina"):
        await story.decide(school, username, visit)
    assert await seen.holders(school, visit) == ["孙丽"]
    assert (await story.decide(school, "sunli", visit))["visit"]["status"] == "approved"


async def test_who_joins_the_group_later_sees_what_is_open(sqlite_school: School) -> None:
    school = sqlite_school
    visit = await story.apply(school)
    for username in ("zhangwei", "lina"):
        await story.decide(school, username, visit)
    assert await seen.waiting_for(school, "heyu") == []
    await people.set_members(school, "materials_support", "wangfang", "heyu")
    assert await seen.waiting_for(school, "heyu") == [visit["id"]]
    assert await seen.waiting_for(school, "zhaolei") == []
    assert await seen.holders(school, visit) == ["何宇", "王芳"]
    assert (await story.decide(school, "heyu", visit))["visit"]["status"] == "approved"


async def test_a_disabled_contact_takes_no_new_visitors(sqlite_school: School) -> None:
    school = sqlite_school
    invitation = await story.invite(school)
    body = await story.visit_body(school, "liuyang", invitation)
    await people.disable(school, "zhangwei")
    problem = await (await school.phone("liuyang")).post("visitor/visits", body, status=422)
    assert [error["code"] for error in problem["errors"]] == ["contact_unavailable"]
    assert (await (await school.phone("liuyang")).get("visitor/visits"))["items"] == []


async def test_a_contact_disabled_while_waiting_gives_way_to_the_head(sqlite_school: School) -> None:
    school = sqlite_school
    visit = await story.apply(school)
    await people.disable(school, "zhangwei")
    assert await seen.holders(school, visit) == ["李娜"]
    await story.decide(school, "lina", visit)
    assert await seen.chain_of(school, visit) == [
        ("contact", "closed"),
        ("contact", "approved"),
        ("head", "skipped"),
        ("materials", "open"),
    ]
