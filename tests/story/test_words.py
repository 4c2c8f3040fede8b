"""Long text, rare characters and names from every script reach the other end unharmed."""

from typing import Any

from tests.support import seen, story
from tests.support.callers import Caller
from tests.support.school import School

# Each name as typed, and as it is kept. 𠮷 and 𡈽 lie beyond the first 65,536 characters of Unicode.
NAMES = {
    "𠮷田花子": "𠮷田花子",
    "𡈽屋𠮟子": "𡈽屋𠮟子",
    "买买提•艾力": "买买提·艾力",
    "阿卜杜热合曼·阿卜杜克热木·买买提依明·艾则孜·吐尔逊": "阿卜杜热合曼·阿卜杜克热木·买买提依明·艾则孜·吐尔逊",
    "Nguyễn Thị Minh Khai": "Nguyễn Thị Minh Khai",
    "  O’Connor   Seán ": "O’Connor Seán",
    "𠮷" * 100: "𠮷" * 100,
}
LONG = "参加𠮷林大学·学术交流（第7届）：" + "议程较长，" * 40


async def test_every_name_is_kept_as_its_owner_writes_it(school: School) -> None:
    for number, (typed, kept) in enumerate(NAMES.items()):
        school.time.move(seconds=1)
        invitation = await story.invite(school, "jitian", visitor_name=typed)
        visit = await story.apply(school, "jitian", invitation, visitor_name=typed)
        assert visit["visitor_name"] == kept
        sunli = await school.staff("sunli")
        found = await sunli.get("staff/visits", q=kept[:4])
        assert visit["id"] in [card["id"] for card in found["items"]], number
        await (await school.phone("jitian")).post(f"visitor/visits/{visit['id']}/withdraw")


async def test_long_words_go_the_whole_way(sqlite_school: School) -> None:
    school = sqlite_school
    await seen.agrees_to_messages(school, "jitian")
    purpose, comment = LONG[:200], LONG[:200] * 2
    invitation = await story.invite(school, "jitian", purpose=purpose)
    visit = await story.apply(
        school,
        "jitian",
        invitation,
        purpose=purpose,
        companions=[{"name": "𡈽屋𠮟子", "document": {"kind": "passport", "number": "TR1234567"}}],
    )
    for username in ("zhangwei", "lina", "wangfang"):
        await story.decide(school, username, visit, comment=comment, internal_comment=comment)
    shown = await seen.by_visitor(school, visit, "jitian")
    assert shown["purpose"] == purpose and shown["companions"][0]["name"] == "𡈽屋𠮟子"
    assert {line["comment"] for line in shown["flow"]} == {comment}

    # WeChat takes twenty characters of a thing: the message is cut, never refused
    for person in ("jitian", "zhangwei", "wangfang"):
        told = await seen.messages_to(school, person)
        assert len(told) == 1
        assert all(len(words) <= 20 for words in told[0].data.values()), told[0].data


async def _application(school: School) -> tuple[Caller, str, dict[str, Any]]:
    invitation = await story.invite(school)
    body = await story.visit_body(school, "liuyang", invitation)
    return await school.phone("liuyang"), "visitor/visits", body


async def _invitation(school: School) -> tuple[Caller, str, dict[str, Any]]:
    return await school.staff("zhangwei"), "staff/invitations", story.invitation_body(school)


async def _approval(school: School) -> tuple[Caller, str, dict[str, Any]]:
    visit = await story.apply(school)
    zhangwei = await school.staff("zhangwei")
    return zhangwei, f"staff/approvals/{await story.task_of(zhangwei, visit)}/approve", {}


LONGEST = [
    (_application, "visitor_name", 100),
    (_application, "purpose", 200),
    (_invitation, "note", 500),
    (_approval, "internal_comment", 500),
]


async def test_one_character_too_many_is_refused_by_its_field(sqlite_school: School) -> None:
    for form, field, most in LONGEST:
        caller, path, body = await form(sqlite_school)
        problem = await caller.post(path, {**body, field: "𠮷" * (most + 1)}, status=422)
        assert [(error["field"], error["code"]) for error in problem["errors"]] == [(field, "too_long")]
        answer = await caller.post(path, {**body, field: "𠮷" * most})
        assert "𠮷" * most in str(answer)
