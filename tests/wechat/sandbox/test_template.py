"""Template messages of the service account (§4)."""

from typing import Any

import pytest

from tests.wechat.sandbox.desk import RESULT, REVIEW, Desk, data

GOOD = {"thing1": "刘洋", "thing2": "计算机学院", "time3": "2026-11-23 09:00", "thing4": "技术交流"}


async def test_message_arrives_with_a_number_beyond_floats(desk: Desk) -> None:
    """§4.2."""
    answer = await desk.send_template()
    assert answer["errcode"] == 0
    assert answer["msgid"] > 2**53
    [message] = (await desk.look("sent", person="lina", template=REVIEW))["items"]
    assert message["msgid"] == str(answer["msgid"])
    assert message["data"] == GOOD
    assert message["link"] == {"appid": desk.program.appid, "page": "packages/staff/decide/index?id=1"}


async def test_url_is_the_link_when_there_is_no_mini_program(desk: Desk) -> None:
    """§4.2."""
    assert (await desk.send_template(miniprogram=None, url="https://school.example/a"))["errcode"] == 0
    [message] = (await desk.look("sent", person="lina"))["items"]
    assert message["link"] == {"url": "https://school.example/a"}


@pytest.mark.parametrize(
    "changes",
    [
        {"touser": 7},
        {"miniprogram": None, "url": 1},
        {"data": "刘洋"},
        {"data": {"thing1": "刘洋"}},
        {"data": {"thing1": {"value": 3}}},
        {"miniprogram": []},
        {"miniprogram": {"appid": "x", "path": "y"}},
        {"first": {"value": "您好"}},
    ],
)
async def test_wrong_types_and_unknown_fields(desk: Desk, changes: dict[str, Any]) -> None:
    """§0.1, §12.2."""
    assert (await desk.send_template(**changes))["errcode"] == 47001


async def test_openid_of_another_account(desk: Desk) -> None:
    """§0.1: an openid used with the wrong account."""
    assert (await desk.send_template(touser=desk.openid("lina", desk.program)))["errcode"] == 40003
    assert (await desk.send_template(touser=None))["errcode"] == 40003


async def test_template_of_another_account_and_restricted_template(desk: Desk) -> None:
    """§4.6."""
    assert (await desk.send_template(template_id=RESULT))["errcode"] == 40037
    await desk.sim("templates", template_id=REVIEW)
    assert (await desk.send_template())["errcode"] == 43116


async def test_who_does_not_follow_is_not_reached(desk: Desk) -> None:
    """§4.1; heyu does not follow at first."""
    heyu = desk.openid("heyu", desk.service)
    assert (await desk.send_template(touser=heyu))["errcode"] == 43004
    await desk.sim("follow", person="heyu")
    assert (await desk.send_template(touser=heyu))["errcode"] == 0
    await desk.sim("unfollow", person="heyu")
    assert (await desk.send_template(touser=heyu, data=data(**GOOD | {"thing1": "甲"})))["errcode"] == 43004


async def test_mute_concerns_one_template_and_can_be_taken_back(desk: Desk) -> None:
    """§4.1."""
    await desk.sim("mute", person="lina", template_id=REVIEW)
    assert (await desk.send_template())["errcode"] == 43101
    await desk.sim("mute", person="lina", template_id=REVIEW, muted=False)
    assert (await desk.send_template())["errcode"] == 0


async def test_blacklisted_follower(desk: Desk) -> None:
    """§4.6."""
    await desk.sim("blacklist", person="lina")
    assert (await desk.send_template())["errcode"] == 43019


@pytest.mark.parametrize(
    ("values", "named"),
    [
        (GOOD | {"thing1": ""}, "data.thing1.value is emtpy"),
        (GOOD | {"thing4": "长" * 21}, "data.thing4.value invalid"),
        (GOOD | {"time3": "明天上午"}, "data.time3.value invalid"),
        (GOOD | {"thing9": "多"}, "data.thing9.value invalid"),
        ({"thing1": "刘洋"}, "data.thing2.value is emtpy"),
    ],
)
async def test_bad_values_are_named(desk: Desk, values: dict[str, str], named: str) -> None:
    """§4.4, §0.1."""
    answer = await desk.send_template(data=data(**values))
    assert answer["errcode"] == 47003
    assert answer["errmsg"].startswith(f"argument invalid! {named} rid:")


async def test_rare_character_counts_as_one(desk: Desk) -> None:
    """§5.5: lengths in code points; 𠮷 is outside the BMP."""
    assert (await desk.send_template(data=data(**GOOD | {"thing1": "𠮷" * 20})))["errcode"] == 0


async def test_mini_program_must_be_linked_and_its_page_released(desk: Desk) -> None:
    """§4.2, §4.6."""
    page = {"appid": desk.program.appid, "pagepath": "pages/nowhere"}
    other = {"appid": "wx0000000000000000", "pagepath": "pages/home/index"}
    assert (await desk.send_template(miniprogram=page))["errcode"] == 40165
    assert (await desk.send_template(miniprogram=other))["errcode"] == 40013


async def test_same_client_msg_id_is_delivered_once_in_ten_minutes(desk: Desk) -> None:
    """§4.2; the answer is the first msgid (§12.2 step 10)."""
    first = await desk.send_template(client_msg_id="n-1")
    again = await desk.send_template(client_msg_id="n-1")
    assert again == first
    assert len((await desk.look("sent", person="lina"))["items"]) == 1
    await desk.later(601)
    assert (await desk.send_template(client_msg_id="n-1"))["msgid"] != first["msgid"]


async def test_identical_content_within_a_minute(desk: Desk) -> None:
    """§4.5, 40241."""
    assert (await desk.send_template(client_msg_id="n-1"))["errcode"] == 0
    assert (await desk.send_template(client_msg_id="n-2"))["errcode"] == 40241
    await desk.later(61)
    assert (await desk.send_template(client_msg_id="n-2"))["errcode"] == 0


async def test_listing_shows_the_keywords(desk: Desk) -> None:
    """§4.5."""
    token = desk.token(desk.service)
    listed = await desk.get("/cgi-bin/template/get_all_private_template", access_token=token)
    contents = {each["template_id"]: each["content"] for each in listed["template_list"]}
    assert "访客:{{thing1.DATA}}" in contents[REVIEW]
    assert len(contents) == 3
