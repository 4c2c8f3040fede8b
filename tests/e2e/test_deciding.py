"""流程中心: counts that move by themselves, two people on one case, keys, and many at once."""

from playwright.async_api import expect

from tests.e2e.conftest import Desks
from tests.e2e.desk import Desk
from tests.support import seen, story
from tests.support.school import School


async def waiting(desk: Desk, number: int) -> None:
    """The bell says that so many cases wait."""
    said = f"{number} 件待我审批" if number else "没有待我审批的申请"
    await expect(desk.page.get_by_test_id("todo-bell")).to_have_attribute("aria-label", said)


async def test_the_count_moves_while_one_looks_at_something_else(web: School, desks: Desks) -> None:
    lina, wangfang = await desks("lina"), await desks("wangfang")
    await lina.open("/visits")
    await waiting(lina, 0)
    visits = [await story.apply(web), await story.apply(web, "jitian")]
    for number, visit in enumerate(visits, start=1):
        await story.decide(web, "zhangwei", visit)
        await waiting(lina, number)
    await story.decide(web, "lina", visits[0])
    await waiting(lina, 1)
    await waiting(wangfang, 1)
    await story.decide(web, "zhaolei", visits[0])
    await waiting(wangfang, 0)


async def test_of_two_people_on_one_case_the_second_is_told_who_was_first(web: School, desks: Desks) -> None:
    visit = await story.apply(web)
    for username in ("zhangwei", "lina"):
        await story.decide(web, username, visit)
    wangfang, zhaolei = await desks("wangfang"), await desks("zhaolei")
    for desk in (wangfang, zhaolei):
        await desk.open("/approvals")
        await desk.page.get_by_test_id("act-approve").click()
    await wangfang.page.get_by_test_id("decide").click()
    await waiting(wangfang, 0)
    await zhaolei.page.get_by_test_id("decide").click()
    await expect(zhaolei.page.get_by_test_id("lost")).to_contain_text("王芳")
    await expect(zhaolei.page.get_by_test_id("lost")).to_contain_text("您的操作没有生效")
    zhaolei.forgive("409")
    assert (await (await web.phone("liuyang")).get(f"visitor/visits/{visit['id']}"))["status"] == "approved"


async def test_keys_lead_from_case_to_case(web: School, desks: Desks) -> None:
    for visitor in ("liuyang", "jitian", "maimaiti"):
        await story.apply(web, visitor)
        web.time.move(minutes=1)
    desk = await desks("zhangwei")
    await desk.open("/approvals")
    name = desk.page.get_by_role("region", name="申请").get_by_role("heading", level=2)
    await expect(name).to_have_text("刘洋")
    await desk.page.keyboard.press("j")
    await expect(name).to_have_text("𠮷田花子")
    await desk.page.keyboard.press("k")
    await expect(name).to_have_text("刘洋")
    await desk.page.keyboard.press("a")
    await desk.page.get_by_test_id("decide").click()
    await expect(name).to_have_text("𠮷田花子")
    await desk.page.keyboard.press("r")
    await desk.page.get_by_test_id("decide").click()
    await expect(desk.page.locator("[data-field=comment] [role=alert]")).to_have_text("请填写拒绝原因。")
    await desk.press("来访事由不充分")
    await desk.page.get_by_test_id("decide").click()
    await expect(name).to_have_text("买买提·艾力")
    await waiting(desk, 1)


async def test_many_at_once_with_a_result_for_each(web: School, desks: Desks) -> None:
    visits = [await story.apply(web, visitor) for visitor in ("liuyang", "jitian")]
    for visit in visits:
        for username in ("zhangwei", "lina"):
            await story.decide(web, username, visit)
    desk = await desks("wangfang")
    await desk.open("/approvals")
    for case in await desk.page.locator("li.case").all():
        await case.get_by_role("checkbox").check(force=True)
    await desk.page.get_by_test_id("batch").click()
    await story.decide(web, "zhaolei", visits[0])
    await desk.page.get_by_test_id("batch-approve").click()
    results = desk.page.get_by_test_id("batch-row")
    await expect(results.filter(has_text="刘洋")).to_contain_text("赵磊")
    await expect(results.filter(has_text="𠮷田花子")).to_contain_text("已同意")
    await desk.press("完成")
    await waiting(desk, 0)
    desk.forgive("409")


