"""Redis goes and comes back, WeChat is slow or down, another process sits on SQLite's write lock."""

import asyncio
import sqlite3
import time as real_time
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest

from server.db import config
from server.settings import Settings
from server.wechat.sandbox.faults import Fault
from tests.conftest import RING
from tests.support import services, story
from tests.support.school import School, open_school
from tests.support.time import Time
from tests.support.waiting import until

LOGIN = "/sns/jscode2session"
PHONE = "/wxa/business/getuserphonenumber"


async def _checks(school: School) -> tuple[str, str]:
    """What /health/ready says as a whole, and about Redis; it always lets requests come."""
    nobody = school.nobody()
    answer = await nobody.get(f"{school.url}/health/ready")
    await nobody.http.aclose()
    return str(answer["status"]), str(answer["checks"]["store"])


async def test_without_redis_people_still_sign_in(
    sqlite_settings: Settings, time: Time, caplog: pytest.LogCaptureFixture
) -> None:
    with ExitStack() as first:
        url = first.enter_context(services.redis())
        redis = sqlite_settings.redis.model_copy(update={"url": url})
        sessions = sqlite_settings.sessions.model_copy(update={"sign_ins_per_minute": 5})
        settings = sqlite_settings.model_copy(update={"redis": redis, "sessions": sessions})
        async with open_school(settings, RING, time) as school:
            await school.phone("liuyang")
            assert await _checks(school) == ("ok", "ok")
            await asyncio.to_thread(first.close)
            assert await _checks(school) == ("degraded", "ConnectionError")
            await school.staff("zhangwei")
            await story.apply(school)
            assert "redis is away" in caplog.text
            await _limits_hold(school)
            with services.redis(urlsplit(url).port or 0):
                await school.staff("lina")
                assert await _checks(school) == ("ok", "ok")


async def _limits_hold(school: School) -> None:
    """Every process counts for itself meanwhile."""
    nobody = school.nobody()
    body = {"username": "nobody", "password": "wrong-wrong-wrong"}
    asked = school.settings.sessions.sign_ins_per_minute
    answers = [await nobody.http.post("session/password", json=body) for _ in range(asked + 1)]
    await nobody.http.aclose()
    assert answers[0].status_code == 401
    assert answers[-1].status_code == 429


@pytest.mark.parametrize("kind", ["bad_gateway", "timeout_before", "truncated"])
async def test_without_wechat_one_cannot_sign_in_by_it_but_decide(
    sqlite_settings: Settings, time: Time, kind: str
) -> None:
    wechat = sqlite_settings.wechat.model_copy(update={"timeout_seconds": 1.0})
    async with open_school(sqlite_settings.model_copy(update={"wechat": wechat}), RING, time) as school:
        visit = await story.apply(school)
        zhangwei = await school.staff("zhangwei")
        task_id = await story.task_of(zhangwei, visit)
        fault = Fault.model_validate({"kind": kind, "path": LOGIN, "ms": 3000, "times": 100})
        school.world.faults.rules.append(fault)
        nobody = school.nobody()
        codes = [school.login_code("jitian") for _ in range(20)]
        waiting = [asyncio.create_task(nobody.http.post("session/wechat", json={"code": c})) for c in codes]
        await asyncio.sleep(0)
        began = real_time.monotonic()
        await zhangwei.post(f"staff/approvals/{task_id}/approve")
        assert real_time.monotonic() - began < 1
        refused = await asyncio.gather(*waiting)
        assert {(each.status_code, each.json()["code"]) for each in refused} == {(503, "wechat_unavailable")}
        school.world.faults.rules.clear()
        await nobody.post("session/wechat", {"code": school.login_code("jitian")})
        await nobody.http.aclose()


async def test_nobody_waits_for_a_phone_number_that_wechat_is_slow_to_tell(
    sqlite_school: School,
) -> None:
    school = sqlite_school
    visit = await story.apply(school)
    zhangwei, liuyang = await school.staff("zhangwei"), await school.phone("liuyang")
    task_id = await story.task_of(zhangwei, visit)
    school.world.faults.rules.append(Fault.model_validate({"kind": "slow", "path": PHONE, "ms": 1500}))
    code = {"code": school.phone_code("liuyang")}
    proving = asyncio.create_task(liuyang.post("visitor/phone", code, key="one"))
    await until(lambda: _drawn(school))
    await zhangwei.post(f"staff/approvals/{task_id}/approve")
    assert not proving.done()
    proven = await proving
    # The code is spent: a repeat must not ask WeChat again.
    assert await liuyang.post("visitor/phone", code, key="one") == proven


async def _drawn(school: School) -> bool:
    return not school.world.faults.rules


async def test_another_process_sits_on_the_write_lock(
    sqlite_settings: Settings, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(config, "BUSY_MILLISECONDS", 50)
    async with open_school(sqlite_settings, RING, time) as school:
        zhangwei = await school.staff("zhangwei")
        body = story.invitation_body(school)
        other = sqlite3.connect(sqlite_settings.database.url.removeprefix("sqlite://"), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        for _ in range(3):
            refused = await zhangwei.http.post("staff/invitations", json=body)
            assert (refused.status_code, refused.json()["code"]) == (503, "temporarily_unavailable")
        await zhangwei.get("staff/approvals")
        other.execute("ROLLBACK")
        other.close()
        await zhangwei.post("staff/invitations", body, status=201)
