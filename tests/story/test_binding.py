"""A member of staff ties WeChat to the account: a QR code on the PC, scanned on the phone, confirmed on the PC."""

from typing import Any

import pytest

from server.wechat.sandbox import actions
from server.wechat.sandbox.quotas import Limit
from tests.support import people, seen, story
from tests.support.callers import Caller
from tests.support.school import School
from tests.support.wechat import heard, listen


async def begun(school: School, username: str) -> str:
    """A QR code on this person's screen; what it says."""
    listen(school)
    ticket = await (await school.staff(username)).post("staff/wechat/binding", status=201)
    return str(ticket["url"])


async def scanned(school: School, url: str, by: str) -> None:
    """Somebody points the phone at the code, and the product hears of it."""
    await actions.scan(school.world, school.world.person(by), url)
    await heard(school)


async def bound(school: School, username: str, phone: str | None = None) -> Caller:
    """This person, bound to a phone; the caller at the PC."""
    await scanned(school, await begun(school, username), phone or username)
    caller = await school.staff(username)
    await caller.post("staff/wechat/binding/confirm")
    return caller


async def state(school: School, username: str) -> str:
    """What the PC says about reaching this person."""
    return str((await (await school.staff(username)).get("staff/wechat"))["state"])


async def notice(school: School, username: str) -> str | None:
    """The notice the person sees on every screen."""
    me: dict[str, Any] = (await (await school.staff(username)).get("session"))["me"]
    assert me["staff"]["wechat"]["state"] == await state(school, username)
    said: str | None = me["staff"]["wechat"]["notice"]
    return said


@pytest.mark.parametrize("follows", [False, True], ids=["subscribe event", "SCAN event"])
async def test_scanned_and_confirmed(school: School, follows: bool) -> None:
    if follows:
        await actions.follow(school.world, school.world.person("heyu"))
    heyu, url = await school.staff("heyu"), await begun(school, "heyu")
    assert "扫码绑定" in str(await notice(school, "heyu"))
    assert not (await heyu.get("staff/wechat"))["pending"]["scanned"]
    await scanned(school, url, "heyu")
    shown = await heyu.get("staff/wechat")
    # Scanned is not bound: the code may have been passed on.
    assert (shown["state"], shown["pending"]["scanned"]) == ("not_bound", True)
    confirmed = await heyu.post("staff/wechat/binding/confirm")
    assert (confirmed["state"], confirmed["notice"], confirmed["pending"]) == ("bound", None, None)
    assert school.world.follow_of(school.world.person("heyu")).subscribed


async def test_who_has_bound_is_told_and_may_decide_on_the_phone(sqlite_school: School) -> None:
    school = sqlite_school
    await bound(school, "heyu")
    invitation = await story.invite(
        school, "maimaiti", visitor_type="long_term", valid_to=school.time.local(23, days=100)
    )
    long_term = {"visit_to": school.time.local(18, days=60), "weekdays": [1, 3], "health": None}
    visit = await story.apply(school, "maimaiti", invitation, **long_term)
    for username in ("zhangwei", "lina"):
        await story.decide(school, username, visit)
    (told,) = await seen.messages_to(school, "heyu")
    # The same person in the mini-program, known there by the unionid.
    phone = await school.phone("heyu")
    assert phone.me["staff"]["name"] == "何宇"
    task_id = told.link["page"].partition("?id=")[2]
    await phone.post(f"staff/approvals/{task_id}/approve", {"comment": "同意"})
    assert (await seen.by_visitor(school, visit, "maimaiti"))["status"] == "approved"


async def test_who_used_the_mini_program_before_stays_one_person(sqlite_school: School) -> None:
    school = sqlite_school
    visitor = (await school.phone("heyu")).me["visitor"]["id"]
    await bound(school, "heyu")
    me = (await (await school.phone("heyu")).get("session"))["me"]
    assert (me["visitor"]["id"], me["staff"]["name"]) == (visitor, "何宇")


async def test_without_a_unionid_the_binding_holds_and_is_joined_later(sqlite_school: School) -> None:
    school = sqlite_school
    school.world.quotas.limits["/cgi-bin/user/info"] = Limit(day=0)
    await bound(school, "heyu")
    assert await notice(school, "heyu") is None
    assert (await school.phone("heyu")).me["staff"] is None
    school.world.quotas.limits["/cgi-bin/user/info"] = Limit()
    await scanned(school, await begun(school, "heyu"), "heyu")
    assert (await (await school.phone("heyu")).get("session"))["me"]["staff"]["name"] == "何宇"


async def test_nothing_is_confirmed_that_nobody_scanned(sqlite_school: School) -> None:
    heyu = await sqlite_school.staff("heyu")
    for _ in range(2):
        problem = await heyu.post("staff/wechat/binding/confirm", status=409)
        assert problem["code"] == "binding_not_scanned"
        await begun(sqlite_school, "heyu")


async def test_a_code_lives_ten_minutes(sqlite_school: School) -> None:
    school, url = sqlite_school, await begun(sqlite_school, "heyu")
    school.time.move(minutes=10)
    with pytest.raises(LookupError):
        await scanned(school, url, "heyu")
    assert (await (await school.staff("heyu")).get("staff/wechat"))["pending"] is None


