"""The way in: a message is a row, written in the transaction of its cause."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from server.db.hydrate import fresh
from server.db.transaction import on_commit
from server.kit import clock
from server.kit.ids import new_id
from server.kit.sealing import vault
from server.notifications.models import OutgoingMessage
from server.notifications.states import MessageStatus

SEALED_VALUES = "message.values"


@dataclass(frozen=True)
class Recipient:
    """A person as WeChat knows them; `identity_id` None means no WeChat: the to-do list is all they have."""

    identity_id: str | None
    staff_id: str | None = None


@dataclass(frozen=True)
class Notice:
    """What to tell whom. `kind` is a key of config/wechat_templates.toml.

    `about` holds the ids of the cause: the same kind about the same cause is told one person once. `values` are the
    words of the message by meaning, `page_values` the ids its link needs. After `useful_until` nobody is told.
    """

    kind: str
    recipient: Recipient
    about: str
    values: Mapping[str, str]
    useful_until: datetime
    page_values: Mapping[str, str] = field(default_factory=dict)
    visit_id: str | None = None


_wake: Callable[[], None] = lambda: None  # noqa: E731


def wake_with(wake: Callable[[], None]) -> None:
    """Call `wake` whenever messages were committed in this process: a worker beside us need not wait for its poll."""
    global _wake
    _wake = wake


def woken() -> None:
    """Tell the worker beside us, if there is one, that there is something to do."""
    _wake()


async def enqueue(notices: Sequence[Notice]) -> None:
    """Write the messages of one cause, in one statement; what was already told is left alone."""
    if not notices:
        return
    await OutgoingMessage.bulk_create([_message(notice) for notice in notices], ignore_conflicts=True)
    on_commit(woken)


def key_of(kind: str, about: str, whom: str | None) -> str:
    """What makes a message one of its kind: the same cause is told one person once."""
    return f"{kind}:{about}:{whom}"


def _message(notice: Notice) -> OutgoingMessage:
    now = clock.now()
    who = notice.recipient
    reachable = who.identity_id is not None
    return fresh(
        OutgoingMessage,
        id=new_id(),
        dedup_key=key_of(notice.kind, notice.about, who.staff_id or who.identity_id),
        kind=notice.kind,
        recipient_id=who.identity_id,
        recipient_staff_id=who.staff_id,
        visit_id=notice.visit_id,
        page_values=dict(notice.page_values),
        values_sealed=vault().seal(SEALED_VALUES, json.dumps(dict(notice.values), ensure_ascii=False)),
        status=MessageStatus.QUEUED if reachable else MessageStatus.ABANDONED,
        last_reason="" if reachable else "no_wechat",
        due_at=now,
        give_up_at=notice.useful_until,
        created_at=now,
    )
