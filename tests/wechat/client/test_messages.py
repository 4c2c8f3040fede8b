"""Messages against the sandbox: what arrives, and what each refusal makes of it."""

import asyncio

import pytest

from server.wechat.errors import Reaction, WeChatError
from server.wechat.options import Account
from server.wechat.sandbox import actions
from server.wechat.sandbox.accounts import Kind
from tests.wechat.client.desk import (
    DECIDE,
    RESULT,
    RESULT_DATA,
    REVIEW,
    REVIEW_DATA,
    SUBSCRIBE_PATH,
    TEMPLATE_PATH,
    VISIT,
    Desk,
    open_desk,
)


async def _template_refused(desk: Desk, message_id: str = "n1", **changes: str) -> WeChatError:
    with pytest.raises(WeChatError) as refusal:
        await desk.send_template(message_id=message_id, **changes)
    return refusal.value


async def _subscribe_refused(desk: Desk, **changes: str) -> WeChatError:
    with pytest.raises(WeChatError) as refusal:
        await desk.send_subscribe(**changes)
    return refusal.value


async def test_a_template_message_arrives_with_its_link(desk: Desk) -> None:
    msgid = await desk.send_template()
    (message,) = desk.mailbox()
    assert (message.msgid, message.person, message.data) == (msgid, "lina", REVIEW_DATA)
    assert message.link == {"appid": desk.world.first(Kind.MP).appid, "page": DECIDE}


async def test_accounts_that_are_not_linked_send_without_a_link() -> None:
    async with open_desk(link_mini_program=False) as desk:
        await desk.send_template()
        assert [each.link for each in desk.mailbox()] == [{}]


async def test_a_repeated_template_message_arrives_once(desk: Desk) -> None:
    assert await desk.send_template() == await desk.send_template()
    assert len(desk.mailbox()) == 1


async def test_a_template_message_lost_on_the_way_back_may_be_repeated() -> None:
    async with open_desk(timeout_seconds=0.3) as desk:
        desk.trouble(kind="timeout_after", path=TEMPLATE_PATH, ms=2000)
        lost = await _template_refused(desk)
        assert (lost.reaction, lost.outcome_unknown) == (Reaction.BUSY, True)
        assert await desk.send_template() == desk.mailbox()[0].msgid
        assert len(desk.mailbox()) == 1


async def test_a_subscribe_message_arrives_and_spends_the_consent(desk: Desk) -> None:
    desk.consent()
    msgid = await desk.send_subscribe()
    (message,) = desk.mailbox()
    assert (message.msgid, message.person, message.data) == (msgid, "liuyang", RESULT_DATA)
    assert message.link["page"] == VISIT
    again = await _subscribe_refused(desk)
    assert (again.errcode, again.reaction, again.reaction.alarms) == (43101, Reaction.NO_CREDIT, False)


async def test_a_subscribe_message_lost_on_the_way_back_has_spent_the_consent() -> None:
    async with open_desk(timeout_seconds=0.3) as desk:
        desk.consent()
        desk.trouble(kind="timeout_after", path=SUBSCRIBE_PATH, ms=2000)
        lost, again = await _subscribe_refused(desk), await _subscribe_refused(desk)
        assert [lost.outcome_unknown, again.outcome_unknown] == [True, False]
        assert again.reaction is Reaction.NO_CREDIT
        assert len(desk.mailbox()) == 1


async def test_a_token_killed_under_a_message_costs_nothing(desk: Desk) -> None:
    desk.consent()
    desk.trouble(kind="kill_token", path=SUBSCRIBE_PATH)
    await desk.send_subscribe()
    assert len(desk.mailbox()) == 1


async def test_who_does_not_follow_gets_nothing(desk: Desk) -> None:
    await actions.unfollow(desk.world, desk.world.person("lina"))
    refusal = await _template_refused(desk)
    assert (refusal.errcode, refusal.reaction) == (43004, Reaction.NOT_FOLLOWING)


