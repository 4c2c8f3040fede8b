"""Trouble on demand: WeChat on a bad day, per account and endpoint, next N times or by chance (§12.2)."""

import random
from dataclasses import dataclass, field
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

CALLBACK_PATH = "/callback"  # stands for events caused by people, not by a call


class FaultKind(StrEnum):
    """What goes wrong. `timeout_*` hold the answer for `ms`; `event_*` concern the call's callbacks."""

    ERRCODE = "errcode"
    TIMEOUT_BEFORE = "timeout_before"
    TIMEOUT_AFTER = "timeout_after"
    SLOW = "slow"
    BAD_GATEWAY = "bad_gateway"
    TRUNCATED = "truncated"
    KILL_TOKEN = "kill_token"  # noqa: S105 - a kind of fault, not a password
    UNDELIVERED = "undelivered"
    EVENT_DUPLICATE = "event_duplicate"
    EVENT_OUT_OF_ORDER = "event_out_of_order"
    EVENT_EARLY = "event_early"
    EVENT_BAD_SIGNATURE = "event_bad_signature"
    EVENT_LOST = "event_lost"


class Fault(BaseModel):
    """One rule. With `probability` it stays until removed, otherwise it happens `times` times.

    `path` is an endpoint's path, `*` for every endpoint, or `/callback` for events caused by people.
    `text` is the status an undelivered message reports.
    """

    model_config = ConfigDict(extra="forbid")

    kind: FaultKind
    path: str = "*"
    appid: str | None = None
    errcode: int = -1
    ms: int = Field(default=6000, ge=0)
    times: int = Field(default=1, ge=1)
    probability: float | None = Field(default=None, gt=0, le=1)
    text: str = "failed: system failed"

    def concerns(self, path: str, appid: str | None) -> bool:
        """Whether a call to `path` by `appid` may meet this fault."""
        # Not every call can be attributed to an account; a fault for one account leaves those alone.
        return self.path in ("*", path) and self.appid in (None, appid)


@dataclass
class Faults:
    """The active rules, oldest first; one call meets at most one."""

    rules: list[Fault] = field(default_factory=list)

    def draw(self, path: str, appid: str | None) -> Fault | None:
        """The fault this call meets, used up by one."""
        for rule in self.rules:
            if rule.concerns(path, appid) and self._strikes(rule):
                return rule
        return None

    def _strikes(self, rule: Fault) -> bool:
        if rule.probability is not None:
            return random.random() < rule.probability
        rule.times -= 1
        if rule.times == 0:
            self.rules = [each for each in self.rules if each is not rule]
        return True
