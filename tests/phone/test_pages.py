"""The pages of the mini-program open, for each audience, and break no line of layout at any width or text size."""

import pytest

from tests.phone.conftest import Phones
from tests.support import story
from tests.support.school import School

LONG_NAME = "买买提·艾力·阿卜杜热合曼·吐尔逊·𠮷𪚥𡃁"
LONG_PURPOSE = "参加计算机学院与外国语学院联合举办的学术交流活动并参观实验室" * 3

PAGES = {
    "jitian": [
        "pages/home/index",
        "pages/visits/index",
        "pages/me/index",
        "packages/visitor/invitation/index",
    ],
    "zhangwei": [
        "pages/home/index",
        "packages/staff/inbox/index",
        "packages/staff/invite/index",
        "packages/staff/bind/index",
    ],
    "zhouqiang": [
        "pages/home/index",
        "packages/gate/scan/index",
        "packages/gate/present/index?tab=expected",
        "packages/gate/walk-in/index",
    ],
}


@pytest.mark.parametrize(("width", "text"), [(390, 100), (320, 200)])
async def test_no_line_breaks_out_of_a_page(campus: School, phones: Phones, width: int, text: int) -> None:
    visit = await story.approved(campus, "jitian", visitor_name=LONG_NAME, purpose=LONG_PURPOSE)
    waiting = await story.apply(campus, "liuyang", visitor_name=LONG_NAME, purpose=LONG_PURPOSE)
    task = await story.task_of(await campus.staff("zhangwei"), waiting)
    broken: dict[str, list[str]] = {}
    for person, pages in _pages(visit["id"], task).items():
        phone = await phones(person, width=width, text=text)
        for page in pages:
            await phone.go_on(page)
            await phone.settled()
            broken[f"{person} {page}"] = await phone.broken_lines()
    assert {page: lines for page, lines in broken.items() if lines} == {}
    await phone.shown.locator(".page").evaluate("page => { page.style.width = '200vw' }")
    assert await phone.broken_lines(), "what sticks out must be seen to stick out"


def _pages(visit_id: str, task_id: str) -> dict[str, list[str]]:
    """Each person's pages, with those of one visit and one case."""
    of_visit = [f"packages/visitor/{page}/index?id={visit_id}" for page in ("visit", "pass")]
    return {
        **PAGES,
        "jitian": [*PAGES["jitian"], *of_visit],
        "zhangwei": [*PAGES["zhangwei"], f"packages/staff/decide/index?id={task_id}"],
    }
