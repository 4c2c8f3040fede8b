"""The visitor, or who expects the visitor, reminds whoever holds the case; not too often."""

from tests.support import seen, story
from tests.support.school import School


async def test_an_urged_approver_is_told_again(sqlite_school: School) -> None:
    school = sqlite_school
    visit = await story.apply(school)
    await school.deliver()
    liuyang = await school.phone("liuyang")
    urged = await liuyang.post(f"visitor/visits/{visit['id']}/urge")
    assert (urged["history"][-1]["actor"], urged["history"][-1]["event"]) == ("刘洋", "urged")
    told = await seen.messages_to(school, "zhangwei")
    assert [message.data["thing4"] for message in told] == ["学术交流", "访客催办，请尽快审批"]


async def test_every_member_of_the_group_is_reminded(sqlite_school: School) -> None:
    school = sqlite_school
    visit = await story.apply(school)
    for username in ("zhangwei", "lina"):
        await story.decide(school, username, visit)
    await (await school.phone("liuyang")).post(f"visitor/visits/{visit['id']}/urge")
    for username in ("wangfang", "zhaolei"):
        assert len(await seen.messages_to(school, username)) == 2
    assert len(await seen.messages_to(school, "lina")) == 1


async def test_once_in_thirty_minutes(sqlite_school: School) -> None:
    school = sqlite_school
    visit = await story.apply(school)
    liuyang = await school.phone("liuyang")
    path = f"visitor/visits/{visit['id']}/urge"
    await liuyang.post(path)
    for minutes, seconds_left in ((0, 1800), (29, 60)):
        school.time.move(minutes=minutes)
        await school.deliver()
        refused = await liuyang.http.post(path, json={})
        assert refused.status_code == 429
        assert refused.json()["code"] == "urged_recently"
        assert refused.headers["Retry-After"] == str(seconds_left)
    school.time.move(minutes=1)
    await liuyang.post(path)
    assert len(await seen.messages_to(school, "zhangwei")) == 3


async def test_only_what_waits_for_someone_can_be_urged(sqlite_school: School) -> None:
    school = sqlite_school
    visit = await story.approved(school)
    problem = await (await school.phone("liuyang")).post(f"visitor/visits/{visit['id']}/urge", status=409)
    assert problem["code"] == "visit_not_in_state" and problem["context"]["status"] == "approved"
    await (await school.phone("maimaiti")).post(f"visitor/visits/{visit['id']}/urge", status=404)


async def test_whoever_expects_the_visitor_may_urge_too(sqlite_school: School) -> None:
    school = sqlite_school
    contact, inviter = await school.staff("zhangwei"), await school.staff("chenjing")
    invitation = await story.invite(school, by="chenjing", contact_id=contact.id)
    visit = await story.apply(school, invitation=invitation)
    await story.decide(school, "zhangwei", visit)
    path = f"staff/visits/{visit['id']}"
    for host in (contact, inviter):
        assert "urge" in (await host.get(path))["actions"]
    urged = await inviter.post(f"{path}/urge", {"reason": "访客明天就到"})
    assert (urged["history"][-1]["actor"], urged["history"][-1]["event"]) == ("陈静", "urged")
    assert "访客明天就到" in urged["history"][-1]["comment"]
    assert (await seen.by_visitor(school, visit))["history"][-1]["comment"] == ""
    assert len(await seen.messages_to(school, "lina")) == 2
    trail = await (await school.staff("auditor")).get("admin/audit", action="visit_urged")
    assert [(entry["actor_name"], entry["subject_id"]) for entry in trail["items"]] == [("陈静", visit["id"])]

    # one pause for all who urge: the head is not asked by three people at once
    for caller, urging in (
        (contact, f"{path}/urge"),
        (await school.phone("liuyang"), f"visitor/visits/{visit['id']}/urge"),
    ):
        refused = await caller.post(urging, status=429)
        assert refused["code"] == "urged_recently"
    school.time.move(minutes=30)
    await contact.post(f"{path}/urge")


async def test_nobody_urges_themselves_nor_where_they_only_look_on(sqlite_school: School) -> None:
    school = sqlite_school
    visit = await story.apply(school)
    path = f"staff/visits/{visit['id']}"
    zhangwei = await school.staff("zhangwei")
    assert "urge" not in (await zhangwei.get(path))["actions"]
    assert (await zhangwei.post(f"{path}/urge", status=409))["code"] == "your_own_turn"
    for onlooker in ("lina", "sunli"):
        caller = await school.staff(onlooker)
        assert "urge" not in (await caller.get(path))["actions"]
        await caller.post(f"{path}/urge", status=404)
