"""A member of staff ties WeChat to the account inside the mini-program, with the password."""

from server.accounts.models import Staff
from server.demo.cast import PASSWORD
from tests.support.callers import Caller
from tests.support.people import disable
from tests.support.school import School

PATH = "session/wechat/binding"
HEYU = {"username": "heyu", "password": PASSWORD}


async def _phone(school: School, person: str = "heyu") -> Caller:
    return await school.phone(person)


async def test_with_the_password_the_phone_becomes_the_member_of_staff(sqlite_school: School) -> None:
    phone = await _phone(sqlite_school)
    assert phone.me["staff"] is None
    await phone.get("staff/approvals", status=403)
    me = (await phone.post(PATH, HEYU))["me"]
    assert (me["staff"]["name"], me["visitor"]["id"]) == ("何宇", phone.me["visitor"]["id"])
    # Nothing reaches who does not follow the service account, so the phone knows which messages to ask consent for.
    reach = await phone.get("staff/wechat")
    assert reach["state"] == "not_bound" and "tpl_mp_review".ljust(43, "_") in reach["subscribe_templates"]
    # The same session goes on, with more permissions; a password never comes back.
    assert "approvals:decide" in me["permissions"] and (await phone.get("staff/approvals"))["items"] == []
    assert PASSWORD not in str(me)


async def test_a_wrong_password_names_the_field_and_ends_no_session(sqlite_school: School) -> None:
    phone = await _phone(sqlite_school)
    for wrong in ({**HEYU, "password": "not this"}, {**HEYU, "username": "nobody"}):
        said = await phone.post(PATH, wrong, status=422)
        assert [(p["field"], p["code"]) for p in said["errors"]] == [("password", "wrong_credentials")]
    assert (await phone.get("session"))["me"]["staff"] is None


async def test_guessing_locks_the_account(sqlite_school: School) -> None:
    phone = await _phone(sqlite_school, "liuyang")
    statuses = [
        (await phone.http.post(PATH, json={**HEYU, "password": f"guess {n}"})).status_code for n in range(5)
    ]
    assert statuses == [422, 422, 422, 422, 429]
    assert (await phone.post(PATH, HEYU, status=429))["code"] == "account_locked"


async def test_a_first_password_is_changed_on_the_pc_before(sqlite_school: School) -> None:
    await Staff.filter(username="heyu").update(must_change_password=True)
    said = await (await _phone(sqlite_school)).post(PATH, HEYU, status=403)
    assert said["code"] == "password_must_change" and "电脑" in said["detail"]


async def test_one_wechat_is_one_person(sqlite_school: School) -> None:
    school = sqlite_school
    said = await (await _phone(school, "chenjing")).post(PATH, HEYU, status=409)
    assert said["code"] == "identity_already_bound"
    # Whoever has left does not hold on to it; and a new phone takes the place of the old one.
    await disable(school, "chenjing")
    school.time.move(hours=9)  # closing the account has ended its sessions: sign in again
    assert (await (await _phone(school, "chenjing")).post(PATH, HEYU))["me"]["staff"]["name"] == "何宇"
    await (await _phone(school)).post(PATH, HEYU)
    assert (await (await _phone(school, "chenjing")).get("session"))["me"]["staff"] is None


async def test_unbound_on_the_phone_it_is_a_visitors_again(sqlite_school: School) -> None:
    phone = await _phone(sqlite_school)
    await phone.post(PATH, HEYU)
    assert (await phone.http.delete("staff/wechat")).status_code == 204
    assert (await phone.get("session"))["me"]["staff"] is None
