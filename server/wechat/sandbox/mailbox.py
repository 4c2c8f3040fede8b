"""The sent log: every message that reached a phone."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

KEEP = 2000  # messages; older ones are forgotten
# Above 2^53, so that a client which reads numbers as floats is found out (§4.2).
_MSGID_BASE = 3_500_000_000_000_000_000


@dataclass
class Message:
    """One delivered message; `at` in Unix seconds, `msgid` as text because it exceeds 2^53.

    `link` is empty, `{"url": ...}`, or `{"appid": ..., "page": ...}`.
    """

    msgid: str
    at: float
    appid: str
    kind: str
    person: str
    openid: str
    template_id: str
    title: str
    data: dict[str, str]
    labels: dict[str, str]
    link: dict[str, str]
    client_msg_id: str = ""
    read: bool = False


@dataclass
class Mailbox:
    """All messages, oldest first."""

    messages: list[Message] = field(default_factory=list)
    _last: int = 0

    def next_msgid(self, now: float) -> int:
        """A fresh 64-bit number above 2^53, growing with time and across restarts (§4.2)."""
        self._last = max(self._last + 1, _MSGID_BASE + int(now * 1_000_000))
        return self._last

    def add(self, message: Message) -> None:
        """Keep a delivered message."""
        self.messages.append(message)
        del self.messages[:-KEEP]

    def find(self, wanted: Mapping[str, str]) -> list[Message]:
        """Messages whose fields equal all `wanted` ones, oldest first."""
        return [each for each in self.messages if _matches(each, wanted)]

    def dump(self) -> list[dict[str, Any]]:
        """For the state file and the control interface."""
        return [asdict(each) for each in self.messages]

    def load(self, data: list[dict[str, Any]]) -> None:
        """The inverse of `dump`."""
        self.messages = [Message(**each) for each in data]


def _matches(message: Message, wanted: Mapping[str, str]) -> bool:
    return all(getattr(message, name) == value for name, value in wanted.items())
