"""Subscribe messages of the mini-program: credits, the panel, sending (§5)."""

import asyncio
from typing import Any

import pytest

from tests.wechat.sandbox.desk import REMINDER, RESULT, RETURNED, REVIEW, Desk, data, padded


async def test_one_accept_is_one_message(desk: Desk) -> None:
    """§5.1, §5.4."""
    assert (await desk.send_subscribe())["errcode"] == 43101
    await desk.accept()
    assert (await desk.send_subscribe())["errcode"] == 0
    assert (await desk.send_subscribe())["errcode"] == 43101
    assert len((await desk.look("sent", person="liuyang", kind="subscribe"))["items"]) == 1


async def test_credits_add_up_and_do_not_expire(desk: Desk) -> None:
    """§5.4."""
    await desk.accept()
    await desk.accept()
    await desk.later(400 * 86_400)
    assert [(await desk.send_subscribe())["errcode"] for _ in range(3)] == [0, 0, 43101]


async def test_failed_send_costs_no_credit(desk: Desk) -> None:
    """§5.4."""
    await desk.accept()
    assert (await desk.send_subscribe(data=data(phrase1="不是五个汉字")))["errcode"] == 47003
    assert (await desk.send_subscribe())["errcode"] == 0


async def test_stored_accept_adds_a_credit_each_time_without_asking(desk: Desk) -> None:
    """§5.2."""
    await desk.accept(choice="always_accept")
    silent = await desk.sim("subscribe", person="liuyang", template_ids=[RESULT])
    assert silent["result"][RESULT] == "accept"
    assert [(await desk.send_subscribe())["errcode"] for _ in range(3)] == [0, 0, 43101]


async def test_stored_reject_holds_until_the_person_changes_it(desk: Desk) -> None:
    """§5.2."""
    await desk.accept()
    await desk.accept(choice="always_reject")
    assert (await desk.accept(choice="accept"))["result"][RESULT] == "reject"
    assert (await desk.send_subscribe())["errcode"] == 43101
    await desk.sim("subscribe/setting", person="liuyang", template_id=RESULT, status="accept")
    assert (await desk.send_subscribe())["errcode"] == 0


async def test_main_switch_refuses_everything(desk: Desk) -> None:
    """§5.2 (20004), §5.6 (43101)."""
    await desk.accept()
    await desk.sim("subscribe/switch", person="liuyang", on=False)
    assert (await desk.send_subscribe())["errcode"] == 43101
    assert (await desk.accept())["errCode"] == 20004
    await desk.sim("subscribe/switch", person="liuyang", on=True)
    assert (await desk.send_subscribe())["errcode"] == 0


@pytest.mark.parametrize(
    ("ids", "code"),
    [
        ([], 10001),
        ([padded("tpl_unknown")], 20001),
        ([RESULT, REMINDER, RETURNED, padded("tpl_mp_review")], 20003),
    ],
)
async def test_panel_refuses(desk: Desk, ids: list[str], code: int) -> None:
    """§5.2."""
    answer = await desk.sim("subscribe", person="liuyang", template_ids=ids, choice="accept")
    assert answer["errCode"] == code


async def test_panel_asks_before_it_counts(desk: Desk) -> None:
    """§5.2: without a choice nothing is granted."""
    answer = await desk.sim("subscribe", person="liuyang", template_ids=[RESULT])
    assert [each["id"] for each in answer["ask"]] == [RESULT]
    assert (await desk.send_subscribe())["errcode"] == 43101


async def test_banned_template(desk: Desk) -> None:
    """§5.2 `ban`, §5.6 43107."""
    await desk.accept()
    await desk.sim("templates", template_id=RESULT)
    assert (await desk.accept())["result"][RESULT] == "ban"
    assert (await desk.send_subscribe())["errcode"] == 43107


async def test_two_in_flight_for_one_person(desk: Desk) -> None:
    """§5.6, 43108; the message sent first arrives."""
    desk.world.send_seconds = 0.5
    await desk.accept()
    answers = await asyncio.gather(desk.send_subscribe(), desk.send_subscribe())
    assert sorted(each["errcode"] for each in answers) == [0, 43108]


async def test_error_text_is_cut(desk: Desk) -> None:
    """§0.1: about 48 characters before the rid."""
    await desk.accept()
    answer = await desk.send_subscribe(data=data(phrase1="审核通过", character_string11="x"))
    assert answer["errcode"] == 47003
    assert len(answer["errmsg"].partition(" rid:")[0]) <= 48


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"touser": "oSA_liuyang_________________"}, 40003),
        ({"template_id": REVIEW}, 40037),
        ({"page": "/packages/visitor/visit/index"}, 41030),
        ({"page": "pages/nowhere"}, 41030),
        ({"lang": "zh"}, 40097),
        ({"miniprogram_state": "release"}, 40097),
        ({"data": {"phrase1": {"value": 1}}}, 47001),
        ({"client_msg_id": "n-1"}, 47001),
    ],
)
async def test_refusals(desk: Desk, changes: dict[str, Any], code: int) -> None:
    """§5.3, §5.6; client_msg_id does not exist here (§5.4)."""
    await desk.accept()
    assert (await desk.send_subscribe(**changes))["errcode"] == code


async def test_listing(desk: Desk) -> None:
    """§5.7."""
    listed = await desk.get("/wxaapi/newtmpl/gettemplate", access_token=desk.token(desk.program))
    found = {each["priTmplId"]: each for each in listed["data"]}
    assert listed["errcode"] == 0
    assert found[RESULT]["type"] == 2
    assert "审核结果:{{phrase1.DATA}}" in found[RESULT]["content"]
