"""Call quotas per account and endpoint: 45009 for the day, 45011 for the minute (§11)."""

from collections import Counter
from dataclasses import dataclass, field

from server.wechat.sandbox.clock import Clock
from server.wechat.sandbox.replies import Refused


@dataclass
class Limit:
    """Calls allowed; None is without limit. `minute_code` is what the endpoint says over the minute's."""

    day: int | None = None
    minute: int | None = None
    minute_code: int = 45011


def published() -> dict[str, Limit]:
    """The limits the documentation names (§1.2, §4.5, §7.1, §8.5)."""
    return {
        "/cgi-bin/stable_token": Limit(day=500_000, minute=10_000),
        "/cgi-bin/message/template/send": Limit(day=100_000),
        "/cgi-bin/message/subscribe/send": Limit(day=10_000_000),
        "/wxa/getwxacodeunlimit": Limit(minute=5_000, minute_code=45009),
        "/wxa/msg_sec_check": Limit(day=2_000_000, minute=4_000, minute_code=44991),
        "/wxa/generate_urllink": Limit(day=500_000),
    }


@dataclass
class Quotas:
    """Counts calls; one over the limit is not counted."""

    clock: Clock
    limits: dict[str, Limit] = field(default_factory=published)
    _calls: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def take(self, appid: str, path: str) -> None:
        """Count one call; raises 45009 or the minute's code when the limit is reached."""
        limit = self.limits.get(path)
        if limit is None:
            return
        day = (appid, path, self.clock.day())
        minute = (appid, path, str(int(self.clock.now() // 60)))
        if limit.day is not None and self._calls[day] >= limit.day:
            raise Refused(45009)
        if limit.minute is not None and self._calls[minute] >= limit.minute:
            raise Refused(limit.minute_code)
        self._calls[day] += 1
        self._calls[minute] += 1
