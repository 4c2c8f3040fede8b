"""The gate desk on a tablet: enrolled once, one scan one answer, also without a network."""

import asyncio
import re
import shutil
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit

import pytest
from playwright.async_api import expect
from tortoise.exceptions import DBConnectionError

from server.api import dispatch
from server.api.endpoints import Endpoint
from server.devices.models import Device
from server.gate.models import Passage
from server.passes.models import EntryPass
from server.settings import Settings
from tests.conftest import RING
from tests.e2e.conftest import Desks
from tests.e2e.gate_steps import shown, visit_now
from tests.e2e.tablet import Tablet, tablet_of
from tests.support.school import School, open_school
from tests.support.time import Time

# How many things the desk keeps in its store.
_KEPT = """async () => {
  const asking = indexedDB.open('gate-desk')
  await new Promise((done) => (asking.onsuccess = done))
  const names = [...asking.result.objectStoreNames]
  const counts = names.map((name) => new Promise((done) => {
    const count = asking.result.transaction(name).objectStore(name).count()
    count.onsuccess = () => done(count.result)
  }))
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0)
}"""


async def test_with_the_server_in_reach_it_decides(web: School, tablet: Tablet) -> None:
    entry_pass = await visit_now(web)
    await tablet.enrol()
    await tablet.scan(shown(web, entry_pass))
    await expect(tablet.verdict).to_contain_text("放行，已登记入校。")
    await expect(tablet.verdict).to_contain_text("刘洋")
    await expect(tablet.verdict).not_to_contain_text("离线")
    stored = await Passage.get()
    assert (stored.verdict, stored.entry_pass_id) == ("admit", entry_pass.id)
    await expect(tablet.scan_field).to_be_focused()
    await _compose(tablet, ["l", "li", "liu"], "刘洋")
    await expect(tablet.verdict).to_have_count(0)
    await expect(tablet.scan_field).to_have_value("刘洋")


async def _compose(tablet: Tablet, typed: list[str], chosen: str) -> None:
    """What a Chinese input method does: letters that become characters only once they are chosen."""
    keyboard = await tablet.context.new_cdp_session(tablet.page)
    for text in typed:
        key = {"key": "Process", "code": f"Key{text[-1].upper()}", "windowsVirtualKeyCode": 229}
        await keyboard.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **key})
        place = {"selectionStart": len(text), "selectionEnd": len(text)}
        await keyboard.send("Input.imeSetComposition", {"text": text, **place})
    await keyboard.send("Input.insertText", {"text": chosen})


async def test_a_newer_version_is_offered_and_takes_over_what_waits(
    built_web: Path, sqlite_settings: Settings, time: Time, tmp_path: Path
) -> None:
    newer = Path(shutil.copytree(built_web, tmp_path / "newer"))
    with (newer / "gate" / "worker.js").open("a", encoding="utf-8") as worker:
        worker.write("// newer")
    async with AsyncExitStack() as stack:
        async with open_school(sqlite_settings, RING, time, built_web) as before:
            tablet = await stack.enter_async_context(tablet_of(before, tmp_path / "profile"))
            entry_pass = await visit_now(before)
            await tablet.enrol()
        await tablet.scan(shown(before, entry_pass))
        await expect(tablet.net).to_contain_text(re.compile("离线.*待上传 1"))
        async with open_school(sqlite_settings, RING, time, newer, urlsplit(before.url).port or 0):
            await tablet.page.evaluate(
                "navigator.serviceWorker.getRegistration('/gate').then((it) => it.update())"
            )
            await tablet.page.evaluate("window.old = true")
            await tablet.page.keyboard.press("Escape")
            await tablet.press("有新版本，点此更新")
            await tablet.page.wait_for_function("!window.old")
            await expect(tablet.net).not_to_contain_text("待上传")
            await expect(tablet.page.get_by_role("button", name="有新版本，点此更新")).to_have_count(0)
            assert await Passage.all().count() == 1


async def test_two_hundred_scans_without_a_network_arrive_once_each(web: School, tablet: Tablet) -> None:
    passes = [await visit_now(web) for _ in range(10)]
    await tablet.enrol()
    await tablet.context.set_offline(True)
    await (await web.staff("sunli")).post(f"staff/visits/{passes[0].visit_id}/revoke", {"reason": "改期"})
    scans = 0
    for minute in range(5):
        web.time.move(minutes=1)
        await tablet.keep_time()
        if minute == 3:
            await tablet.die()
            await tablet.switch_on(offline=True)
            await tablet.open()
            await expect(tablet.net).to_contain_text("待上传 120")
        for way, word in (("入校", "已登记入校"), ("离校", "已登记离校")):
            await tablet.turn(way)
            for said in (word, "这个码刚刚用过"):
                for entry_pass in passes:
                    await tablet.scan(shown(web, entry_pass))
                    scans += 1
                    await expect(tablet.net).to_contain_text(re.compile(rf"离线.*待上传 {scans}(?!\d)"))
                    await expect(tablet.verdict).to_contain_text(said)
    assert await Passage.all().count() == 0

    await tablet.context.set_offline(False)
    await tablet.page.keyboard.press("Escape")
    await expect(tablet.net).not_to_contain_text("待上传")
    stored = await Passage.all()
    assert (scans, len(stored), len({row.nonce for row in stored})) == (200, 200, 200)
    assert sum(row.verdict == "admit" for row in stored) == 100
    assert not await EntryPass.exists(inside=True)
    await tablet.press("冲突 5")
    await expect(tablet.page.get_by_test_id("cases").get_by_role("listitem")).to_have_count(5)


