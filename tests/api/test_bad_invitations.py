"""Invitations: what staff can get wrong in one, and every way in which one cannot be used."""

from tests.api.refusals import MISSING, Wrong, refused
from tests.support import story
from tests.support.school import School

TYPED = [
    *(
        Wrong("phone", n, "phone_invalid")
        for n in ("12345678901", "1380013800", "+85221234567", "02112345678")
    ),
    Wrong("phone", "", "too_short"),
    Wrong("phone", 13800138000, "bad_value"),
    Wrong("phone", MISSING, "required"),
    Wrong("visitor_name", "12345", "person_name_no_letter"),
    Wrong("visitor_name", "刘\u0000洋洋洋", "control_character"),
    Wrong("visitor_type", "forever", "not_a_choice"),
    Wrong("purpose", "讲" * 201, "too_long"),
    Wrong("note", "讲" * 501, "too_long"),
    Wrong("max_uses", 0, "too_small"),
    Wrong("max_uses", 101, "too_many_uses"),
    Wrong("max_uses", 10**30, "too_large"),
    Wrong("max_uses", True, "bad_value"),
    Wrong("max_uses", 1.5, "bad_value"),
    Wrong("max_uses", "1", "bad_value"),
    Wrong("department_open", 1, "bad_value"),
    Wrong("department_id", "z" * 24, "department_unknown"),
    Wrong("contact_id", "z" * 24, "contact_unavailable"),
    Wrong("status", "sent", "unknown_field", "body"),
]


async def test_each_wrong_value_is_refused_at_its_field(sqlite_school: School) -> None:
    at, guard = sqlite_school.time.local, await sqlite_school.staff("zhouqiang")
    teacher = await sqlite_school.staff("zhangwei")
    windows = [
        Wrong("valid_to", at(0, days=-1), "window_reversed"),
        Wrong("valid_to", at(0, days=181), "window_too_long"),
        Wrong("valid_to", "tomorrow", "bad_time"),
    ]
    no_host = [Wrong("contact_id", guard.id, "contact_unavailable")]  # a guard receives no visitors
    body = story.invitation_body(sqlite_school)
    await refused(teacher, "staff/invitations", body, [*TYPED, *windows, *no_host])
    past = [Wrong("valid_to", at(8), "window_past")]
    await refused(teacher, "staff/invitations", {**body, "valid_from": at(0, days=-2)}, past)


async def test_phones_of_every_region_can_be_invited(sqlite_school: School) -> None:
    teacher = await sqlite_school.staff("zhangwei")
    for typed, masked in (
        ("13800138000", "138****8000"),
        ("＋86 138-0013-8000", "138****8000"),
        ("0085251234567", "+852****4567"),
        ("+886 0912-345-678", "+8869****5678"),
        ("+14155550123", "+141****0123"),
    ):
        body = story.invitation_body(sqlite_school, phone=typed)
        assert (await teacher.post("staff/invitations", body))["phone_masked"] == masked


async def test_a_contact_who_was_disabled_can_neither_be_named_nor_visited(sqlite_school: School) -> None:
    admin, head = await sqlite_school.staff("admin"), await sqlite_school.staff("lina")
    teacher = await sqlite_school.staff("zhangwei")
    body = await story.visit_body(sqlite_school, "liuyang", await story.invite(sqlite_school))
    await admin.post(f"admin/staff/{teacher.id}/disable")
    gone = [Wrong("contact_id", teacher.id, "contact_unavailable")]
    await refused(head, "staff/invitations", story.invitation_body(sqlite_school), gone)
    visitor = await sqlite_school.phone("liuyang")
    code = [Wrong("invitation_code", body["invitation_code"], "contact_unavailable")]
    await refused(visitor, "visitor/visits", body, code)


async def test_a_unit_that_was_not_left_open_stays(sqlite_school: School) -> None:
    admin = await sqlite_school.staff("admin")
    units = (await admin.get("admin/departments"))["items"]
    elsewhere = next(unit["id"] for unit in units if unit["name"] == "外国语学院")
    body = await story.visit_body(sqlite_school, "liuyang", await story.invite(sqlite_school))
    visitor = await sqlite_school.phone("liuyang")
    moved = [Wrong("department_id", elsewhere, "department_fixed")]
    await refused(visitor, "visitor/visits", body, moved)
    open_one = await story.invite(sqlite_school, department_open=True)
    visit = await story.apply(sqlite_school, invitation=open_one, department_id=elsewhere)
    assert visit["department"]["name"] == "外国语学院"


async def _unsent(school: School) -> str:
    teacher = await school.staff("zhangwei")
    return str((await teacher.post("staff/invitations", story.invitation_body(school)))["code"])


async def _revoked(school: School) -> str:
    sent = await story.invite(school)
    await (await school.staff("zhangwei")).post(f"staff/invitations/{sent['id']}/revoke")
    return str(sent["code"])


async def _used(school: School) -> str:
    sent = await story.invite(school)
    await story.apply(school, invitation=sent)
    return str(sent["code"])


async def _foreign(school: School) -> str:
    """Already bound to the first WeChat identity that used it, with uses left."""
    sent = await story.invite(school, max_uses=5)
    body = await story.visit_body(school, "liuyang", sent)
    await (await school.phone("jitian")).post("visitor/visits", body)
    return str(sent["code"])


async def _expired(school: School) -> str:
    sent = await story.invite(school, valid_to=school.time.local(10))
    school.time.move(hours=2)
    return str(sent["code"])


async def _nonsense(school: School) -> str:
    return "NOSUCHCODE22"


UNUSABLE = [
    (_unsent, 422, "invitation_not_found"),
    (_nonsense, 422, "invitation_not_found"),
    (_foreign, 422, "invitation_foreign"),
    (_used, 409, "invitation_used_up"),
    (_expired, 409, "invitation_expired"),
    (_revoked, 409, "invitation_revoked"),
]


async def test_an_invitation_that_cannot_be_used(roomy_school: School) -> None:
    visitor = await roomy_school.phone("liuyang")
    body = await story.visit_body(roomy_school, "liuyang", await story.invite(roomy_school))
    for make, status, code in UNUSABLE:
        unusable = Wrong("invitation_code", await make(roomy_school), code, status=status)
        await refused(visitor, "visitor/visits", body, [unusable])


async def test_looking_up_tells_nothing_about_other_phones(sqlite_school: School) -> None:
    await _unsent(sqlite_school)
    visitor = await sqlite_school.phone("liuyang")
    for phone in ("13800138000", "13911112222"):  # nothing sent; nobody ever invited
        assert await visitor.get("visitor/invitations", phone=phone) == {"items": [], "next": None}
    said = await visitor.get("visitor/invitations", phone="1380013", status=422)
    assert [(e["field"], e["code"]) for e in said["errors"]] == [("phone", "phone_invalid")]
