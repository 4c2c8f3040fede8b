"""A visitor without WeChat: staff fill in, the same chain decides, the guard types a short code."""

from tests.api.subjects import png
from tests.support import story
from tests.support.school import School


async def test_from_a_paper_sheet_to_the_gate(school: School) -> None:
    zhangwei = await school.staff("zhangwei")
    visit = await zhangwei.post("staff/visits", story.paper_body(school), status=201)
    assert visit["status"] == "in_review"
    assert (visit["contact"]["name"], visit["department"]["name"]) == ("张伟", "计算机学院")
    assert visit["current"]["holders"] == ["张伟"]
    assert visit["history"][0]["actor"] == "张伟" and "纸上" in visit["history"][0]["comment"]
    assert visit["short_code"] is None
    for username in ("zhangwei", "lina", "wangfang"):
        await story.decide(school, username, visit)

    seen = await zhangwei.get(f"staff/visits/{visit['id']}")
    assert seen["status"] == "approved" and len(seen["short_code"]) == 8
    school.time.move(hours=5)
    entered = await story.scan(school, seen["short_code"], nonce="in", phone_tail="7000")
    assert entered["verdict"] == "admit", entered
    left = await story.scan(school, seen["short_code"], "out", nonce="out", phone_tail="7000")
    again = await story.scan(school, "NOSUCHCD", nonce="again")
    assert (left["verdict"], again["verdict"]) == ("admit", "refuse")

    passages = (await zhangwei.get(f"staff/visits/{visit['id']}/passages"))["items"]
    assert [(row["direction"], row["verdict"], row["gate"]["name"]) for row in passages] == [
        ("out", "admit", "东门"),
        ("in", "admit", "东门"),
    ]
    assert all(row["by_short_code"] for row in passages)


async def test_health_is_asked_for_as_of_a_visitor(sqlite_school: School) -> None:
    zhangwei = await sqlite_school.staff("zhangwei")
    form = await zhangwei.get("staff/form", visitor_type="temporary")
    asked = [
        field["key"]
        for section in form["sections"]
        if section["key"] == "health"
        for field in section["fields"]
    ]
    assert asked == ["health.health_code", "health.travel_code", "health.nucleic_acid"]
    file_id = (await zhangwei.upload("staff/files", png(), purpose="health_code"))["id"]
    health = {"health_code": {"status": "green", "file_id": file_id}}
    visit = await zhangwei.post("staff/visits", story.paper_body(sqlite_school, health=health))
    assert visit["health"] == health
    shown = await zhangwei.http.get(f"staff/visits/{visit['id']}/files/{file_id}")
    assert shown.content == png()
    # an upload of one person cannot be named by another
    colleague = await sqlite_school.staff("chenjing")
    refused = await colleague.post("staff/visits", story.paper_body(sqlite_school, health=health), status=422)
    assert [problem["field"] for problem in refused["errors"]] == ["health.health_code.file_id"]


async def test_what_was_filled_in_is_in_the_trail_with_its_consent(school: School) -> None:
    visit = await (await school.staff("zhangwei")).post("staff/visits", story.paper_body(school))
    trail = await (await school.staff("auditor")).get("admin/audit", action="visit_submitted_for")
    assert [entry["subject_id"] for entry in trail["items"]] == [visit["id"]]
    assert trail["items"][0]["detail"]["consent"] == "paper"


async def test_the_rules_are_the_visitors_own(school: School) -> None:
    zhangwei = await school.staff("zhangwei")
    wrong = story.paper_body(
        school, visit_from=school.time.local(16), visit_to=school.time.local(14), weekdays=[1]
    )
    refused = await zhangwei.post("staff/visits", wrong, status=422)
    assert {problem["field"] for problem in refused["errors"]} == {"visit_to", "weekdays"}
    refused = await zhangwei.post(
        "staff/visits", {**story.paper_body(school), "consent_on_paper": False}, status=422
    )
    assert [problem["field"] for problem in refused["errors"]] == ["consent_on_paper"]


async def test_the_contact_may_be_a_colleague_but_nobody_without_a_role_for_it(school: School) -> None:
    sunli, chenjing = await school.staff("sunli"), await school.staff("chenjing")
    visit = await sunli.post("staff/visits", story.paper_body(school, contact_id=chenjing.id))
    assert visit["current"]["holders"] == ["陈静"] and visit["department"]["name"] == "信息中心"
    guard = await school.staff("zhouqiang")
    refused = await sunli.post("staff/visits", story.paper_body(school, contact_id=guard.id), status=422)
    assert [problem["code"] for problem in refused["errors"]] == ["contact_unavailable"]


async def test_it_may_be_limited_to_gates_in_use(sqlite_school: School) -> None:
    zhangwei, admin = await sqlite_school.staff("zhangwei"), await sqlite_school.staff("admin")
    _, west = (await zhangwei.get("admin/gates"))["items"]
    body = story.paper_body(sqlite_school, gate_ids=[west["id"], west["id"]])
    visit = await zhangwei.post("staff/visits", body)
    assert visit["gates"] == [{"id": west["id"], "name": "西门"}]
    assert (await zhangwei.post("staff/visits", story.paper_body(sqlite_school)))["gates"] is None
    await admin.patch(f"admin/gates/{west['id']}", {"active": False})
    refused = await zhangwei.post("staff/visits", body, status=422)
    assert [(problem["field"], problem["code"]) for problem in refused["errors"]] == [
        ("gate_ids", "gate_unknown")
    ]
    shown = await zhangwei.get(f"staff/visits/{visit['id']}")
    assert shown["gates"] == visit["gates"], "a limit stands, also to a gate that was closed since"


async def test_nobody_could_repair_it_so_it_is_not_returned(school: School) -> None:
    zhangwei = await school.staff("zhangwei")
    visit = await zhangwei.post("staff/visits", story.paper_body(school))
    task_id = await story.task_of(zhangwei, visit)
    assert (await zhangwei.get(f"staff/approvals/{task_id}"))["actions"] == ["approve", "reject", "transfer"]
    refused = await zhangwei.post(f"staff/approvals/{task_id}/return", {"comment": "请补充"}, status=409)
    assert refused["code"] == "nobody_to_repair"
