"""Callback bodies: XML for a service account, JSON for a mini-program (§4.3, §5.8, §6.4)."""

import json
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape

from server.wechat.sandbox.accounts import Account, Kind

Fields = dict[str, str | int]


@dataclass(frozen=True)
class Event:
    """Something the platform tells the product; `items` are a subscribe event's List (§5.8).

    `content` is what a media check found, whose numbers stay numbers (§8.5).
    """

    account: Account
    openid: str
    name: str
    at: float
    fields: Fields = field(default_factory=dict)
    items: tuple[dict[str, str], ...] = ()
    content: dict[str, Any] = field(default_factory=dict)

    def body(self) -> str:
        """The plain text before encryption."""
        return _json(self) if self.account.kind is Kind.MP else _xml({**_head(self), **self.fields})

    def envelope(self, encrypted: str) -> str:
        """What is posted in safe mode (§6.5)."""
        wrapped: Fields = {"ToUserName": self.account.original_id, "Encrypt": encrypted}
        return json.dumps(wrapped) if self.account.kind is Kind.MP else _xml(wrapped)

    @property
    def content_type(self) -> str:
        """Of the envelope."""
        return "application/json" if self.account.kind is Kind.MP else "text/xml"


def _head(event: Event) -> Fields:
    return {
        "ToUserName": event.account.original_id,
        "FromUserName": event.openid,
        "CreateTime": int(event.at),
        "MsgType": "event",
        "Event": event.name,
    }


def _json(event: Event) -> str:
    # Every value is a string; List is an object when single and an array when several (§5.8).
    data: dict[str, Any] = {key: str(value) for key, value in {**_head(event), **event.fields}.items()}
    if event.items:
        data["List"] = event.items[0] if len(event.items) == 1 else list(event.items)
    return json.dumps({**data, **event.content}, ensure_ascii=False)


def _xml(fields: Fields) -> str:
    return "<xml>" + "".join(_element(key, value) for key, value in fields.items()) + "</xml>"


def _element(key: str, value: str | int) -> str:
    # Numbers stand bare, text in CDATA (§4.3).
    text = escape(str(value)) if isinstance(value, int) else f"<![CDATA[{value}]]>"
    return f"<{key}>{text}</{key}>"
