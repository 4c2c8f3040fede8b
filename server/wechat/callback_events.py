"""The events we act upon, in one shape, whichever account and format they come from.

The fields of each: §4.3 template messages, §5.8 consents and subscribe messages, §6.4 follows and scans, §8.5 checks.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from server.wechat.options import Account

_QR_PREFIX = "qrscene_"
_WRAPPERS = ("SubscribeMsgPopupEvent", "SubscribeMsgChangeEvent", "SubscribeMsgSentEvent")


class EventKind(StrEnum):
    """What happened."""

    FOLLOWED = "followed"
    UNFOLLOWED = "unfollowed"
    SCANNED = "scanned"
    """A follower scanned a QR code of ours."""
    TEMPLATE_FINISHED = "template_finished"
    """How a service account's message ended; `status` is `success` or `failed:...`."""
    CONSENT_ANSWERED = "consent_answered"
    """The person answered the panel; `status` is `accept` or `reject`."""
    CONSENT_CHANGED = "consent_changed"
    """The person changed it afterwards; only `reject` is reported."""
    SUBSCRIBE_FINISHED = "subscribe_finished"
    """How a mini-program's message ended; `status` is `success` or `failed:...`."""
    MEDIA_CHECKED = "media_checked"
    """WeChat's opinion of a file we asked about; `status` is `pass`, `review` or `risky`, `key` the trace id."""
    OTHER = "other"
    """A message, or an event we do nothing about."""


_KINDS = {
    "subscribe": EventKind.FOLLOWED,
    "unsubscribe": EventKind.UNFOLLOWED,
    "scan": EventKind.SCANNED,
    "templatesendjobfinish": EventKind.TEMPLATE_FINISHED,
    "subscribe_msg_popup_event": EventKind.CONSENT_ANSWERED,
    "subscribe_msg_change_event": EventKind.CONSENT_CHANGED,
    "subscribe_msg_sent_event": EventKind.SUBSCRIBE_FINISHED,
    "wxa_media_check": EventKind.MEDIA_CHECKED,
}


@dataclass(frozen=True)
class CallbackEvent:
    """One event; fields that do not belong to its kind are empty."""

    account: Account
    kind: EventKind
    event: str
    """WeChat's own name, or the type of a message."""
    openid: str = field(repr=False)
    created_at: datetime
    key: str = field(repr=False)
    """The scene of the QR code, without the prefix WeChat puts before it for new followers; or a check's trace id."""
    ticket: str = field(repr=False)
    template_id: str
    msgid: str
    status: str

    @property
    def dedup_key(self) -> str:
        """64 hexadecimal digits; the same for every delivery of the same event."""
        # WeChat says: sender and time (§6.5). The rest keeps apart two events of one second.
        parts = (
            self.account,
            self.openid,
            self.created_at.isoformat(),
            self.event,
            self.key,
            self.template_id,
        )
        return hashlib.sha256("\n".join((*parts, self.msgid, self.status)).encode()).hexdigest()


def events_in(message: Mapping[str, Any], account: Account) -> list[CallbackEvent]:
    """The events of a decrypted push. Raises ValueError when sender or time is missing."""
    return [_event({**message, **item}, account) for item in _items(message)]


def _event(fields: Mapping[str, Any], account: Account) -> CallbackEvent:
    openid, created = _text(fields, "FromUserName"), _text(fields, "CreateTime")
    if not openid or not created.isdecimal() or len(created) > 10:
        raise ValueError("sender or time")
    name = _text(fields, "Event") or _text(fields, "MsgType")
    return CallbackEvent(
        account=account,
        kind=_KINDS.get(name.lower(), EventKind.OTHER),
        event=name,
        openid=openid,
        created_at=datetime.fromtimestamp(int(created), UTC),
        key=_text(fields, "EventKey").removeprefix(_QR_PREFIX) or _text(fields, "trace_id"),
        ticket=_text(fields, "Ticket"),
        template_id=_text(fields, "TemplateId"),
        msgid=_text(fields, "MsgID") or _text(fields, "MsgId"),
        status=_status(fields),
    )


def _items(message: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The entries of a consent event: an object when single, an array when several; wrapped in XML (§5.8)."""
    wrapped = next((message[name] for name in _WRAPPERS if isinstance(message.get(name), dict)), message)
    listed = wrapped.get("List", {})
    for item in listed if isinstance(listed, list) else [listed]:
        if not isinstance(item, dict):
            raise ValueError("list")
        yield item


def _status(fields: Mapping[str, Any]) -> str:
    """How it ended, in one spelling: WeChat writes both `failed:user block` and `failed: system failed` (§4.3)."""
    if _text(fields, "ErrorCode").strip("0"):
        return f"failed:{_text(fields, 'ErrorCode')} {_text(fields, 'ErrorStatus')}".strip()
    verdict = fields.get("result")
    if isinstance(verdict, dict):
        return _text(verdict, "suggest")
    status = _text(fields, "Status") or _text(fields, "SubscribeStatusString") or _text(fields, "ErrorStatus")
    return ":".join(part.strip() for part in status.lower().split(":"))


def _text(fields: Mapping[str, Any], name: str) -> str:
    """The field as text; JSON may carry numbers, empty XML elements carry nothing."""
    value = fields.get(name)
    return str(value) if isinstance(value, str | int) else ""
