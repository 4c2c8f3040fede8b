"""What was just sent: the platform swallows repeats (§4.2 client_msg_id, §4.6 40241)."""

from collections.abc import Hashable
from dataclasses import dataclass, field

from server.wechat.sandbox.clock import Clock
from server.wechat.sandbox.replies import Refused

SAME_ID = 600  # seconds in which one client_msg_id is delivered once to one openid
SAME_CONTENT = 60  # seconds in which identical content is refused


@dataclass
class Recent:
    """Remembers ids and contents with the time they were sent."""

    clock: Clock
    _ids: dict[tuple[str, str], tuple[float, int]] = field(default_factory=dict)
    _contents: dict[Hashable, float] = field(default_factory=dict)

    def first_msgid(self, openid: str, client_msg_id: str) -> int | None:
        """The msgid of the first message with that id within ten minutes."""
        seen = self._ids.get((openid, client_msg_id))
        if not client_msg_id or seen is None or self.clock.now() - seen[0] > SAME_ID:
            return None
        return seen[1]

    def refuse_repeat(self, content: Hashable) -> None:
        """Raises 40241 when the identical content was sent within a minute."""
        at = self._contents.get(content)
        if at is not None and self.clock.now() - at <= SAME_CONTENT:
            raise Refused(40241)

    def remember(self, openid: str, client_msg_id: str, content: Hashable, msgid: int) -> None:
        """A message was sent."""
        self._ids[openid, client_msg_id] = (self.clock.now(), msgid)
        self._contents[content] = self.clock.now()
