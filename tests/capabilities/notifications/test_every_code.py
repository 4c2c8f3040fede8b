"""Every number of §11 that we treat specially, said by the sandbox over HTTP, on either channel."""

from dataclasses import dataclass
from datetime import timedelta

from server.accounts.models import WeChatIdentity
from server.notifications.models import Alarm, OutgoingMessage
from server.notifications.states import MessageStatus
from server.wechat.error_table import _EVERYWHERE
from tests.capabilities.notifications.desk import SUBSCRIBE_PATH, TEMPLATE_PATH, Desk

SENT, WAITING, FAILED = MessageStatus.SENT, MessageStatus.WAITING, MessageStatus.FAILED


@dataclass(frozen=True)
class Row:
    """The word for some numbers; after how many seconds it is due again; `again`: at once, in another form."""

    outcome: str
    codes: tuple[int, ...]
    seconds: int | None = None
    again: bool = False
    alarms: bool = False


STOPPED = (40125, 40164, 40243, 43107, 48001, 48004, 50004, 50007, 89503, 89506, 89507)
TABLE = (
    Row("busy", (-1, 43108), seconds=1),
    Row("pause_minute", (43117, 44990, 44991, 45011), seconds=60),
    Row("pause_until_midnight", (44993, 45009, 85406), seconds=46_860, alarms=True),
    Row("bad_openid", (40003,)),
    Row("not_following", (43004, 43019)),
    Row("no_credit", (43101,)),
    Row("permanent", (40226, 45015, 45047, 50002, 61010, 87014)),
    Row("bad_value", (47003,), alarms=True),
    Row("sensitive_word", (45168,), again=True, alarms=True),
    Row("page_refused", (40165, 40166, 41030), again=True, alarms=True),
    Row("duplicate", (40241,)),
    Row("template_stopped", (40036, 40037, 40249, 43116), seconds=600, alarms=True),
    Row("channel_stopped", STOPPED, seconds=600, alarms=True),
    Row("config", (40039, 40246, 40247, 43104, 43106, 45029, 45103, 45109, 48006), seconds=600, alarms=True),
    Row("config", (85079, 85407, 85408), seconds=600, alarms=True),
)
# These have tests of their own: a refused token (two calls), what only a login or a phone code meets, and 40013, which
# says another thing on each account.
ELSEWHERE = {40001, 40014, 42001, 40029, 40163, 42003, 87007, 87009, 40013}


def test_no_number_is_left_out() -> None:
    assert {code for row in TABLE for code in row.codes} | ELSEWHERE == set(_EVERYWHERE)


async def test_on_the_service_account_with_another_channel_to_go_to(desk: Desk) -> None:
    for row in TABLE:
        for code in row.codes:
            message = await _refused(desk, "lina", TEMPLATE_PATH, code)
            stays = row.outcome in ("busy", "pause_minute", "pause_until_midnight")
            expected = (WAITING, "service") if stays else (FAILED, "mini_program")
            if row.again or row.outcome == "duplicate":
                expected = (SENT, "service")
            assert (message.status, message.channel) == expected, code
            await _check(desk, message, row, code, stays)


async def test_on_the_mini_program_without_another(desk: Desk) -> None:
    for row in TABLE:
        for code in row.codes:
            message = await _refused(desk, "liuyang", SUBSCRIBE_PATH, code)
            stays = row.seconds is not None
            done = row.again or row.outcome == "duplicate"
            assert message.status is (SENT if done else WAITING if stays else FAILED), code
            await _check(desk, message, row, code, stays)


async def _refused(desk: Desk, key: str, path: str, code: int) -> OutgoingMessage:
    await Alarm.all().delete()
    await OutgoingMessage.all().delete()
    await WeChatIdentity.all().delete()
    desk.people.clear()
    desk.consent("liuyang")
    message_id = await desk.tell(
        key, "review_requested" if key == "lina" else "visit_approved", note=str(code)
    )
    desk.trouble(kind="errcode", path=path, errcode=code)
    await desk.deliver()
    return await desk.row(message_id)


async def _check(desk: Desk, message: OutgoingMessage, row: Row, code: int, stays: bool) -> None:
    channel, outcome = (await desk.log(str(message.id)))[0]
    assert outcome == row.outcome, code
    if stays and row.seconds:
        pause = timedelta(seconds=row.seconds)
        assert pause <= message.due_at - desk.now <= pause * 1.25, code
    named = {key.split(".")[1] for key in await desk.alarms()}
    assert (row.outcome in named) == row.alarms, (code, channel)
