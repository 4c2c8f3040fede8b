"""Everyone sees the menu of their own work, and no way around it."""

from playwright.async_api import expect

from tests.e2e.conftest import Desks

VISITORS = ["工作台", "访客邀请", "预约访客", "流程中心"]

MENUS = {
    "zhangwei": VISITORS,
    "lina": VISITORS,
    "sunli": [*VISITORS, "门岗核验", "出入冲突", "黑名单", "设备"],
    "admin": [
        "设备",
        "闸机推送",
        "单位",
        "人员",
        "审批组",
        "校门",
        "审批流程",
        "申请表",
        "消息记录",
        "系统设置",
    ],
    "auditor": ["审计记录"],
}
# And what is not theirs, however they come to its address.
CLOSED = {"zhouqiang": ["/visits", "/approvals"], "auditor": ["/invitations"], "lina": ["/gate"]}


async def test_everybody_has_the_menu_of_their_work(desks: Desks) -> None:
    for username, entries in MENUS.items():
        desk = await desks(username)
        assert [entry.split("\n")[0] for entry in await desk.menu()] == entries, username


async def test_what_is_not_in_the_menu_is_not_open_either(desks: Desks) -> None:
    for username, addresses in CLOSED.items():
        desk = await desks(username)
        for address in addresses:
            await desk.open(address)
            await expect(desk.page.get_by_text("您没有打开这个页面的权限")).to_be_visible()


async def test_a_guard_has_the_gate_and_nothing_else(desks: Desks) -> None:
    desk = await desks("zhouqiang")
    await expect(desk.page.get_by_test_id("scan")).to_be_focused()
