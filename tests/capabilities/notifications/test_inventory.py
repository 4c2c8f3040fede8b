"""The templates of our file against those the accounts hold."""

import pytest

from server.notifications.inventory import compare
from server.notifications.template_file import parse_file
from server.notifications.templates import FILE_NAME, Templates
from server.wechat.options import Account
from tests.capabilities.notifications.desk import RESULT, REVIEW_SA, Desk

MINI, SERVICE = Account.MINI_PROGRAM, Account.SERVICE


def _changed(desk: Desk, right: str, wrong: str) -> Templates:
    text = (desk.settings.config_dir / FILE_NAME).read_text(encoding="utf-8")
    assert right in text
    return Templates(parse_file(text.replace(right, wrong)))


async def test_the_shipped_file_fits_the_sandbox(desk: Desk) -> None:
    assert await compare(desk.client, desk.templates) == {MINI: [], SERVICE: []}
    assert await desk.alarms() == {}


@pytest.mark.parametrize(
    ("right", "wrong", "account", "found"),
    [
        (RESULT, "tpl_of_last_year", MINI, "tpl_of_last_year"),
        ('thing4 = "purpose"', 'thing5 = "purpose"', SERVICE, REVIEW_SA),
    ],
    ids=["missing", "other keywords"],
)
async def test_what_does_not_fit_is_an_alarm_until_it_fits(
    desk: Desk, right: str, wrong: str, account: Account, found: str
) -> None:
    problems = await compare(desk.client, _changed(desk, right, wrong))
    assert found in problems[account]
    assert f"templates:{account}" in await desk.alarms()
    await compare(desk.client, desk.templates)
    assert await desk.alarms() == {}


async def test_an_account_that_cannot_be_asked_is_no_verdict(desk: Desk) -> None:
    desk.trouble(kind="errcode", path="/cgi-bin/stable_token", errcode=40164, times=2)
    assert await compare(desk.client, _changed(desk, RESULT, "tpl_of_last_year")) == {}
    assert await desk.alarms() == {}