async def test_a_confirmation_that_comes_after_ten_minutes_is_too_late(sqlite_school: School) -> None:
    school, url = sqlite_school, await begun(sqlite_school, "heyu")
    school.time.move(minutes=9)
    await scanned(school, url, "heyu")
    school.time.move(minutes=1)
    problem = await (await school.staff("heyu")).post("staff/wechat/binding/confirm", status=409)
    assert problem["code"] == "binding_not_scanned"


async def test_a_code_that_two_people_scanned_binds_nobody(sqlite_school: School) -> None:
    """A code that was forwarded, or photographed from the screen."""
    school, url = sqlite_school, await begun(sqlite_school, "heyu")
    await scanned(school, url, "liuyang")
    await scanned(school, url, "heyu")
    heyu = await school.staff("heyu")
    assert (await heyu.get("staff/wechat"))["pending"] is None
    await heyu.post("staff/wechat/binding/confirm", status=409)
    assert await state(school, "heyu") == "not_bound"


async def test_only_the_last_code_of_a_person_counts(sqlite_school: School) -> None:
    school, first = sqlite_school, await begun(sqlite_school, "heyu")
    await begun(school, "heyu")
    await scanned(school, first, "heyu")
    assert not (await (await school.staff("heyu")).get("staff/wechat"))["pending"]["scanned"]


async def test_a_used_code_binds_nobody_else(sqlite_school: School) -> None:
    school, url = sqlite_school, await begun(sqlite_school, "heyu")
    await scanned(school, url, "heyu")
    heyu = await school.staff("heyu")
    await heyu.post("staff/wechat/binding/confirm")
    await scanned(school, url, "liuyang")
    await heyu.post("staff/wechat/binding/confirm", status=409)
    assert await state(school, "heyu") == "bound"


async def test_one_wechat_binds_one_active_account(sqlite_school: School) -> None:
    school = sqlite_school
    await scanned(school, await begun(school, "heyu"), "chenjing")
    heyu = await school.staff("heyu")
    problem = await heyu.post("staff/wechat/binding/confirm", status=409)
    assert problem["code"] == "identity_already_bound"
    assert (await state(school, "heyu"), await state(school, "chenjing")) == ("not_bound", "bound")
    # Whoever has left does not hold on to it.
    await people.disable(school, "chenjing")
    await bound(school, "heyu", phone="chenjing")
    assert await state(school, "heyu") == "bound"


async def test_a_new_phone_takes_the_place_of_the_old_one(sqlite_school: School) -> None:
    school = sqlite_school
    await bound(school, "lina", phone="heyu")
    visit = await story.apply(school)
    await story.decide(school, "zhangwei", visit)
    assert await seen.messages_to(school, "lina") == []
    assert len(await seen.messages_to(school, "heyu")) == 1


async def test_who_unbinds_is_told_nothing_more(sqlite_school: School) -> None:
    school = sqlite_school
    await story.apply(school)
    answer = await (await school.staff("zhangwei")).http.delete("staff/wechat")
    assert (answer.status_code, await state(school, "zhangwei")) == (204, "not_bound")
    assert await seen.messages_to(school, "zhangwei") == []


async def test_leaving_and_coming_back(sqlite_school: School) -> None:
    school, zhangwei = sqlite_school, sqlite_school.world.person("zhangwei")
    listen(school)
    for step, expected in ((actions.unfollow, "not_following"), (actions.follow, "bound")):
        school.time.move(seconds=5)
        await step(school.world, zhangwei)
        await heard(school)
        assert await state(school, "zhangwei") == expected
        assert (await notice(school, "zhangwei") is None) is (expected == "bound")


async def test_who_left_between_scan_and_confirmation_is_asked_to_follow(sqlite_school: School) -> None:
    school, url = sqlite_school, await begun(sqlite_school, "heyu")
    await scanned(school, url, "heyu")
    school.time.move(seconds=5)
    await actions.unfollow(school.world, school.world.person("heyu"))
    await heard(school)
    answer = await (await school.staff("heyu")).post("staff/wechat/binding/confirm")
    assert answer["state"] == "not_following"


async def _unfollowed_unheard(school: School) -> None:
    school.world.follow_of(school.world.person("zhangwei")).subscribed = False


async def _muted(school: School) -> None:
    template = "tpl_sa_review_requested".ljust(43, "_")
    actions.mute(school.world, school.world.person("zhangwei"), template, muted=True)


async def _unknown(school: School) -> None:
    school.world.setup.people.remove(school.world.person("zhangwei"))


@pytest.mark.parametrize(
    ("trouble", "expected", "asked"),
    [
        (_unfollowed_unheard, "not_following", "请重新关注"),  # 43004
        (_muted, "muted", "重新允许"),  # 43101
        (_unknown, "not_bound", "请扫码绑定"),  # 40003
    ],
    ids=["43004", "43101", "40003"],
)
async def test_what_a_message_meets_is_shown_to_the_person(
    sqlite_school: School, trouble: Any, expected: str, asked: str
) -> None:
    school = sqlite_school
    await trouble(school)
    await story.apply(school)
    assert await notice(school, "zhangwei") is None
    await school.deliver()
    assert await state(school, "zhangwei") == expected
    assert asked in str(await notice(school, "zhangwei"))
