"""What a visitor can get wrong in an application: every rule through the API, one line each."""

from typing import Any

from tests.api.refusals import MISSING, Wrong, refused
from tests.support import story
from tests.support.school import School


def _document(kind: str, *numbers: str, code: str = "", **more: Any) -> list[Wrong]:
    code = code or f"{kind}_malformed"
    values = [{"kind": kind, "number": number, **more} for number in numbers]
    return [Wrong("document", value, code, "document.number") for value in values]


DOCUMENTS = [
    *_document("resident_id", "11010119000307001X", code="resident_id_check_digit"),
    *_document("resident_id", "110101190002300013", "440106190002290001", code="resident_id_birth_date"),
    *_document("resident_id", "110101299901010019", code="resident_id_birth_date"),
    *_document("resident_id", "170101190003070011", code="resident_id_region"),
    *_document("resident_id", "110101900307001", code="resident_id_first_generation"),
    *_document("resident_id", "I10101190003070010", "1101011900030700", "一二三四"),
    *_document("hk_macao_permit", "C12345678", "H123456789", "HB1234567"),
    *_document("taiwan_permit", "1234567"),
    *_document("foreign_permanent_resident", "US1234567890123"),
    *_document("passport", "ABCDEFGH", "1234567890"),
    *_document("passport", "E12345678", code="passport_issuing_state", issuing_state="C1"),
    Wrong("document.kind", "driving_licence", "not_a_choice"),
    Wrong("document.number", "", "too_short"),
    Wrong("document.number", "1" * 201, "too_long"),
    Wrong("document.number", MISSING, "required"),
    Wrong("document", MISSING, "required"),
    Wrong("document", "110101190003070010", "bad_value"),
    Wrong("document.photo", "x.png", "unknown_field", "document"),
]

PERSON = [
    *(
        Wrong("phone", n, "phone_invalid")
        for n in ("12345678901", "1380013800", "+85221234567", "02112345678")
    ),
    Wrong("phone", "+0123", "phone_invalid"),
    Wrong("phone", "13900139000", "invitation_not_found", "invitation_code"),  # not the one that was invited
    Wrong("visitor_name", "", "too_short"),
    Wrong("visitor_name", "   ", "too_short"),
    Wrong("visitor_name", "12345", "person_name_no_letter"),
    Wrong("visitor_name", "张\u0007三丰", "control_character"),
    Wrong("visitor_name", "张\u0000三丰", "control_character"),
    Wrong("visitor_name", "张\u0085三丰", "person_name_control_character"),
    Wrong("visitor_name", "张" * 101, "too_long"),
    Wrong("purpose", "", "too_short"),
    Wrong("purpose", "讲" * 201, "too_long"),
    Wrong("purpose", "学术\u0000交流", "control_character"),
]

VEHICLES = [
    *(
        Wrong("vehicle", {"plate": plate}, "plate_malformed", "vehicle.plate")
        for plate in ("沪AF1234Z", "京A12345L", "粤B1234港", "京AI2345", "京A1234", "港A12345")
    ),
    Wrong("vehicle", {"plate": "ABCDEFGHJKLMN"}, "plate_length", "vehicle.plate"),
    Wrong("vehicle", {"plate": "！！！！"}, "plate_unreadable", "vehicle.plate"),
    Wrong("vehicle", {"plate": ""}, "too_short", "vehicle.plate"),
    Wrong("vehicle", {}, "required", "vehicle.plate"),
]


def _windows(school: School) -> list[Wrong]:
    at = school.time.local
    return [
        Wrong("visit_to", at(13, days=1), "window_reversed"),
        Wrong("visit_to", at(14, days=1), "window_reversed"),
        Wrong("visit_to", at(15, days=5), "window_too_long"),
        Wrong("visit_from", at(7, days=0), "window_past"),
        Wrong("visit_to", at(13, days=3), "outside_invitation", "visit_from"),
        Wrong("visit_from", at(23, days=-1), "outside_invitation"),
        Wrong("visit_from", "2026-11-24", "bad_time"),
        Wrong("visit_from", "2026-11-24T14:00:00", "bad_time"),
        Wrong("visit_from", "2026-13-24T14:00:00+08:00", "bad_time"),
        Wrong("visit_from", "1899-12-31T23:59:59+08:00", "bad_time"),
        Wrong("visit_from", "9999-12-31T23:59:59+08:00", "bad_time"),
        Wrong("visit_from", 1_764_000_000, "bad_time"),
        Wrong("visit_from", None, "bad_time"),
        Wrong("weekdays", [1, 2], "only_long_term"),
        Wrong("weekdays", [0], "too_small", "weekdays.0"),
        Wrong("weekdays", [8], "too_large", "weekdays.0"),
        Wrong("weekdays", [True], "bad_value", "weekdays.0"),
        Wrong("daily_from", "25:00", "bad_format"),
        Wrong("daily_from", "08:00", "only_long_term"),
    ]


def _others(names: int, **document: Any) -> list[dict[str, Any]]:
    """So many companions, each with a passport of their own unless `document` says otherwise."""
    return [
        {
            "name": f"同行{chr(0x4E00 + i)}",
            "document": {"kind": "passport", "number": f"E1234567{i}", **document},
        }
        for i in range(names)
    ]


