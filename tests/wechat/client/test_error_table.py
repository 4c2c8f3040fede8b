"""The table of reactions as a whole: nothing falls through it unnoticed."""

import pytest

from server.wechat.error_table import Table, reaction_to
from server.wechat.errors import Reaction, WeChatError, scrub
from server.wechat.sandbox.errcodes import TEXTS

OUR_BUGS = {
    *(40004, 40008, 40033, 40052, 40053, 40097, 40129, 40169, 40212),
    *(41001, 41002, 41004, 41008, 43001, 43002, 44002, 47001, 85096, 85401, 85402, 87020),
}
"""Codes that say our request is malformed; every other known code has a reaction of its own."""


@pytest.mark.parametrize("table", list(Table))
def test_only_malformed_requests_are_our_bugs(table: Table) -> None:
    bugs = {code for code in TEXTS if reaction_to(code, table) is Reaction.BUG}
    only_for_links = set() if table is Table.MINI_PROGRAM else {40002}
    assert bugs == OUR_BUGS | only_for_links


def test_a_number_nobody_documented_is_reported() -> None:
    assert reaction_to(99999, Table.SERVICE) is Reaction.BUG
    assert Reaction.BUG.alarms


@pytest.mark.parametrize(
    "reaction",
    [
        Reaction.BUSY,
        Reaction.PAUSE_MINUTE,
        Reaction.DUPLICATE,
        Reaction.NOT_FOLLOWING,
        Reaction.NO_CREDIT,
        Reaction.NEW_CODE,
        Reaction.PERMANENT,
    ],
)
def test_daily_business_wakes_nobody(reaction: Reaction) -> None:
    assert not reaction.alarms


@pytest.mark.parametrize(
    ("errmsg", "keyword"),
    [
        ("argument invalid! data.thing1.value invalid rid: 67e9f5c2-41f0ebc4-53fb2399", "thing1"),
        (
            "argument invalid! data.character_string1.value i rid: 67e9f5c2-41f0ebc4-53fb2399",
            "character_string1",
        ),
        ("argument invalid! data.thing2.value is emtpy", "thing2"),
        ("argument invalid! data.charact", None),
    ],
)
def test_the_keyword_is_read_as_far_as_wechat_tells(errmsg: str, keyword: str | None) -> None:
    assert WeChatError("/x", 47003, errmsg, Reaction.BAD_VALUE).keyword == keyword


def test_a_secret_that_contains_another_is_scrubbed_whole() -> None:
    assert scrub("token AB and ABCD", ["AB", "ABCD", ""]) == "token *** and ***"