async def test_while_the_server_answers_503_the_desk_decides(
    web: School, tablet: Tablet, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry_pass = await visit_now(web)
    await tablet.enrol()

    async def in_trouble(*_: Any) -> NoReturn:
        raise DBConnectionError

    # At the server: what the browser is told of a page with a service worker it does not always see.
    with monkeypatch.context() as fault:
        fault.setattr(dispatch, "_call", in_trouble)
        await _decided_alone(web, tablet, entry_pass)
    await tablet.page.keyboard.press("Escape")
    await expect(tablet.net).not_to_contain_text("待上传")
    assert (await Passage.get()).uploaded_at is not None


async def _decided_alone(web: School, tablet: Tablet, entry_pass: EntryPass) -> None:
    await tablet.scan(shown(web, entry_pass))
    await expect(tablet.verdict).to_contain_text("放行，已登记入校。")
    await expect(tablet.verdict).to_contain_text("离线核验")
    await expect(tablet.net).to_contain_text(re.compile("离线.*待上传 1"))


async def test_a_pc_that_is_no_device_says_what_it_cannot_do(web: School, desks: Desks) -> None:
    desk = await desks("zhouqiang")
    await desk.page.goto("/gate")
    notice = desk.page.get_by_test_id("not-enrolled")
    await expect(notice).to_contain_text("没有登记为门岗设备，断网时不能核验")
    await expect(desk.page.get_by_test_id("net")).to_contain_text("数据截至")
    await desk.page.context.set_offline(True)
    await expect(notice.get_by_role("alert")).to_contain_text("现在不能核验")
    await desk.page.get_by_test_id("scan").fill("ABCD2345")
    await desk.page.keyboard.press("Enter")
    await expect(desk.page.locator(".scan [role=alert]")).to_contain_text("断网时不能核验")
    await desk.page.context.set_offline(False)
    await desk.press("登记这台电脑", within=notice)
    await expect(desk.page.get_by_label("登记码")).to_be_focused()
    desk.forgive("Failed to load resource|ERR_INTERNET_DISCONNECTED")


async def test_an_answer_that_comes_too_late_is_not_waited_for_nor_doubled(
    web: School, tablet: Tablet, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry_pass = await visit_now(web)
    await tablet.enrol()
    answering, too_late = dispatch._handle, asyncio.Event()

    async def dawdle(request: Any, endpoint: Endpoint, *rest: Any) -> Any:
        answer = await answering(request, endpoint, *rest)
        if endpoint.path.endswith("/gate/scans"):
            await too_late.wait()
        return answer

    monkeypatch.setattr(dispatch, "_handle", dawdle)
    try:
        await tablet.scan(shown(web, entry_pass))
        await expect(tablet.verdict).to_contain_text("放行，已登记入校。")
        await expect(tablet.verdict).to_contain_text("离线核验")
        await expect(tablet.net).not_to_contain_text("待上传")
        assert await Passage.all().count() == 1
    finally:
        too_late.set()


async def test_a_revoked_device_keeps_nothing_but_what_waits_until_it_is_enrolled_again(
    web: School, tablet: Tablet
) -> None:
    entry_pass = await visit_now(web)
    await tablet.enrol()
    await _revoked(web, tablet)
    assert await tablet.page.evaluate(_KEPT) == 0

    await tablet.enrol()
    await tablet.context.set_offline(True)
    await tablet.scan(shown(web, entry_pass))
    await expect(tablet.net).to_contain_text("待上传 1")
    await _revoked(web, tablet)
    waits = tablet.page.get_by_role("status")
    await expect(waits).to_contain_text("本机还有 1 条出入记录没有上传，已加密保留")
    await tablet.page.reload()
    await expect(waits).to_contain_text("本机还有 1 条出入记录没有上传")
    await expect(tablet.page.locator("body")).not_to_contain_text("刘洋")
    assert await tablet.page.evaluate(_KEPT) == 2  # the scan, and the key that only this browser can use
    assert await Passage.all().count() == 0

    await tablet.enrol()
    await expect(tablet.net).not_to_contain_text("待上传")
    assert await Device.filter(id=(await Passage.get()).device_id, revoked_at__isnull=False).exists()


async def _revoked(web: School, tablet: Tablet) -> None:
    """The administrator revokes the device, which learns so when it reaches the server."""
    admin = await web.staff("admin")
    (device,) = [row for row in (await admin.get("admin/devices"))["items"] if row["state"] == "active"]
    await admin.post(f"admin/devices/{device['id']}/revoke", {"reason": "平板丢失"})
    await tablet.context.set_offline(False)
    await tablet.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    await expect(tablet.page.get_by_role("alert")).to_contain_text(
        "这台设备已被停用，本机保存的访客资料已清除。"
    )
