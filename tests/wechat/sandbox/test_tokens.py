"""Access tokens: lives, isolation of the two lines, errors (§1)."""

from typing import Any

import pytest

from tests.wechat.sandbox.desk import Desk, Json

LISTING = "/cgi-bin/template/get_all_private_template"


async def classic(desk: Desk, **changes: str) -> Json:
    account = desk.service
    asked = {"grant_type": "client_credential", "appid": account.appid, "secret": account.secret}
    return await desk.get("/cgi-bin/token", **(asked | changes))


async def stable(desk: Desk, **changes: Any) -> Json:
    account = desk.service
    asked = {"grant_type": "client_credential", "appid": account.appid, "secret": account.secret}
    return await desk.post("/cgi-bin/stable_token", asked | changes)


async def verdict(desk: Desk, token: str) -> int:
    """The errcode of a call made with `token`, 0 when it works."""
    return int((await desk.get(LISTING, access_token=token)).get("errcode", 0))


async def test_success_has_no_errcode(desk: Desk) -> None:
    """§0.1."""
    assert set(await classic(desk)) == {"access_token", "expires_in"}
    assert set(await stable(desk)) == {"access_token", "expires_in"}


async def test_classic_mints_each_time_and_retires_the_one_before(desk: Desk) -> None:
    """§1.1: both work for about five minutes."""
    old, new = [(await classic(desk))["access_token"] for _ in range(2)]
    assert old != new
    assert [await verdict(desk, old), await verdict(desk, new)] == [0, 0]
    await desk.later(300)
    assert [await verdict(desk, old), await verdict(desk, new)] == [40001, 0]


async def test_token_expires_after_two_hours(desk: Desk) -> None:
    """§1.1, §1.3."""
    token = (await classic(desk))["access_token"]
    await desk.later(7199)
    assert await verdict(desk, token) == 0
    await desk.later(1)
    assert await verdict(desk, token) == 42001


async def test_stable_answers_the_same_token_with_remaining_seconds(desk: Desk) -> None:
    """§1.2."""
    first = await stable(desk)
    await desk.later(100)
    second = await stable(desk)
    assert (first["expires_in"], second["expires_in"]) == (7200, 7100)
    assert first["access_token"] == second["access_token"]


async def test_stable_changes_five_minutes_before_the_end_and_the_old_lives_on(desk: Desk) -> None:
    """§1.2."""
    old = (await stable(desk))["access_token"]
    await desk.later(6899)
    assert (await stable(desk))["access_token"] == old
    await desk.later(1)
    assert (await stable(desk))["access_token"] != old
    assert await verdict(desk, old) == 0
    await desk.later(300)
    assert await verdict(desk, old) == 42001


async def test_forced_refresh_kills_the_old_at_once_but_not_twice_in_thirty_seconds(desk: Desk) -> None:
    """§1.2."""
    old = (await stable(desk))["access_token"]
    new = (await stable(desk, force_refresh=True))["access_token"]
    assert await verdict(desk, old) == 40001
    await desk.later(29)
    assert (await stable(desk, force_refresh=True))["access_token"] == new
    await desk.later(1)
    assert (await stable(desk, force_refresh=True))["access_token"] != new


async def test_forced_refresh_is_limited_to_twenty_a_day(desk: Desk) -> None:
    """§1.2; in normal mode the token can still be had."""
    for _ in range(20):
        assert "access_token" in await stable(desk, force_refresh=True)
        await desk.later(30)
    assert (await stable(desk, force_refresh=True))["errcode"] == 45009
    assert "access_token" in await stable(desk)
    await desk.later(86_400)
    assert "access_token" in await stable(desk, force_refresh=True)


async def test_the_two_lines_do_not_disturb_each_other(desk: Desk) -> None:
    """§1.2."""
    lasting = (await stable(desk))["access_token"]
    await classic(desk)
    await classic(desk)
    await desk.later(301)
    assert await verdict(desk, lasting) == 0


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"grant_type": "authorization_code"}, 40002),
        ({"appid": ""}, 41002),
        ({"secret": ""}, 41004),
        ({"appid": "wx0000000000000000"}, 40013),
        ({"secret": "0" * 32}, 40125),
    ],
)
async def test_bad_credentials(desk: Desk, changes: dict[str, str], code: int) -> None:
    """§1.3, both endpoints."""
    assert (await classic(desk, **changes))["errcode"] == code
    assert (await stable(desk, **changes))["errcode"] == code


async def test_stable_takes_strict_json_by_post_only(desk: Desk) -> None:
    """§1.2, §0.1."""
    assert (await desk.get("/cgi-bin/stable_token"))["errcode"] == 43002
    assert (await stable(desk, force_refresh="false"))["errcode"] == 47001


async def test_missing_and_invented_tokens(desk: Desk) -> None:
    """§1.3, §12.2."""
    assert await verdict(desk, "") == 41001
    assert await verdict(desk, "99_invented") == 40014


async def test_token_of_the_wrong_kind_of_account(desk: Desk) -> None:
    """§12.2 step 2."""
    assert await verdict(desk, desk.token(desk.program)) == 48001


async def test_errors_carry_a_rid_that_starts_with_the_time(desk: Desk) -> None:
    """§0.1."""
    text = (await desk.get(LISTING, access_token="x"))["errmsg"]
    rid = text.partition(" rid: ")[2]
    assert text.startswith("invalid access_token rid: ")
    assert int(rid.split("-")[0], 16) == int(desk.world.clock.now())
    assert [len(part) for part in rid.split("-")] == [8, 8, 8]
