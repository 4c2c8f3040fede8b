"""Who follows which service account, what they muted, whom it blacklisted (§4.1, §6.4)."""

from dataclasses import asdict, dataclass, field
from typing import Any

from server.wechat.sandbox.replies import Refused


@dataclass
class Follow:
    """One person's relation to one service account; `since` in Unix seconds."""

    subscribed: bool = False
    since: float = 0.0
    scene: str = "ADD_SCENE_SEARCH"
    qr_scene: str = ""
    muted: list[str] = field(default_factory=list)
    blacklisted: bool = False

    def check(self, template_id: str) -> None:
        """Raises 43004, 43019 or 43101 when a template message may not reach this person (§4.6)."""
        if not self.subscribed:
            raise Refused(43004)
        if self.blacklisted:
            raise Refused(43019)
        if template_id in self.muted:
            raise Refused(43101)


@dataclass
class Follows:
    """All relations, by service account openid (an openid belongs to one account)."""

    by_openid: dict[str, Follow] = field(default_factory=dict)

    def of(self, openid: str) -> Follow:
        """The relation of that openid, made when asked for."""
        return self.by_openid.setdefault(openid, Follow())

    def dump(self) -> dict[str, Any]:
        """For the state file."""
        return {openid: asdict(follow) for openid, follow in self.by_openid.items()}

    def load(self, data: dict[str, Any]) -> None:
        """The inverse of `dump`."""
        self.by_openid = {openid: Follow(**each) for openid, each in data.items()}