async def test_recalling_returning_and_transferring(web: School, desks: Desks) -> None:
    visit = await story.apply(web)
    zhangwei = await desks("zhangwei")
    await zhangwei.open("/approvals")
    await zhangwei.page.get_by_test_id("act-approve").click()
    await zhangwei.page.get_by_test_id("decide").click()
    await zhangwei.page.get_by_test_id("box-done").click()
    await zhangwei.page.get_by_test_id("case").first.click()
    await zhangwei.page.get_by_test_id("act-recall").click()
    await zhangwei.page.get_by_test_id("decide").click()
    await waiting(zhangwei, 1)
    await zhangwei.page.get_by_test_id("box-todo").click()
    await zhangwei.page.get_by_test_id("act-return").click()
    await zhangwei.page.get_by_text("来访事由", exact=True).last.click()
    await zhangwei.press("请补充来访事由")
    await zhangwei.page.get_by_test_id("decide").click()
    await waiting(zhangwei, 0)
    shown = await (await web.phone("liuyang")).get(f"visitor/visits/{visit['id']}")
    assert (shown["status"], shown["fields_to_repair"]) == ("returned", ["purpose"])
    await _repaired_and_transferred(zhangwei, await desks("chenjing"), visit["id"])


async def _repaired_and_transferred(zhangwei: Desk, chenjing: Desk, visit_id: str) -> None:
    """The visitor mends what was asked for; who asked sees it again, and leaves it to a colleague."""
    phone = await zhangwei.school.phone("liuyang")
    await phone.patch(f"visitor/visits/{visit_id}", {"purpose": "联合实验室评审"})
    await phone.post(f"visitor/visits/{visit_id}/resubmit")
    await waiting(zhangwei, 1)
    await zhangwei.open("/approvals")
    await expect(zhangwei.page.get_by_role("region", name="申请")).to_contain_text("联合实验室评审")
    await zhangwei.page.get_by_test_id("act-transfer").click()
    dialog = zhangwei.page.get_by_role("dialog", name="转办：刘洋")
    await dialog.get_by_label("转办给").fill("陈静")
    await zhangwei.page.locator(".t-select-option").filter(has_text="陈静（信息中心）").click()
    await zhangwei.press("由您负责对接，请审批", within=dialog)
    await zhangwei.press("转办", within=dialog)
    await waiting(zhangwei, 0)
    await waiting(chenjing, 1)
    await chenjing.open("/approvals")
    shown = chenjing.page.get_by_role("region", name="申请")
    await expect(shown).to_contain_text("联合实验室评审")
    await chenjing.page.get_by_test_id("act-approve").click()
    await chenjing.page.get_by_test_id("decide").click()
    await waiting(chenjing, 0)
    chain = await seen.chain_of(zhangwei.school, {"id": visit_id})
    mine = [status for step, status in chain if step == "contact"]
    assert mine == ["recalled", "returned", "transferred", "approved"]


async def test_who_started_it_urges_and_reads_the_copy(web: School, desks: Desks) -> None:
    contact = await web.staff("zhangwei")
    invitation = await story.invite(web, by="chenjing", contact_id=contact.id)
    visit = await story.apply(web, invitation=invitation)
    desk = await desks("chenjing")
    await desk.open("/approvals?box=started")
    for said in ("已提醒审批人", "刚刚已经提醒过审批人"):
        await desk.page.get_by_test_id("case").first.click()
        await desk.press("催办")
        await expect(desk.page.get_by_role("dialog", name="催办？")).to_contain_text(
            "张伟 会在微信里收到提醒"
        )
        await desk.page.get_by_test_id("confirm").click()
        await expect(desk.page.get_by_text(said)).to_be_visible()
    desk.forgive("429")
    await desk.press("不催办")
    for username in ("zhangwei", "lina", "wangfang"):
        await story.decide(web, username, visit)
    await desk.page.get_by_test_id("box-copied").click()
    await desk.page.get_by_test_id("case").first.click()
    await expect(desk.page.get_by_role("region", name="申请").get_by_role("heading", level=2)).to_have_text(
        "刘洋"
    )
    await expect(desk.page.get_by_role("region", name="申请")).to_contain_text("已通过")
