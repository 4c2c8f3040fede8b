"""Someone leaves while cases wait: nobody who has left is ever waited for."""

from server.accounts.models import Staff
from server.journey.handover import reopen_abandoned
from tests.support import people, seen, story
from tests.support.school import School


async def test_open_tasks_of_a_disabled_person_go_to_who_the_rules_name_now(sqlite_school: School) -> None:
    school = sqlite_school
    first, second = await story.apply(school), await story.apply(school, "maimaiti")
    await story.decide(school, "zhangwei", first)
    await people.disable(school, "lina")
    assert await seen.waiting_for(school, "sunli") == [first["id"]]
    assert len(await seen.messages_to(school, "sunli")) == 1
    assert (await seen.chain_of(school, first))[1:3] == [("head", "closed"), ("head", "open")]

    # what was only going to wait for her never does
    school.time.move(minutes=1)
    await story.decide(school, "zhangwei", second)
    assert await seen.waiting_for(school, "sunli") == [first["id"], second["id"]]
    await story.decide(school, "sunli", second)
    assert await seen.holders(school, second, "maimaiti") == ["王芳", "赵磊"]


async def test_an_administrator_is_told_before_how_much_will_be_handed_over(sqlite_school: School) -> None:
    school = sqlite_school
    admin = await school.staff("admin")

    async def told(username: str) -> int:
        answer = await admin.get(f"admin/staff/{await people.staff_id(school, username)}")
        return int(answer["open_tasks"])

    first, second = await story.apply(school), await story.apply(school, "maimaiti")
    assert (await told("zhangwei"), await told("lina"), await told("wangfang")) == (2, 0, 0)
    for username in ("zhangwei", "lina"):
        await story.decide(school, username, first)
    await story.decide(school, "zhangwei", second)
    # what waits for a group goes on without her, until she is the last who could decide
    assert (await told("zhangwei"), await told("lina"), await told("wangfang")) == (0, 1, 0)
    await people.disable(school, "zhaolei")
    assert await told("wangfang") == 1


async def test_who_is_left_in_the_group_goes_on_alone(sqlite_school: School) -> None:
    school = sqlite_school
    visit = await story.apply(school)
    for username in ("zhangwei", "lina"):
        await story.decide(school, username, visit)
    await people.disable(school, "wangfang")
    assert await seen.holders(school, visit) == ["赵磊"]
    await people.disable(school, "zhaolei")
    assert await seen.holders(school, visit) == ["孙丽"]
    assert (await story.decide(school, "sunli", visit))["visit"]["status"] == "approved"


async def test_who_may_not_decide_any_more_is_not_waited_for_either(sqlite_school: School) -> None:
    school = sqlite_school
    visit = await story.apply(school)
    await people.change_staff(school, "zhangwei", roles=["guard"])
    assert await seen.holders(school, visit) == ["李娜"]
    await people.change_staff(school, "lina", roles=["guard"])
    assert await seen.holders(school, visit) == ["孙丽"]


async def test_a_disabled_person_is_signed_out_at_once(sqlite_school: School) -> None:
    school = sqlite_school
    lina = await school.staff("lina")
    on_the_phone = await school.phone("lina")
    await people.disable(school, "lina")
    await lina.get("staff/approvals", status=401)
    await on_the_phone.get("staff/approvals", status=401)


async def test_the_case_keeps_moving_when_they_come_back(sqlite_school: School) -> None:
    school = sqlite_school
    visit = await story.apply(school)
    await story.decide(school, "zhangwei", visit)
    await people.disable(school, "lina")
    await people.change_staff(school, "lina", active=True)
    later = await story.apply(school, "maimaiti")
    await story.decide(school, "zhangwei", later)
    assert await seen.holders(school, visit) == ["孙丽"]
    assert await seen.holders(school, later, "maimaiti") == ["李娜"]


async def test_the_fallback_person_and_oneself_cannot_be_disabled(sqlite_school: School) -> None:
    school = sqlite_school
    admin = await school.staff("admin")
    for username in ("sunli", "admin"):
        staff_id = await people.staff_id(school, username)
        problem = await admin.post(f"admin/staff/{staff_id}/disable", status=409)
        assert problem["code"] == "still_needed"
    sunli = await people.staff_id(school, "sunli")
    problem = await admin.patch(f"admin/staff/{sunli}", {"roles": ["security_office"]}, status=409)
    assert problem["code"] == "still_needed"


async def test_a_task_that_slipped_to_a_disabled_person_is_found_again(sqlite_school: School) -> None:
    """Disabling and opening may cross: the worker looks for what was left behind."""
    school = sqlite_school
    visit = await story.apply(school)
    await Staff.filter(username="zhangwei").update(active=False)
    assert await seen.holders(school, visit) == ["张伟"]
    assert await reopen_abandoned() == 1
    assert await seen.holders(school, visit) == ["李娜"]
    assert await reopen_abandoned() == 0
