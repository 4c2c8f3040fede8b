"""When things go wrong around a phone: nothing typed is lost, nothing is sent twice, and the page says what to do."""

import asyncio

from playwright.async_api import Route, expect

from tests.phone import steps
from tests.phone.conftest import Phones
from tests.support import story
from tests.support.school import School


async def test_an_answer_lost_on_the_way_costs_nothing(campus: School, phones: Phones) -> None:
    await story.invite(campus)
    phone = await phones("liuyang")
    await steps.find_invitation(phone)
    await steps.agree_to_notice(phone)
    await phone.press("提交申请")
    await phone.see("请填写")
    await steps.fill_form(phone)

    async def swallow(route: Route) -> None:
        await route.fetch()
        await route.abort()

    await phone.page.route("**/api/v1/visitor/visits", swallow)
    await phone.press("提交申请")
    await phone.answer("允许")
    await phone.see("填写的内容都在，请再提交一次，不会重复申请")
    await phone.page.unroute("**/api/v1/visitor/visits")

    address = phone.page.url.partition("#/")[2]
    await phone.open(address)
    await expect(phone.field("访客姓名")).to_have_value("刘洋")
    await expect(phone.field("证件号码")).to_have_value(story.DOCUMENT["number"])
    await phone.see("明天 14:00", "明天 16:00")
    await phone.press("提交申请")
    await phone.answer("允许")
    await phone.see("申请已提交")
    visits = await (await campus.phone("liuyang")).get("visitor/visits", tab="in_review")
    assert len(visits["items"]) == 1
    phone.forgive("ERR_FAILED|422|409")


async def test_a_lost_session_is_renewed_without_a_word(campus: School, phones: Phones) -> None:
    visit = await story.apply(campus)
    phone = await phones("liuyang")
    await phone.page.evaluate("localStorage.setItem('liuyang:token', JSON.stringify('no longer good'))")
    await phone.open(f"packages/visitor/visit/index?id={visit['id']}")
    await phone.see("待 张伟 审批")
    await phone.press("催一下")
    await expect(phone.over).to_contain_text("已")
    phone.forgive("401|409")


async def test_a_slow_or_broken_server_is_waited_for_and_asked_again(campus: School, phones: Phones) -> None:
    await story.apply(campus)
    phone = await phones("liuyang")
    answer = asyncio.Event()

    async def slow(route: Route) -> None:
        await answer.wait()
        await route.continue_()

    async def broken(route: Route) -> None:
        await route.fulfill(
            status=500, json={"status": 500, "code": "internal", "detail": "系统出错了，请稍后再试。"}
        )

    await phone.page.route("**/api/v1/visitor/visits?*", slow)
    await phone.tab("我的预约")
    await phone.tap("审批中")
    await expect(phone.shown.locator("page-skeleton")).to_be_visible()
    answer.set()
    await phone.see("计算机学院")
    await phone.page.unroute("**/api/v1/visitor/visits?*")

    await phone.page.route("**/api/v1/visitor/visits?*", broken)
    await phone.tap("已拒绝")
    await phone.see("暂时打不开", "系统出错了，请稍后再试。")
    await phone.page.unroute("**/api/v1/visitor/visits?*")
    await phone.press("重新加载")
    await phone.see("没有被拒绝的")

    await phone.page.context.set_offline(True)
    await phone.see("网络连接不上")
    await phone.page.context.set_offline(False)
    await expect(phone.shown).not_to_contain_text("网络连接不上")
    phone.forgive("500|ERR_INTERNET_DISCONNECTED")
