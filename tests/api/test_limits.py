"""Whoever asks too often is told to wait, and how long."""

from collections.abc import Awaitable, Callable

import httpx

from server.settings import Settings
from tests.conftest import RING
from tests.support import story
from tests.support.school import School, open_school
from tests.support.time import Time


async def test_looking_invitations_up(sqlite_school: School) -> None:
    visitor, other = await sqlite_school.phone("liuyang"), await sqlite_school.phone("maimaiti")
    allowed = sqlite_school.settings.invitations.lookups_per_minute

    async def look() -> httpx.Response:
        return await visitor.http.get("visitor/invitations", params={"phone": "13800138000"})

    await _only(allowed, look)
    await other.get("visitor/invitations", phone="13800138000")  # the limit is each caller's own


async def test_looking_invitations_up_from_one_address(sqlite_settings: Settings, time: Time) -> None:
    invitations = sqlite_settings.invitations.model_copy(update={"lookups_per_minute_per_address": 4})
    async with open_school(
        sqlite_settings.model_copy(update={"invitations": invitations}), RING, time
    ) as school:
        people = [await school.phone(name) for name in ("liuyang", "maimaiti", "jitian")]
        turns = iter(people * 2)

        async def look() -> httpx.Response:
            return await next(turns).http.get("visitor/invitations", params={"phone": "13800138000"})

        await _only(4, look)


async def test_signing_in(sqlite_settings: Settings, time: Time) -> None:
    sessions = sqlite_settings.sessions.model_copy(update={"sign_ins_per_minute": 3})
    async with open_school(sqlite_settings.model_copy(update={"sessions": sessions}), RING, time) as school:
        nobody = school.nobody()

        async def sign_in() -> httpx.Response:
            return await nobody.http.post("session/password", json={"username": "nobody", "password": "x"})

        await _only(3, sign_in, status=401)


async def test_guessing_codes_at_the_gate(sqlite_settings: Settings, time: Time) -> None:
    gate = sqlite_settings.gate.model_copy(update={"code_guesses_per_minute": 3})
    async with open_school(sqlite_settings.model_copy(update={"gate": gate}), RING, time) as school:
        guard = await school.staff("zhouqiang")
        gate_id = (await guard.get("gate/gates"))["items"][0]["id"]
        nonces = iter("abcdef")

        async def guess() -> httpx.Response:
            body = {"code": "AAAAAAAA", "gate_id": gate_id, "direction": "in", "nonce": next(nonces)}
            return await guard.http.post("gate/scans", json=body)

        await _only(3, guess)


async def test_urging(sqlite_school: School) -> None:
    visit, visitor = await story.apply(sqlite_school), await sqlite_school.phone("liuyang")

    async def urge() -> httpx.Response:
        return await visitor.http.post(f"visitor/visits/{visit['id']}/urge")

    wait = await _only(1, urge)
    sqlite_school.time.move(seconds=wait + 1)
    assert (await urge()).status_code == 200


async def test_open_visits_of_one_visitor(sqlite_settings: Settings, time: Time) -> None:
    visits = sqlite_settings.visits.model_copy(update={"open_per_visitor": 1})
    async with open_school(sqlite_settings.model_copy(update={"visits": visits}), RING, time) as school:
        first = await story.apply(school)
        body = await story.visit_body(school, "liuyang", await story.invite(school))
        visitor = await school.phone("liuyang")
        assert (await visitor.post("visitor/visits", body, status=409))["code"] == "too_many_open_visits"
        await visitor.post(f"visitor/visits/{first['id']}/withdraw")
        await visitor.post("visitor/visits", body, status=201)  # and the refused one used nothing up


async def _only(times: int, ask: Callable[[], Awaitable[httpx.Response]], status: int = 200) -> int:
    """So often it is answered, the next time it is 429; the seconds to wait."""
    for _ in range(times):
        assert (await ask()).status_code == status
    refused = await ask()
    assert refused.status_code == 429, refused.text
    assert refused.json()["context"]["retry_after"] == int(refused.headers["retry-after"]) > 0
    return int(refused.headers["retry-after"])
