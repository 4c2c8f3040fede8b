"""批量邀请 over HTTP: the good rows are created, the bad ones told, and nothing is created twice."""

from time import perf_counter
from typing import Any

from server.invitations import sheet_file
from tests.capabilities.invitations.test_sheet_file import ROW, workbook
from tests.support.school import School
from tests.support.statements import count_queries

# Two hundred rows: the session, the key and its answer, contact with unit, the unit, and two statements each to
# create and to send. PostgreSQL sees each row of an INSERT as a statement of one batch.
STATEMENTS = 12


def row(school: School, number: int = 0, **over: str) -> dict[str, str]:
    """The row of visitor `number`."""
    return {
        "phone": f"1390013{number:04}",
        "visitor_name": "访客" + "甲乙丙丁戊己庚辛壬癸"[number % 10],
        "visitor_type": "temporary",
        "purpose": "开放日",
        "valid_from": school.time.local(0),
        "valid_to": school.time.local(23, days=3),
        "note": "",
        **over,
    }


async def test_the_page_is_told_which_cells_to_mark(school: School) -> None:
    zhangwei = await school.staff("zhangwei")
    rows = [row(school), row(school, 1, phone="139"), {"visitor_name": "刘洋"}]
    answer = await zhangwei.post("staff/invitations/check", {"rows": rows}, status=200)
    assert [[p["field"] for p in found["problems"]] for found in answer["rows"]] == [
        [],
        ["phone"],
        ["phone", "purpose", "valid_from", "valid_to"],
    ]
    assert [found["row"] for found in answer["rows"]] == [0, 1, 2]
    assert (await zhangwei.get("staff/invitations"))["items"] == []


async def test_good_rows_are_created_and_sent_and_bad_ones_are_not(school: School) -> None:
    zhangwei = await school.staff("zhangwei")
    rows = [row(school), row(school, 1, purpose=""), row(school, 2, phone="13800138000")]
    answer = await zhangwei.post("staff/invitations/bulk", {"rows": rows, "send": True}, status=200)
    assert answer["created"] == 2
    ids = [found["invitation_id"] for found in answer["rows"]]
    assert ids[1] is None and [p["field"] for p in answer["rows"][1]["problems"]] == ["purpose"]
    shown = await zhangwei.get(f"staff/invitations/{ids[2]}")
    assert (shown["status"], shown["contact"]["name"], shown["department"]["name"]) == (
        "sent",
        "张伟",
        "计算机学院",
    )
    found = await (await school.phone("liuyang")).get("visitor/invitations", phone="13800138000")
    assert [card["code"] for card in found["items"]] == [shown["code"]]
    trail = await (await school.staff("auditor")).get("admin/audit", subject_id=ids[0])
    assert [entry["action"] for entry in trail["items"]] == ["invitation_sent", "invitation_created"]


async def test_without_sending_they_are_drafts(school: School) -> None:
    zhangwei = await school.staff("zhangwei")
    await zhangwei.post("staff/invitations/bulk", {"rows": [row(school)]})
    assert [card["status"] for card in (await zhangwei.get("staff/invitations"))["items"]] == ["draft"]


async def test_the_same_slice_sent_twice_is_created_once(school: School) -> None:
    zhangwei, body = await school.staff("zhangwei"), {"rows": [row(school), row(school, 1)], "send": True}
    first = await zhangwei.post("staff/invitations/bulk", body, key="slice-1")
    again = await zhangwei.post("staff/invitations/bulk", body, key="slice-1")
    assert again == first
    assert len((await zhangwei.get("staff/invitations"))["items"]) == 2


async def test_a_slice_has_two_hundred_rows_and_a_check_two_thousand(sqlite_school: School) -> None:
    zhangwei = await sqlite_school.staff("zhangwei")
    for path, most in (("bulk", 200), ("check", 2000)):
        rows = [row(sqlite_school, n) for n in range(most + 1)]
        refused = await zhangwei.post(f"staff/invitations/{path}", {"rows": rows}, status=422)
        assert [(p["field"], p["code"]) for p in refused["errors"]] == [("rows", "too_many_items")]


async def test_two_thousand_rows_are_checked_and_created_within_seconds(school: School) -> None:
    zhangwei, rows = await school.staff("zhangwei"), [row(school, n) for n in range(2000)]
    began = perf_counter()
    checked = await zhangwei.post("staff/invitations/check", {"rows": rows})
    assert not any(found["problems"] for found in checked["rows"])
    created = 0
    for start in range(0, 2000, 200):
        body = {"rows": rows[start : start + 200], "send": True}
        created += (await zhangwei.post("staff/invitations/bulk", body, key=f"slice-{start}"))["created"]
    assert created == 2000
    assert perf_counter() - began < 30


async def test_what_a_slice_costs(sqlite_school: School) -> None:
    zhangwei = await sqlite_school.staff("zhangwei")
    body = {"rows": [row(sqlite_school, n) for n in range(200)], "send": True}
    with count_queries() as sent:
        await zhangwei.post("staff/invitations/bulk", body, key="counted")
    assert len(sent) <= STATEMENTS, str(sent)


async def test_the_template_comes_back_filled_in(sqlite_school: School) -> None:
    zhangwei = await sqlite_school.staff("zhangwei")
    template = await zhangwei.http.get("staff/invitations/template.xlsx")
    assert template.status_code == 200 and template.content[:2] == b"PK"
    assert "filename*=UTF-8''" in template.headers["content-disposition"]
    answer = await zhangwei.upload("staff/invitations/read-xlsx", workbook(ROW), status=200)
    assert answer["rows"] == [
        {
            "phone": "13800138000",
            "visitor_name": "𠮷田花子",
            "visitor_type": "temporary",
            "purpose": "学术交流",
            "valid_from": "2026-11-25T00:00:00+08:00",
            "valid_to": "2026-11-26T23:59:00+08:00",
            "note": "",
        }
    ]


async def test_an_upload_that_is_no_table_is_refused_in_words(sqlite_school: School) -> None:
    zhangwei = await sqlite_school.staff("zhangwei")
    uploads: list[tuple[bytes, str]] = [(b"hello", "sheet_unreadable"), (sheet_file.template(), "file_empty")]
    for content, code in uploads:
        refused: dict[str, Any] = await zhangwei.upload("staff/invitations/read-xlsx", content, status=422)
        assert (refused["code"], refused["errors"][0]["field"]) == (code, "file")
    await zhangwei.post("staff/invitations/read-xlsx", status=422)