async def test_who_is_blocked_gets_nothing(desk: Desk) -> None:
    actions.blacklist(desk.world, desk.world.person("lina"), blacklisted=True)
    refusal = await _template_refused(desk)
    assert (refusal.errcode, refusal.reaction) == (43019, Reaction.NOT_FOLLOWING)


async def test_who_muted_the_template_gets_nothing(desk: Desk) -> None:
    actions.mute(desk.world, desk.world.person("lina"), REVIEW, muted=True)
    refusal = await _template_refused(desk)
    assert (refusal.errcode, refusal.reaction) == (43101, Reaction.NO_CREDIT)


async def test_an_openid_of_the_other_account_is_a_broken_binding(desk: Desk) -> None:
    calls = (
        desk.client.send_template(desk.openid("lina", Kind.MP), REVIEW, REVIEW_DATA, None, "n1"),
        desk.client.send_subscribe(desk.openid("liuyang", Kind.SA), RESULT, RESULT_DATA, None),
    )
    for call in calls:
        with pytest.raises(WeChatError) as refusal:
            await call
        assert (refusal.value.errcode, refusal.value.reaction) == (40003, Reaction.BAD_OPENID)


async def test_the_same_words_twice_in_a_minute_count_as_sent(desk: Desk) -> None:
    await desk.send_template(message_id="n1")
    refusal = await _template_refused(desk, message_id="n2")
    assert (refusal.errcode, refusal.reaction) == (40241, Reaction.DUPLICATE)


async def test_a_bad_value_names_its_keyword(desk: Desk) -> None:
    desk.consent()
    template = await _template_refused(desk, thing4="字" * 21)
    subscribe = await _subscribe_refused(desk, phrase1="一二三四五六")
    assert [template.errcode, template.reaction, template.keyword] == [47003, Reaction.BAD_VALUE, "thing4"]
    assert [subscribe.errcode, subscribe.reaction, subscribe.keyword] == [
        47003,
        Reaction.BAD_VALUE,
        "phrase1",
    ]


async def test_a_page_that_is_not_released_is_dropped(desk: Desk) -> None:
    desk.consent()
    desk.world.released[desk.world.first(Kind.MP).appid].clear()
    template, subscribe = await _template_refused(desk), await _subscribe_refused(desk)
    assert [template.errcode, subscribe.errcode] == [40165, 41030]
    assert [template.reaction, subscribe.reaction] == [Reaction.PAGE_REFUSED] * 2


async def test_a_mini_program_that_is_not_linked_is_dropped() -> None:
    async with open_desk(mini_app_id="wx0000000000000000") as desk:
        refusal = await _template_refused(desk)
        assert (refusal.errcode, refusal.reaction) == (40013, Reaction.PAGE_REFUSED)


async def test_a_deleted_template_stops_that_template(desk: Desk) -> None:
    with pytest.raises(WeChatError) as refusal:
        await desk.client.send_template(
            desk.openid("lina", Kind.SA), "gone".ljust(43, "_"), REVIEW_DATA, None, "n1"
        )
    assert (refusal.value.errcode, refusal.value.reaction) == (40037, Reaction.TEMPLATE_STOPPED)


async def test_a_banned_template_stops_the_template_or_the_channel(desk: Desk) -> None:
    desk.consent()
    desk.world.banned_templates |= {REVIEW, RESULT}
    template, subscribe = await _template_refused(desk), await _subscribe_refused(desk)
    assert (template.errcode, template.reaction) == (43116, Reaction.TEMPLATE_STOPPED)
    assert (subscribe.errcode, subscribe.reaction) == (43107, Reaction.CHANNEL_STOPPED)


