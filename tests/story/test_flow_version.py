"""The school changes its approval flow: new cases follow the new file, running ones keep theirs."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from server.approvals.chain import FlowError
from server.settings import CONFIG, Settings
from tests.conftest import RING
from tests.support import people, seen, story
from tests.support.school import School, open_school
from tests.support.time import Time

SECURITY_FIRST = """
name = "保卫处直批"
fallback = "heyu"
copy_to = ["group:information_reporting"]

[[steps]]
key = "information"
name = "信息报送组审批"
assignee = "group:information_reporting"
due_hours = 12
"""


@asynccontextmanager
async def school_with(settings: Settings, time: Time, flow: str = "") -> AsyncIterator[School]:
    """The school started again with this flow; with the one it came with if empty."""
    folder = Path(settings.storage.data_dir) / f"config-{len(flow)}"
    shutil.copytree(CONFIG, folder, dirs_exist_ok=True)
    if flow:
        (folder / "approval_flow.toml").write_text(flow, encoding="utf-8")
    async with open_school(settings.model_copy(update={"config_dir": folder}), RING, time) as school:
        yield school


async def version_of(school: School) -> tuple[int, str]:
    """Number and name of the flow in force."""
    flow = await (await school.staff("admin")).get("admin/flows/current")
    return flow["version"], flow["name"]


async def test_running_cases_keep_their_flow(sqlite_settings: Settings, time: Time) -> None:
    async with school_with(sqlite_settings, time) as school:
        assert await version_of(school) == (1, "访客进校审批")
        old = await story.apply(school)
        await story.decide(school, "zhangwei", old)
    async with school_with(sqlite_settings, time, SECURITY_FIRST) as school:
        assert await version_of(school) == (2, "保卫处直批")
        new = await story.apply(school, "maimaiti")
        assert await seen.chain_of(school, new, "maimaiti") == [("information", "open")]
        await story.decide(school, "lina", old)
        assert await seen.holders(school, old) == ["王芳", "赵磊"]
        decided = await story.decide(school, "heyu", new)
        assert decided["visit"]["status"] == "approved"
        copied = await (await school.staff("chenjing")).get("staff/approvals", box="copied")
        assert [row["visit"]["id"] for row in copied["items"]] == [new["id"]]
    async with school_with(sqlite_settings, time) as school:
        assert await version_of(school) == (1, "访客进校审批")
        assert (await story.decide(school, "zhaolei", old))["visit"]["status"] == "approved"


async def test_the_same_file_is_the_same_version(sqlite_settings: Settings, time: Time) -> None:
    for flow in (SECURITY_FIRST, "# the same again, with a remark\n" + SECURITY_FIRST):
        async with school_with(sqlite_settings, time, flow) as school:
            assert await version_of(school) == (1, "保卫处直批")


async def test_the_fallback_of_a_running_case_may_have_left(sqlite_settings: Settings, time: Time) -> None:
    async with school_with(sqlite_settings, time, SECURITY_FIRST) as school:
        old = await story.apply(school)
    async with school_with(sqlite_settings, time) as school:
        await people.disable(school, "heyu")
        await people.disable(school, "chenjing")
        assert await seen.holders(school, old) == ["孙丽"]


@pytest.mark.parametrize(
    ("flow", "message"),
    [
        (SECURITY_FIRST.replace('"heyu"', '"nobody"'), "fallback: 'nobody'"),
        (SECURITY_FIRST.replace('"heyu"', '"zhouqiang"'), "fallback: 'zhouqiang'"),
        (SECURITY_FIRST.replace("group:information_reporting", "group:choir"), "'choir'"),
        (SECURITY_FIRST.replace("[[steps]]", "[[steps"), "approval_flow.toml"),
    ],
    ids=["unknown fallback", "fallback may not decide", "unknown group", "not TOML"],
)
async def test_a_flow_that_cannot_work_stops_the_start(
    sqlite_settings: Settings, time: Time, flow: str, message: str
) -> None:
    with pytest.raises(FlowError, match=message):
        async with school_with(sqlite_settings, time, flow):
            pass
