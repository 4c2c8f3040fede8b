"""What the phone's screens read: the school, and how many applications stand under each tab."""

from datetime import datetime, timedelta

from server.demo import cast
from tests.support import story
from tests.support.school import School


async def test_the_school_names_itself_to_anybody(sqlite_school: School) -> None:
    answer = await sqlite_school.nobody().get("school")
    assert answer == {"name": "示范大学", "brand_color": "#0052D9", "utc_offset_minutes": 480}


async def test_the_tabs_are_counted_for_whoever_asks_alone(school: School) -> None:
    first = await story.apply(school)
    await story.apply(school)
    phone = await school.phone("liuyang")
    await phone.post(f"visitor/visits/{first['id']}/withdraw", {"reason": "改期"})
    assert await phone.get("visitor/visits/counts") == {
        "approved": 0,
        "in_review": 1,
        "rejected": 0,
        "other": 1,
    }
    other = await (await school.phone("maimaiti")).get("visitor/visits/counts")
    assert set(other.values()) == {0}


async def test_a_proven_phone_need_not_be_typed(sqlite_school: School) -> None:
    invitation = await story.invite(sqlite_school)
    phone = await sqlite_school.phone("liuyang")
    refused = await phone.get("visitor/invitations", status=403)
    assert refused["code"] == "phone_not_proven"
    proved = await phone.post("visitor/phone", {"code": sqlite_school.phone_code("liuyang")})
    assert proved == {"phone": "+8613800138000", "phone_masked": "138****8000"}
    found = await phone.get("visitor/invitations")
    assert [row["code"] for row in found["items"]] == [invitation["code"]]


async def test_an_open_invitation_offers_the_units_in_use(sqlite_school: School) -> None:
    units = (await (await sqlite_school.phone("liuyang")).get("visitor/departments"))["items"]
    assert "计算机学院" in [unit["name"] for unit in units]
    admin = await sqlite_school.staff("admin")
    gone = await admin.post("admin/departments", {"name": "档案馆"})
    await admin.patch(f"admin/departments/{gone['id']}", {"active": False})
    assert (await (await sqlite_school.phone("liuyang")).get("visitor/departments"))["items"] == units


async def test_the_pass_says_how_to_get_to_its_gates(sqlite_school: School) -> None:
    admin, phone = await sqlite_school.staff("admin"), await sqlite_school.phone("liuyang")
    visit = await story.approved(sqlite_school)
    north = await admin.post("admin/gates", {"name": "北门"}, status=201)
    assert north["directions"] == ""
    await admin.patch(f"admin/gates/{north['id']}", {"directions": " 由地下通道进入\n靠右行驶 "})
    shown = await phone.get(f"visitor/visits/{visit['id']}/pass")
    ways = {gate["name"]: gate["directions"] for gate in shown["gate_directions"]}
    assert ways == {**cast.GATES, "北门": "由地下通道进入\n靠右行驶"}
    assert [*ways] == shown["gates"]
    too_long = {"directions": "走" * 201}
    refused = await admin.patch(f"admin/gates/{north['id']}", too_long, status=422)
    assert [(problem["field"], problem["code"]) for problem in refused["errors"]] == [
        ("directions", "too_long")
    ]


async def test_the_pass_says_when_the_gate_opens_and_whom_to_call(sqlite_school: School) -> None:
    visit = await story.approved(sqlite_school, visit_from=sqlite_school.time.local(14))
    phone = await sqlite_school.phone("liuyang")
    shown = await phone.get(f"visitor/visits/{visit['id']}/pass")
    assert (shown["state"], shown["inside_since"]) == ("not_yet", None)
    early = timedelta(minutes=sqlite_school.settings.gate.early_minutes)
    opens, begins = datetime.fromisoformat(shown["opens_at"]), datetime.fromisoformat(shown["valid_from"])
    assert begins - opens == early
    staff = await sqlite_school.staff("zhangwei")
    admin = await sqlite_school.staff("admin")
    await admin.patch(f"admin/staff/{staff.id}", {"phone": "13612345678"})
    shown = await phone.get(f"visitor/visits/{visit['id']}/pass")
    assert shown["contact"] == {"name": "张伟", "phone": "+8613612345678"}