async def test_two_messages_to_one_person_at_once_are_too_many(desk: Desk) -> None:
    desk.consent(2)
    outcomes = await asyncio.gather(desk.send_subscribe(), desk.send_subscribe(), return_exceptions=True)
    (refusal,) = [each for each in outcomes if isinstance(each, WeChatError)]
    assert (refusal.errcode, refusal.reaction) == (43108, Reaction.BUSY)
    assert len(desk.mailbox()) == 1


@pytest.mark.parametrize("secrets", [{"mini_app_secret": "wrong"}, {"mini_app_id": "wx0000000000000000"}])
async def test_wrong_credentials_stop_the_channel(secrets: dict[str, object]) -> None:
    async with open_desk(**secrets) as desk:
        refusal = await _subscribe_refused(desk)
        assert refusal.errcode in (40125, 40013)
        assert (refusal.reaction, refusal.reaction.alarms) == (Reaction.CHANNEL_STOPPED, True)


@pytest.mark.parametrize(
    ("errcode", "reaction"),
    [
        (-1, Reaction.BUSY),
        (40013, Reaction.PAGE_REFUSED),
        (40249, Reaction.TEMPLATE_STOPPED),
        (43117, Reaction.PAUSE_MINUTE),
        (45009, Reaction.PAUSE_UNTIL_MIDNIGHT),
        (45011, Reaction.PAUSE_MINUTE),
        (47001, Reaction.BUG),
        (48001, Reaction.CHANNEL_STOPPED),
        (48004, Reaction.CHANNEL_STOPPED),
        (50002, Reaction.PERMANENT),
        (99999, Reaction.BUG),
    ],
)
async def test_a_refused_template_message(desk: Desk, errcode: int, reaction: Reaction) -> None:
    desk.trouble(kind="errcode", path=TEMPLATE_PATH, errcode=errcode)
    refusal = await _template_refused(desk)
    assert (refusal.errcode, refusal.reaction, refusal.outcome_unknown) == (errcode, reaction, False)
    assert desk.mailbox() == []


@pytest.mark.parametrize(
    ("errcode", "reaction"),
    [
        (-1, Reaction.BUSY),
        (40013, Reaction.CHANNEL_STOPPED),
        (45009, Reaction.PAUSE_UNTIL_MIDNIGHT),
        (45168, Reaction.SENSITIVE_WORD),
        (40033, Reaction.BUG),
    ],
)
async def test_a_refused_subscribe_message(desk: Desk, errcode: int, reaction: Reaction) -> None:
    desk.consent()
    desk.trouble(kind="errcode", path=SUBSCRIBE_PATH, errcode=errcode)
    refusal = await _subscribe_refused(desk)
    assert (refusal.errcode, refusal.reaction) == (errcode, reaction)
    assert desk.mailbox() == []


@pytest.mark.parametrize("errcode", [40001, 40125, 40164, 40243, 50004, 50007, 89503, 89506, 89507])
async def test_a_refused_token_request_stops_the_channel(desk: Desk, errcode: int) -> None:
    desk.trouble(kind="errcode", path="/cgi-bin/stable_token", errcode=errcode)
    refusal = await _template_refused(desk)
    assert (refusal.errcode, refusal.reaction) == (errcode, Reaction.CHANNEL_STOPPED)
    await desk.send_template()


async def test_an_address_outside_the_whitelist_is_named(desk: Desk) -> None:
    desk.trouble(kind="errcode", path="/cgi-bin/stable_token", errcode=40164)
    assert "203.0.113.9" in (await _template_refused(desk)).errmsg


@pytest.mark.parametrize(("account", "kind"), [(Account.SERVICE, Kind.SA), (Account.MINI_PROGRAM, Kind.MP)])
async def test_the_templates_of_an_account(desk: Desk, account: Account, kind: Kind) -> None:
    listed = [
        (each.template_id, each.title, each.keywords) for each in await desk.client.account_templates(account)
    ]
    held = desk.world.first(kind).templates
    assert listed == [(each.id, each.title, tuple(each.keywords)) for each in held]