COMPANY = [
    Wrong("companions", _others(5), "too_many_companions"),
    Wrong("companions", _others(51), "too_many_items"),
    Wrong("companions", _others(2, number="E12345678"), "duplicate_companion"),
    Wrong("companions", _others(1, kind="resident_id", number="110101190003070010"), "duplicate_companion"),
    Wrong("companions", _others(1, number="ABCDEFGH"), "passport_malformed", "companions.0.document.number"),
    Wrong("companions", [{"name": "12345"}], "required", "companions.0.document"),
    Wrong("companions", {"name": "陈晨"}, "bad_value"),
]

HEALTH = [
    Wrong("health", {"health_code": {"status": "blue"}}, "not_a_choice", "health.health_code.status"),
    Wrong("health", {"travel_code": {"file_id": "z" * 24}}, "file_unknown", "health.travel_code.file_id"),
    Wrong(
        "health", {"travel_code": {"file_id": "../../etc/passwd"}}, "bad_format", "health.travel_code.file_id"
    ),
    Wrong(
        "health",
        {"nucleic_acid": {"result": "negative", "sampled_at": "2026-11-23T09:01:00+08:00"}},
        "in_the_future",
        "health.nucleic_acid.sampled_at",
    ),
]

CONSENT = [
    Wrong("consents", [], "consent_required"),
    Wrong("consents", [{"notice": "privacy", "version": "2020-01"}], "consent_required"),
    Wrong("consents", [{"notice": "weather", "version": "2026-11"}], "consent_required"),
    Wrong("consents", MISSING, "consent_required"),
]

DEPARTMENT = [
    Wrong("department_id", "z" * 24, "department_unknown"),
    Wrong("department_id", "1 OR 1=1", "bad_format"),
    Wrong("contact_id", "z" * 24, "unknown_field", "body"),  # the contact comes from the invitation
]


async def test_each_wrong_value_is_refused_at_its_field(sqlite_school: School) -> None:
    two_days = await story.invite(sqlite_school, valid_to=sqlite_school.time.local(23, days=2))
    body = await story.visit_body(sqlite_school, "liuyang", two_days)
    visitor = await sqlite_school.phone("liuyang")
    cases = [*DOCUMENTS, *PERSON, *VEHICLES, *COMPANY, *HEALTH, *CONSENT, *DEPARTMENT]
    await refused(visitor, "visitor/visits", body, [*cases, *_windows(sqlite_school)])


async def test_all_problems_are_told_at_once(sqlite_school: School) -> None:
    body = await story.visit_body(sqlite_school, "liuyang", await story.invite(sqlite_school))
    body |= {"visitor_name": "12345", "phone": "1380013800", "vehicle": {"plate": "京A1234"}}
    said = await (await sqlite_school.phone("liuyang")).post("visitor/visits", body, status=422)
    assert [problem["field"] for problem in said["errors"]] == ["visitor_name", "phone", "vehicle.plate"]


async def test_a_long_term_visit_has_rules_of_its_own(sqlite_school: School) -> None:
    at = sqlite_school.time.local
    invitation = await story.invite(sqlite_school, visitor_type="long_term", valid_to=at(23, days=170))
    monday_to_tuesday = {"visit_from": at(8, days=7), "visit_to": at(18, days=8)}
    body = await story.visit_body(sqlite_school, "liuyang", invitation, health=None, **monday_to_tuesday)
    cases = [
        Wrong("visit_from", at(8, days=61), "window_too_far"),
        Wrong("weekdays", [6, 7], "no_such_day"),
        Wrong("daily_from", "08:00", "hours_incomplete", "daily_to"),
        Wrong("health", {"nucleic_acid": _negative(sqlite_school)}, "not_asked", "health.nucleic_acid"),
    ]
    visitor = await sqlite_school.phone("liuyang")
    await refused(visitor, "visitor/visits", body, cases)
    backwards = [Wrong("daily_to", "08:00", "hours_reversed")]
    await refused(visitor, "visitor/visits", {**body, "daily_from": "18:00"}, backwards)


async def test_every_good_form_is_accepted(roomy_school: School) -> None:
    body = await story.visit_body(roomy_school, "liuyang", await story.invite(roomy_school, max_uses=100))
    visitor = await roomy_school.phone("liuyang")
    for path, value in GOOD:
        visit = await visitor.post("visitor/visits", {**body, path: value}, status=201)
        assert visit["status"] == "in_review"


GOOD: list[tuple[str, Any]] = [
    *(("phone", number) for number in ("+8613800138000", "＋86 138-0013-8000", "008613800138000")),
    *(("visitor_name", name) for name in ("买买提·艾力", "𠮷田", "O'Neill-Smith", "㐂" * 100)),
    *(
        ("document", {"kind": kind, "number": number})
        for kind, numbers in {
            "resident_id": [
                "440106190002281228",
                "31011519000115008x",
                "650100190412319998",
                "810000190001010018",
            ],
            "hk_macao_permit": ["H12345678", "M87654321", "H1234567800", "HA1234567"],
            "taiwan_permit": ["01234567"],
            "foreign_permanent_resident": ["USA123456789012"],
            "passport": ["E12345678", "EA1234567", "L898902C3"],
        }.items()
        for number in numbers
    ),
    *(
        ("vehicle", {"plate": plate})
        for plate in ("京A12345", "沪A·8M6K2", "京AD12345", "京A12345D", "粤Z1234港", "京A1234学", "123456使")
    ),
    ("vehicle", {"plate": "粤BABC12"}),
]


def _negative(school: School) -> dict[str, Any]:
    return {"result": "negative", "sampled_at": school.time.local(8)}
