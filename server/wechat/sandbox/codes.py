"""Codes of wx.login, the phone button and the web sign-in: five minutes, one use (§2.1, §3.2, §6.3)."""

import secrets
from dataclasses import dataclass, field
from enum import StrEnum

from server.wechat.sandbox.clock import Clock
from server.wechat.sandbox.replies import Refused

LIFE = 300  # seconds


class CodeKind(StrEnum):
    """Codes of one kind are not good for another (§3.2)."""

    LOGIN = "login"
    PHONE = "phone"
    OAUTH = "oauth"


@dataclass
class Code:
    """An issued code and whose it is."""

    value: str
    kind: CodeKind
    appid: str
    person: str
    issued: float
    scope: str = ""
    snapshot: bool = False
    used: bool = False


# What each endpoint says about a used and an old code (§2.1, §3.2, §6.3).
_USED = {CodeKind.LOGIN: 40163, CodeKind.PHONE: 40029, CodeKind.OAUTH: 40163}
_OLD = {CodeKind.LOGIN: 40029, CodeKind.PHONE: 40029, CodeKind.OAUTH: 42003}


@dataclass
class Codes:
    """Every code issued so far."""

    clock: Clock
    issued: dict[str, Code] = field(default_factory=dict)

    def issue(
        self, kind: CodeKind, appid: str, person: str, *, scope: str = "", snapshot: bool = False
    ) -> Code:
        """A fresh code; login and oauth codes have 32 characters, phone codes 64 hex digits (§0.1)."""
        value = secrets.token_hex(32 if kind is CodeKind.PHONE else 16)
        code = Code(value, kind, appid, person, self.clock.now(), scope, snapshot)
        self.issued[value] = code
        return code

    def peek(self, kind: CodeKind, appid: str, value: str) -> Code:
        """The usable code of that value; raises Refused when it is foreign, used or old."""
        code = self.issued.get(value)
        if code is None or code.kind is not kind or code.appid != appid:
            raise Refused(40029)
        if code.used:
            raise Refused(_USED[kind])
        if self.clock.now() - code.issued > LIFE:
            raise Refused(_OLD[kind])
        return code

    def redeem(self, kind: CodeKind, appid: str, value: str) -> Code:
        """As `peek`, and the code is used up."""
        code = self.peek(kind, appid, value)
        code.used = True
        return code
