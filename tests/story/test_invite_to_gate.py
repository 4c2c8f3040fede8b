"""The customer's page, from invitation to gate, over HTTP on both databases."""

from datetime import datetime

from tests.support import story
from tests.support.school import School


async def test_temporary_visitor_from_invitation_to_gate(school: School) -> None:
    zhangwei, liuyang = await school.staff("zhangwei"), await school.phone("liuyang")

    # create: a draft cannot be found by phone; send: now it can
    draft = await zhangwei.post("staff/invitations", story.invitation_body(school), status=201)
    assert draft["status"] == "draft"
    assert (await liuyang.get("visitor/invitations", phone="13800138000"))["items"] == []
    await zhangwei.post(f"staff/invitations/{draft['id']}/send")

    # look up
    found = (await liuyang.get("visitor/invitations", phone="138-0013-8000"))["items"]
    assert [card["code"] for card in found] == [draft["code"]]
    assert found[0]["contact"]["name"] == "张伟"
    assert found[0]["department"]["name"] == "计算机学院"

    # apply
    visit = await story.apply(
        school,
        invitation=found[0],
        companions=[{"name": "陈晨", "document": {"kind": "passport", "number": "E12345678"}}],
        vehicle={"plate": "京AD12345"},
    )
    assert visit["status"] == "in_review"
    assert visit["current"]["holders"] == ["张伟"]
    assert visit["document"]["number_masked"] == "1101**********0010"
    in_review = await liuyang.get("visitor/visits", tab="in_review")
    assert [card["id"] for card in in_review["items"]] == [visit["id"]]

    # contact, head of unit, materials support group: each is told only when it is their turn
    for username, follows in (("zhangwei", "lina"), ("lina", "wangfang")):
        await school.deliver()
        assert not _told(school, follows)
        assert _told(school, username)
        await story.decide(school, username, visit, comment="同意来访")
    await school.deliver()
    assert _told(school, "wangfang") and _told(school, "zhaolei")
    decided = await story.decide(school, "wangfang", visit)
    assert decided["visit"]["status"] == "approved"
    assert [step["status"] for step in decided["visit"]["flow"]] == ["approved"] * 3

    # the visitor sees the outcome and holds a pass
    seen = await liuyang.get(f"visitor/visits/{visit['id']}")
    assert seen["status"] == "approved" and seen["pass_available"]
    assert [line["event"] for line in seen["history"]] == ["submitted", "approved", "approved", "approved"]
    entry_pass = await liuyang.get(f"visitor/visits/{visit['id']}/pass")
    assert entry_pass["state"] == "not_yet"

    # the gate: too early, then in, not twice, out
    early = await story.scan(school, entry_pass["qr"], nonce="early")
    assert (early["verdict"], early["reason"]) == ("refuse", "not_yet")
    school.time.move_to(datetime.fromisoformat(visit["visit_from"]))
    entry_pass = await liuyang.get(f"visitor/visits/{visit['id']}/pass")
    assert entry_pass["state"] == "active"
    entered = await story.scan(school, entry_pass["qr"], nonce="in")
    assert entered["verdict"] == "admit" and entered["inside"], entered
    assert entered["visit"]["visitor_name"] == "刘洋"
    assert entered["contact_phone"] == "+8613800001001"
    again = await story.scan(school, entry_pass["qr"], nonce="again")
    assert (again["verdict"], again["reason"]) == ("refuse", "replayed")
    guard = await school.staff("zhouqiang")
    assert [row["visit"]["id"] for row in (await guard.get("gate/present"))["items"]] == [visit["id"]]
    left = await story.scan(school, entry_pass["qr"], "out", nonce="out")
    assert left["verdict"] == "admit" and not left["inside"]
    assert (await guard.get("gate/present"))["items"] == []
    await school.deliver()
    assert "刘洋" in str(_told(school, "zhangwei")[-1])


async def test_long_term_visitor_goes_to_the_information_reporting_group(school: School) -> None:
    invitation = await story.invite(
        school, "maimaiti", visitor_type="long_term", valid_to=school.time.local(23, days=100)
    )
    visit = await story.apply(
        school,
        "maimaiti",
        invitation,
        visit_to=school.time.local(18, days=60),
        weekdays=[1, 3, 5],
        daily_from="08:00",
        daily_to="18:00",
        health=None,
    )
    for username in ("zhangwei", "lina"):
        await story.decide(school, username, visit)
    wangfang = await school.staff("wangfang")
    assert (await wangfang.get("staff/approvals", box="todo"))["items"] == []
    decided = await story.decide(school, "chenjing", visit)
    assert decided["visit"]["status"] == "approved"
    assert [step["step"] for step in decided["visit"]["flow"]] == ["contact", "head", "reporting"]


def _told(school: School, person: str) -> list[object]:
    """What the service account has told this person, oldest first."""
    return [message for message in school.world.mailbox.messages if message.person == person]
