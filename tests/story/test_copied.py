"""抄送: who is sent a copy of an approved visit reads all of it, and decides nothing."""

from server.settings import Settings
from tests.story.test_flow_version import school_with
from tests.support import story
from tests.support.time import Time

COPIED_TO_A_GROUP = """
name = "对接人审批，抄送物资保障组"
fallback = "heyu"
copy_to = ["group:materials_support"]

[[steps]]
key = "contact"
name = "对接人审批"
assignee = "contact"
due_hours = 12
"""


async def test_a_group_that_is_sent_a_copy_can_open_it(sqlite_settings: Settings, time: Time) -> None:
    async with school_with(sqlite_settings, time, COPIED_TO_A_GROUP) as school:
        visit = await story.apply(school)
        member, stranger = await school.staff("wangfang"), await school.staff("chenjing")
        await member.get(f"staff/visits/{visit['id']}", status=404)
        task = (await story.decide(school, "zhangwei", visit))["task"]

        (row,) = (await member.get("staff/approvals", box="copied"))["items"]
        assert (row["id"], row["visit"]["id"]) == (task["id"], visit["id"])
        case = await member.get(f"staff/approvals/{row['id']}")
        assert (case["visit"]["visitor_name"], case["actions"]) == ("刘洋", [])
        assert (await member.get(f"staff/visits/{visit['id']}"))["actions"] == []
        await member.post(f"staff/approvals/{row['id']}/recall", {}, status=404)
        for path in (f"staff/approvals/{task['id']}", f"staff/visits/{visit['id']}"):
            await stranger.get(path, status=404)


async def test_each_box_says_how_many_it_holds(sqlite_settings: Settings, time: Time) -> None:
    async with school_with(sqlite_settings, time, COPIED_TO_A_GROUP) as school:
        first, _ = await story.apply(school), await story.apply(school, "maimaiti")
        await story.decide(school, "zhangwei", first)
        for username, expected in (
            ("zhangwei", {"todo": 1, "done": 1, "started": 2, "copied": 0}),
            ("wangfang", {"todo": 0, "done": 0, "started": 0, "copied": 1}),
            ("chenjing", {"todo": 0, "done": 0, "started": 0, "copied": 0}),
        ):
            caller = await school.staff(username)
            counts = await caller.get("staff/approvals/counts")
            assert counts == expected, username
            for box, number in expected.items():
                assert len((await caller.get("staff/approvals", box=box))["items"]) == number
