"""The code on the phone, photographed from the screen's pixels: good once, stale a minute later, then another."""

from playwright.async_api import expect

from server.demo.cast import GATES
from tests.phone.conftest import Phones
from tests.support import story
from tests.support.qr import read
from tests.support.school import School


async def test_a_photographed_code_opens_the_gate_once(campus: School, phones: Phones) -> None:
    visit = await story.approved(campus)
    campus.time.move(days=1, hours=5)
    liuyang = await phones("liuyang", f"packages/visitor/visit/index?id={visit['id']}")
    await liuyang.press("出示访客码")
    await liuyang.see("可入校", "14:00–16:00")
    await expect(liuyang.page.locator("body")).to_have_attribute("data-brightness", "1")
    await liuyang.see(*GATES, *GATES.values())
    shown = read(await liuyang.page.screenshot())

    assert (await story.scan(campus, shown, nonce="first"))["verdict"] == "admit"
    assert await refusal(campus, shown, "again") == "replayed"
    campus.time.move(seconds=60)
    assert await refusal(campus, shown, "later") == "stale"

    await liuyang.keep_time()
    await expect(liuyang.shown).to_contain_text("14:01")
    fresh = read(await liuyang.page.screenshot())
    assert fresh != shown
    assert (await story.scan(campus, fresh, "out", "leaving"))["verdict"] == "admit"

    await liuyang.back()
    await liuyang.page.context.set_offline(True)
    await liuyang.press("出示访客码")
    await liuyang.see("网络连接不上，访客码仍可使用", *GATES.values())
    await liuyang.back()
    await liuyang.page.context.set_offline(False)
    liuyang.forgive("ERR_INTERNET_DISCONNECTED")
    await expect(liuyang.page.locator("body")).not_to_have_attribute("data-brightness", "1")
    await expect(liuyang.page.locator("body")).to_have_attribute("data-awake", "false")


async def refusal(campus: School, code: str, nonce: str) -> str:
    """Why the guard must not let the holder of this code in."""
    answer = await story.scan(campus, code, nonce=nonce)
    assert answer["verdict"] == "refuse"
    return str(answer["reason"])
