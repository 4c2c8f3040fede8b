"""Alarms: raised by what only an operator can repair, cleared by the next success; some also rest a channel."""

import re
from collections.abc import Collection, Mapping
from datetime import datetime

from tortoise.expressions import F

from server.kit import clock
from server.notifications.models import DETAIL_LENGTH, Alarm
from server.notifications.rules import STOPPING, UNCONFIRMED, Patience
from server.wechat.errors import Reaction, WeChatError
from server.wechat.options import Account

Open = Mapping[str, datetime]
"""The keys of the alarms that go on, with the time of their latest cause."""
_ADDRESS = re.compile(r"invalid ip (\d+(?:\.\d+){3})")
_OF_CHANNEL = STOPPING | {Reaction.PAUSE_UNTIL_MIDNIGHT}


def key_of(channel: Account, reaction: Reaction, kind: str) -> str:
    """`service.channel_stopped`, or `service.bad_value.visit_approved` where only one kind of message suffers."""
    return f"{channel}.{reaction}" if reaction in _OF_CHANNEL else f"{channel}.{reaction}.{kind}"


def detail_of(error: WeChatError) -> str:
    """WeChat's code, and what an operator needs besides: the keyword of a refused value, our address (40164)."""
    if error.errcode is None:
        # Then the text is our own, such as "this account is not configured".
        return error.errmsg[:DETAIL_LENGTH]
    address = _ADDRESS.search(error.errmsg)
    more = error.keyword or (address[1] if address else "")
    return f"{error.errcode} {more}".strip()[:DETAIL_LENGTH]


def disproved(channel: Account, kind: str, *, whole: bool) -> set[str]:
    """The keys a success proves wrong; `whole`: sent with its page and with what people typed."""
    keys = {key_of(channel, reaction, kind) for reaction in Reaction if reaction in _OF_CHANNEL or whole}
    return keys | {f"{channel}.unsendable.{kind}", f"{channel}.{UNCONFIRMED}"}


def rests_until(open_alarms: Open, channel: Account, patience: Patience) -> datetime | None:
    """When `channel` may be used again, or None when it may be used now."""
    ends = [at + patience.stop() for reaction in STOPPING if (at := open_alarms.get(f"{channel}.{reaction}"))]
    spent = open_alarms.get(f"{channel}.{Reaction.PAUSE_UNTIL_MIDNIGHT}")
    if spent:
        ends.append(patience.new_day(spent))
    return max((end for end in ends if end > clock.now()), default=None)


async def open_alarms() -> dict[str, datetime]:
    """See Open."""
    rows = await Alarm.filter(cleared_at=None).values_list("key", "last_at")
    return {str(key): at for key, at in rows if isinstance(at, datetime)}


async def raise_alarm(key: str, detail: str) -> None:
    """Note that it happened (again); `detail` is a code, nothing personal."""
    now = clock.now()
    going_on = await Alarm.filter(key=key, cleared_at=None).update(
        count=F("count") + 1, last_at=now, detail=detail
    )
    if going_on:
        return
    fresh = {"since": now, "last_at": now, "count": 1, "detail": detail, "cleared_at": None}
    if not await Alarm.filter(key=key).update(**fresh):
        await Alarm.bulk_create([Alarm(key=key, **fresh)], ignore_conflicts=True)


async def clear(keys: Collection[str]) -> None:
    """It works again."""
    if not keys:
        return
    await Alarm.filter(key__in=list(keys), cleared_at=None).update(cleared_at=clock.now())
