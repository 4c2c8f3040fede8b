"""The school takes back what it gave: an approval, an invitation."""

from tests.support import seen, story
from tests.support.school import School


async def test_a_revoked_visit_is_refused_from_the_next_scan_on(sqlite_school: School) -> None:
    school = sqlite_school
    await seen.agrees_to_messages(school)
    visit = await story.approved(school)
    await school.deliver()
    liuyang, sunli = await school.phone("liuyang"), await school.staff("sunli")
    revoked = await sunli.post(f"staff/visits/{visit['id']}/revoke", {"reason": "校园临时封闭"})
    assert revoked["status"] == "revoked"

    shown = await seen.by_visitor(school, visit)
    assert not shown["pass_available"]
    last = shown["history"][-1]
    assert (last["actor"], last["event"], last["comment"]) == ("孙丽", "revoked", "校园临时封闭")
    assert await seen.tab(school, "other") == [visit["id"]]
    told = await seen.messages_to(school, "liuyang")
    assert [message.data.get("phrase1") for message in told] == ["审核通过", "已撤销"]
    assert told[-1].data["thing4"] == "校园临时封闭"

    school.time.move(days=1, hours=6)
    entry_pass = await liuyang.get(f"visitor/visits/{visit['id']}/pass")
    assert entry_pass["state"] == "revoked"
    refused = await story.scan(school, entry_pass["qr"])
    assert refused["reason"] == "revoked"
    problem = await (await school.staff("sunli")).post(
        f"staff/visits/{visit['id']}/revoke", {"reason": "再次"}, status=409
    )
    assert problem["context"]["status"] == "revoked"


async def test_who_is_inside_may_still_leave(sqlite_school: School) -> None:
    school = sqlite_school
    visit = await story.approved(school)
    school.time.move(days=1, hours=6)
    liuyang = await school.phone("liuyang")
    await story.scan(school, (await liuyang.get(f"visitor/visits/{visit['id']}/pass"))["qr"], nonce="in")
    await (await school.staff("zhangwei")).post(f"staff/visits/{visit['id']}/revoke", {"reason": "事情有变"})
    school.time.move(minutes=1)
    code = (await liuyang.get(f"visitor/visits/{visit['id']}/pass"))["qr"]
    assert (await story.scan(school, code, "out", nonce="out"))["verdict"] == "admit"
    assert (await story.scan(school, code, "in", nonce="back"))["reason"] == "revoked"


async def test_only_what_was_approved_can_be_revoked(sqlite_school: School) -> None:
    school = sqlite_school
    visit = await story.apply(school)
    zhangwei = await school.staff("zhangwei")
    path = f"staff/visits/{visit['id']}/revoke"
    problem = await zhangwei.post(path, {"reason": "不合适"}, status=409)
    assert problem["context"]["status"] == "in_review"
    await zhangwei.post(path, {"reason": ""}, status=422)
    await (await school.staff("chenjing")).post(path, {"reason": "不相干"}, status=404)


async def test_nobody_applies_with_a_revoked_invitation(sqlite_school: School) -> None:
    school = sqlite_school
    invitation = await story.invite(school)
    zhangwei, liuyang = await school.staff("zhangwei"), await school.phone("liuyang")
    revoked = await zhangwei.post(f"staff/invitations/{invitation['id']}/revoke", {"reason": "会议取消"})
    assert revoked["status"] == "revoked" and "会议取消" in revoked["note"]
    assert (await liuyang.get("visitor/invitations", phone="13800138000"))["items"] == []
    body = await story.visit_body(school, "liuyang", invitation)
    problem = await liuyang.post("visitor/visits", body, status=409)
    assert problem["code"] == "invitation_revoked"
    for act in ("send", "revoke"):
        problem = await zhangwei.post(f"staff/invitations/{invitation['id']}/{act}", status=409)
        assert problem["context"]["status"] == "revoked"
