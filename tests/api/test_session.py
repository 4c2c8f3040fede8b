"""Signing in and out: tokens, the browser's cookie, lockout, first passwords, WeChat codes."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from server.accounts.models import Session, Staff
from server.demo.cast import PASSWORD
from server.settings import Settings
from tests.conftest import RING
from tests.support import story
from tests.support.callers import Caller
from tests.support.school import School, open_school
from tests.support.time import Time

SIGN_IN = {"username": "zhangwei", "password": PASSWORD}
NEW = "Better-2026!"


@pytest.fixture
async def strict_school(sqlite_settings: Settings, time: Time) -> AsyncIterator[School]:
    """As in production: first passwords are changed, phones are proven, cookies are secure."""
    sessions = sqlite_settings.sessions.model_copy(update={"must_change_first_password": True})
    invitations = sqlite_settings.invitations.model_copy(update={"phone_must_be_proven": True})
    http = sqlite_settings.http.model_copy(update={"secure_cookies": True})
    strict = {"sessions": sessions, "invitations": invitations, "http": http}
    async with open_school(sqlite_settings.model_copy(update=strict), RING, time) as school:
        yield school


async def test_a_member_of_staff_signs_in_and_is_told_who_they_are(sqlite_school: School) -> None:
    answer = await sqlite_school.nobody().post("session/password", {**SIGN_IN, "username": "ZhangWei"})
    me = answer["me"]
    assert (me["visitor"], me["staff"]["name"], me["staff"]["roles"]) == (None, "张伟", ["staff"])
    assert "approvals:decide" in me["permissions"] and not me["must_change_password"]


async def test_only_a_hash_of_the_token_is_kept(sqlite_school: School) -> None:
    answer = await sqlite_school.nobody().post("session/password", SIGN_IN)
    stored = await Session.all().values()
    assert answer["token"] not in str(stored)


async def test_a_wrong_name_and_a_wrong_password_look_alike(sqlite_school: School) -> None:
    nobody = sqlite_school.nobody()
    wrong = await nobody.post("session/password", {**SIGN_IN, "password": "not this"}, status=401)
    unknown = await nobody.post("session/password", {**SIGN_IN, "username": "nobody"}, status=401)
    assert {**wrong, "request_id": ""} == {**unknown, "request_id": ""}
    assert wrong["code"] == "wrong_credentials"


async def test_five_failures_lock_the_account_until_time_has_passed(sqlite_school: School) -> None:
    nobody = sqlite_school.nobody()
    for _ in range(4):
        await nobody.post("session/password", {**SIGN_IN, "password": "not this"}, status=401)
    for attempt in ("not this", PASSWORD):  # the fifth failure locks; then even the right one is refused
        answer = await nobody.http.post("session/password", json={**SIGN_IN, "password": attempt})
        assert (answer.status_code, answer.json()["code"]) == (429, "account_locked")
        assert 0 < int(answer.headers["retry-after"]) <= 15 * 60
    await nobody.post("session/password", {"username": "lina", "password": PASSWORD})  # nobody else is locked
    sqlite_school.time.move(minutes=15, seconds=1)
    await nobody.post("session/password", SIGN_IN)
    await nobody.post("session/password", {**SIGN_IN, "password": "not this"}, status=401)


async def test_signing_out_ends_this_session_and_no_other(sqlite_school: School) -> None:
    here, there = await _signed_in(sqlite_school), await _signed_in(sqlite_school)
    assert (await here.http.delete("session")).status_code == 204
    assert (await here.get("session", status=401))["code"] == "not_signed_in"
    await there.get("session")


async def test_a_session_ends_after_its_hours(sqlite_school: School) -> None:
    pc, phone = await _signed_in(sqlite_school), await sqlite_school.phone("liuyang")
    sqlite_school.time.move(hours=11, minutes=59)
    await pc.get("session")
    sqlite_school.time.move(minutes=1)
    await pc.get("session", status=401)
    await phone.get("session")
    sqlite_school.time.move(days=30)
    await phone.get("session", status=401)


async def test_what_is_no_token_is_nobody(sqlite_school: School) -> None:
    nobody = sqlite_school.nobody()
    for sent in ("Bearer wrong", "Basic emhhbmd3ZWk6eA==", "bearer", "Bearer 张伟"):
        answer = await nobody.http.get("session", headers={b"Authorization": sent.encode()})
        assert answer.status_code == 401, sent


async def test_a_browser_writes_only_with_the_token_its_page_knows(sqlite_school: School) -> None:
    browser, signed_in = await _browser(sqlite_school)
    body = story.invitation_body(sqlite_school)
    await browser.get("session")  # reading needs the cookie only
    for headers in ({}, {"X-CSRF-Token": ""}, {"X-CSRF-Token": "0" * 32}):
        answer = await browser.http.post("staff/invitations", json=body, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "csrf_token_missing")
    known = {"X-CSRF-Token": signed_in["csrf_token"]}
    assert (await browser.http.post("staff/invitations", json=body, headers=known)).status_code == 201
    out = await browser.http.delete("session", headers=known)
    assert out.status_code == 204 and not browser.http.cookies
    await browser.get("session", status=401)


async def test_an_app_that_sends_its_token_needs_nothing_else(sqlite_school: School) -> None:
    teacher = await sqlite_school.staff("zhangwei")
    teacher.http.cookies.clear()
    await teacher.post("staff/invitations", story.invitation_body(sqlite_school), status=201)


async def test_no_script_and_no_other_site_gets_the_cookie(strict_school: School) -> None:
    answer = await strict_school.nobody().http.post("session/password", json=SIGN_IN)
    cookie = answer.headers["set-cookie"].lower()
    assert all(part in cookie for part in ("httponly", "samesite=strict", "secure", "path=/"))
    refused = await strict_school.nobody().http.post("session/password", json={**SIGN_IN, "password": "x"})
    assert "set-cookie" not in refused.headers


async def test_a_first_password_is_good_for_nothing_but_changing_it(strict_school: School) -> None:
    admin = await strict_school.staff("admin")
    body = {"username": "newcomer", "name": "周敏", "roles": ["staff"], "password": PASSWORD}
    unit = (await admin.get("admin/departments"))["items"][0]["id"]
    await admin.post("admin/staff", {**body, "department_id": unit})
    newcomer = await _signed_in(strict_school, "newcomer")
    assert (await newcomer.get("session"))["me"]["must_change_password"]
    assert (await newcomer.get("staff/visits", status=403))["code"] == "password_must_change"
    await newcomer.post("session/password/change", {"current": PASSWORD, "new": NEW}, status=204)
    await newcomer.get("staff/visits")
    assert not (await newcomer.get("session"))["me"]["must_change_password"]


async def test_the_demo_asks_nobody_to_change_a_first_password(sqlite_school: School) -> None:
    admin = await sqlite_school.staff("admin")
    unit = (await admin.get("admin/departments"))["items"][0]["id"]
    person = {"username": "newcomer", "name": "周敏", "roles": ["staff"], "password": PASSWORD}
    await admin.post("admin/staff", {**person, "department_id": unit})
    await (await _signed_in(sqlite_school, "newcomer")).get("staff/visits")


async def test_changing_a_password_signs_out_everywhere_else(sqlite_school: School) -> None:
    here, there = await _signed_in(sqlite_school), await _signed_in(sqlite_school)
    await here.post("session/password/change", {"current": PASSWORD, "new": NEW}, status=204)
    await here.get("session")
    await there.get("session", status=401)
    await there.post("session/password", SIGN_IN, status=401)
    await there.post("session/password", {**SIGN_IN, "password": NEW})


WILL_NOT_DO = [
    ({"current": "not this", "new": NEW}, "current", "wrong_password"),
    ({"current": PASSWORD, "new": PASSWORD}, "new", "password_unchanged"),
    ({"current": PASSWORD, "new": "Short-1!"}, "new", "password_too_short"),
    ({"current": PASSWORD, "new": "aaaabbbbaaaa"}, "new", "password_too_plain"),
    ({"current": PASSWORD, "new": "my-ZhangWei-1"}, "new", "password_too_plain"),
    ({"current": PASSWORD}, "new", "required"),
]


async def test_a_new_password_that_will_not_do(sqlite_school: School) -> None:
    before, teacher = await Staff.get(username="zhangwei"), await sqlite_school.staff("zhangwei")
    for said, field, code in WILL_NOT_DO:
        answer = await teacher.post("session/password/change", said, status=422)
        assert [(e["field"], e["code"]) for e in answer["errors"]] == [(field, code)]
    assert (await Staff.get(username="zhangwei")).password_hash == before.password_hash


async def test_a_disabled_account_is_out_at_once(sqlite_school: School) -> None:
    pc, phone = await _signed_in(sqlite_school, "heyu"), await _signed_in(sqlite_school)
    await (await sqlite_school.staff("admin")).post(f"admin/staff/{await _id_of('heyu')}/disable")
    await pc.get("session", status=401)
    await pc.post("session/password", {**SIGN_IN, "username": "heyu"}, status=401)
    await phone.get("session")


async def test_a_wechat_code_works_once(sqlite_school: School) -> None:
    nobody, code = sqlite_school.nobody(), sqlite_school.login_code("liuyang")
    first = await nobody.post("session/wechat", {"code": code})
    assert first["me"]["visitor"] and first["me"]["staff"] is None
    for bad in (code, "invented"):
        said = await nobody.post("session/wechat", {"code": bad}, status=422)
        assert said["code"] == "wechat_code_refused"
    again = await nobody.post("session/wechat", {"code": sqlite_school.login_code("liuyang")})
    assert again["me"]["visitor"]["id"] == first["me"]["visitor"]["id"]


async def test_bound_staff_are_both_at_once_on_their_phone(sqlite_school: School) -> None:
    me = (await sqlite_school.phone("zhangwei")).me
    assert me["visitor"] and me["staff"]["name"] == "张伟"
    assert {"visitor:self", "approvals:decide"} <= set(me["permissions"])


async def test_a_phone_is_proven_with_a_code_that_works_once(sqlite_school: School) -> None:
    visitor, code = await sqlite_school.phone("liuyang"), sqlite_school.phone_code("liuyang")
    proven = {"phone": "+8613800138000", "phone_masked": "138****8000"}
    assert await visitor.post("visitor/phone", {"code": code}) == proven
    assert (await visitor.get("session"))["me"]["visitor"]["phone_proven"]
    said = await visitor.post("visitor/phone", {"code": code}, status=422)
    assert said["code"] == "wechat_code_refused"


async def test_a_school_may_want_the_phone_proven_before_codes_are_shown(strict_school: School) -> None:
    invitation = await story.invite(strict_school)
    visitor, other = await strict_school.phone("liuyang"), await strict_school.phone("maimaiti")
    said = await visitor.get("visitor/invitations", phone="13800138000", status=403)
    assert said["code"] == "phone_not_proven"
    await visitor.post("visitor/phone", {"code": strict_school.phone_code("liuyang")})
    found = await visitor.get("visitor/invitations", phone="13800138000")
    assert [card["code"] for card in found["items"]] == [invitation["code"]]
    await other.post("visitor/phone", {"code": strict_school.phone_code("maimaiti")})
    await other.get("visitor/invitations", phone="13800138000", status=403)


async def _signed_in(school: School, username: str = "zhangwei") -> Caller:
    """A further session, with a token and no cookie."""
    caller = school.nobody()
    answer = await caller.post("session/password", {**SIGN_IN, "username": username})
    caller.http.cookies.clear()
    caller.http.headers["Authorization"] = f"Bearer {answer['token']}"
    return caller


async def _browser(school: School) -> tuple[Caller, dict[str, Any]]:
    """A session that rests on the cookie alone."""
    caller = school.nobody()
    answer: httpx.Response = await caller.http.post("session/password", json=SIGN_IN)
    return caller, answer.json()


async def _id_of(username: str) -> str:
    return str((await Staff.get(username=username)).id)
