"""What operators see of messages, and may do: the log, sending again, alarms, figures."""

from typing import Any

import httpx
import pytest

from server.notifications.inventory import compare
from server.notifications.template_file import parse_file
from server.notifications.templates import FILE_NAME, Templates
from server.wechat.sandbox.accounts import Kind
from server.wechat.sandbox.faults import Fault
from tests.support import story
from tests.support.school import School

REVIEW = "tpl_sa_review_requested".ljust(43, "_")
RESULT = "tpl_mp_result".ljust(43, "_")


async def log_of(school: School, **wanted: Any) -> list[dict[str, Any]]:
    """The operators' log."""
    page = await (await school.staff("admin")).get("admin/messages", **wanted)
    return list(page["items"])


async def page_of(school: School, path: str) -> httpx.Response:
    """What a monitor reads."""
    return await school.nobody().http.get(f"{school.url}{path}")


async def rejected(school: School) -> dict[str, Any]:
    """A rejected visit: one message to the contact, one to a visitor who consented to nothing."""
    visit = await story.apply(school)
    await school.deliver()
    school.time.move(seconds=1)
    await story.decide(school, "zhangwei", visit, "reject", comment="时间不合适")
    await school.deliver()
    return visit


async def test_the_log_says_what_was_told_to_whom_and_how_it_ended(school: School) -> None:
    visit = await rejected(school)
    to_visitor, to_contact = await log_of(school)
    assert (to_contact["kind"], to_contact["recipient_staff"]) == ("review_requested", "张伟")
    assert (to_contact["status"], to_contact["channel"], to_contact["attempts"]) == ("sent", "service", 1)
    assert (to_visitor["kind"], to_visitor["visit_id"]) == ("visit_rejected", visit["id"])
    assert (to_visitor["status"], to_visitor["last_code"], to_visitor["last_reason"]) == (
        "failed",
        43101,
        "no_credit",
    )
    (tried,) = to_visitor["tries"]
    assert (tried["channel"], tried["outcome"], tried["code"]) == ("mini_program", "no_credit", 43101)
    assert "刘洋" not in str((to_visitor, to_contact))


@pytest.mark.parametrize(
    ("wanted", "kinds"),
    [
        ({"status_": "failed"}, ["visit_rejected"]),
        ({"status_": "sent"}, ["review_requested"]),
        ({"kind": "review_requested"}, ["review_requested"]),
        ({"channel": "mini_program"}, ["visit_rejected"]),
        ({"channel": "service", "status_": "failed"}, []),
    ],
)
async def test_the_log_is_filtered(sqlite_school: School, wanted: dict[str, str], kinds: list[str]) -> None:
    await rejected(sqlite_school)
    assert [line["kind"] for line in await log_of(sqlite_school, **wanted)] == kinds


async def test_the_log_of_one_visit_or_one_person(sqlite_school: School) -> None:
    school = sqlite_school
    visit = await rejected(school)
    await story.apply(school, "maimaiti")
    assert len(await log_of(school, visit_id=visit["id"])) == 2
    zhangwei = await school.staff("zhangwei")
    assert [line["kind"] for line in await log_of(school, staff_id=zhangwei.id)] == ["review_requested"] * 2


async def test_the_log_comes_in_pages(sqlite_school: School) -> None:
    await rejected(sqlite_school)
    admin = await sqlite_school.staff("admin")
    first = await admin.get("admin/messages", limit=1)
    rest = await admin.get("admin/messages", limit=1, after=first["next"])
    assert [first["items"][0]["kind"], rest["items"][0]["kind"]] == ["visit_rejected", "review_requested"]
    assert rest["next"] is None


async def test_a_failed_message_is_sent_again(sqlite_school: School) -> None:
    school = sqlite_school
    await rejected(school)
    (failed,) = await log_of(school, status_="failed")
    openid = school.world.person("liuyang").openid(school.world.first(Kind.MP))
    school.world.credits.of(openid, RESULT).count += 1
    admin = await school.staff("admin")
    await admin.post(f"admin/messages/{failed['id']}/resend")
    await school.deliver()
    (told,) = school.world.mailbox.find({"person": "liuyang"})
    assert told.data["thing4"] == "时间不合适"
    again = await admin.post(f"admin/messages/{failed['id']}/resend", status=409)
    assert (again["code"], again["context"]) == ("message_not_resendable", {"status": "sent"})


async def test_who_has_no_wechat_is_told_after_binding(sqlite_school: School) -> None:
    school = sqlite_school
    await (await school.staff("zhangwei")).http.delete("staff/wechat")
    await story.apply(school)
    (waiting,) = await log_of(school, status_="abandoned")
    assert waiting["last_reason"] == "no_wechat"
    admin = await school.staff("admin")
    problem = await admin.post(f"admin/messages/{waiting['id']}/resend", status=409)
    assert problem["code"] == "recipient_without_wechat"


async def test_a_stopped_channel_is_an_alarm_until_it_works_again(sqlite_school: School) -> None:
    school = sqlite_school
    fault = {"kind": "errcode", "path": "/cgi-bin/stable_token", "errcode": 40164}
    appid = school.world.first(Kind.SA).appid
    school.world.faults.rules.append(Fault.model_validate({**fault, "appid": appid}))
    visit = await story.apply(school)
    await school.deliver()
    (alarm,) = (await (await school.staff("admin")).get("admin/alarms"))["items"]
    assert (alarm["key"], alarm["count"]) == ("service.channel_stopped", 1)
    assert alarm["detail"].startswith("40164 ")
    ready = await page_of(school, "/health/ready")
    assert (ready.status_code, ready.json()["alarms"]) == (200, ["service.channel_stopped"])
    assert 'visitor_alarms{key="service.channel_stopped"} 1' in (await page_of(school, "/metrics")).text
    school.time.move(minutes=11)
    await story.decide(school, "zhangwei", visit)
    await school.deliver()
    assert len(school.world.mailbox.find({"person": "lina"})) == 1
    assert (await page_of(school, "/health/ready")).json()["alarms"] == []


async def test_templates_that_do_not_match_are_an_alarm(sqlite_school: School) -> None:
    school = sqlite_school
    text = (school.settings.config_dir / FILE_NAME).read_text(encoding="utf-8")
    wrong = Templates(parse_file(text.replace(REVIEW, "tpl_of_another_school")))
    await compare(school.services.wechat, wrong)
    assert (await page_of(school, "/health/ready")).json()["alarms"] == ["templates:service"]


async def test_the_figures_are_per_channel(sqlite_school: School) -> None:
    await rejected(sqlite_school)
    text = (await page_of(sqlite_school, "/metrics")).text
    assert 'visitor_messages{channel="service",status="sent"} 1' in text
    assert 'visitor_messages{channel="mini_program",status="failed"} 1' in text


async def test_only_the_administrator_sees_the_log(sqlite_school: School) -> None:
    for username in ("zhangwei", "sunli", "auditor"):
        await (await sqlite_school.staff(username)).get("admin/messages", status=403)
