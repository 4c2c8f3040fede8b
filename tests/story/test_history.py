"""What the history says: who decided what, with which words, after how long; and what the visitor never reads."""

import json
from typing import Any

from tests.support import people, seen, story
from tests.support.school import School

HIDDEN = "内部情况甲乙丙"


async def everything_a_visitor_can_read(school: School, visit: dict[str, Any]) -> str:
    """Every answer the visitor can get about the visit, and every message on the phone."""
    phone = await school.phone("liuyang")
    answers = [
        await phone.get(f"visitor/visits/{visit['id']}"),
        await phone.get("visitor/visits"),
        await phone.get("visitor/invitations", phone="13800138000"),
        [message.data for message in await seen.messages_to(school, "liuyang")],
    ]
    return json.dumps(answers, ensure_ascii=False)


async def test_every_decision_has_words_an_actor_and_a_duration(sqlite_school: School) -> None:
    school = sqlite_school
    visit = await story.apply(school)
    said: list[tuple[str, str, str, dict[str, Any], int]] = [
        ("zhangwei", "张伟", "approve", {"comment": "是我的客人"}, 90),
        ("lina", "李娜", "return", {"comment": "请补充车牌", "fields": ["vehicle"]}, 3600),
        ("lina", "李娜", "approve", {"comment": "已补充"}, 59),
        ("wangfang", "王芳", "reject", {"comment": "车位已满"}, 1),
    ]
    for username, _, act, words, seconds in said:
        school.time.move(seconds=seconds)
        await story.decide(school, username, visit, act, **words)
        if act == "return":
            await (await school.phone("liuyang")).post(f"visitor/visits/{visit['id']}/resubmit")

    shown = await seen.by_visitor(school, visit)
    assert [(line["decided_by"], line["comment"], line["duration_seconds"]) for line in shown["flow"]] == [
        (name, words["comment"], seconds) for _, name, _, words, seconds in said
    ]
    assert all(line["decided_at"] for line in shown["flow"])
    decisions = [line for line in shown["history"] if line["actor"] != "刘洋"]
    assert [(line["actor"], line["comment"]) for line in decisions] == [
        (name, words["comment"]) for _, name, _, words, _ in said
    ]
    times = [line["at"] for line in shown["history"]]
    assert times == sorted(times)


async def test_who_was_asked_and_who_decided_are_told_apart(sqlite_school: School) -> None:
    school = sqlite_school
    visit = await story.apply(school)
    for username in ("zhangwei", "lina"):
        await story.decide(school, username, visit)
    waiting = (await seen.by_visitor(school, visit))["flow"][2]
    assert waiting["holders"] == ["王芳", "赵磊"] and waiting["decided_by"] is None
    assert waiting["duration_seconds"] is None
    await story.decide(school, "zhaolei", visit)
    decided = (await seen.by_visitor(school, visit))["flow"][2]
    assert decided["holders"] == ["赵磊"] and decided["decided_by"] == "赵磊"


async def test_internal_words_never_reach_the_visitor(sqlite_school: School) -> None:
    school = sqlite_school
    await seen.agrees_to_messages(school)
    await story.invite(school, note=HIDDEN)
    visit = await story.apply(school)
    zhangwei = await school.staff("zhangwei")
    task = await story.task_of(zhangwei, visit)
    await story.decide(school, "zhangwei", visit, comment="同意", internal_comment=HIDDEN)
    await zhangwei.post(f"staff/approvals/{task}/recall", {"comment": HIDDEN})
    to = await people.staff_id(school, "heyu")
    await story.decide(school, "zhangwei", visit, "transfer", to_staff_id=to, comment=HIDDEN)
    await story.decide(school, "heyu", visit, "return", comment="请改期", internal_comment=HIDDEN)
    assert HIDDEN not in await everything_a_visitor_can_read(school, visit)

    await (await school.phone("liuyang")).post(f"visitor/visits/{visit['id']}/resubmit")
    await story.decide(school, "heyu", visit, "reject", comment="名额已满", internal_comment=HIDDEN)
    visible = await everything_a_visitor_can_read(school, visit)
    assert HIDDEN not in visible and "内部" not in visible
    assert "名额已满" in visible

    behind = await seen.by_staff(school, visit)
    assert sum(HIDDEN in line["comment"] for line in behind["history"]) == 5
    assert sum(HIDDEN in line["comment"] for line in behind["flow"]) == 4
