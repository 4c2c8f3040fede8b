"""Access tokens: the classic and the stable line of every account (§1.1, §1.2)."""

import secrets
from dataclasses import dataclass, field

from server.wechat.sandbox.clock import Clock
from server.wechat.sandbox.replies import Refused

LIFE = 7200  # seconds (§1.1)
OVERLAP = 300  # seconds a replaced classic token lives on, and before its end the stable one changes
FORCE_GAP = 30  # seconds within which a second forced refresh changes nothing (§1.2)
FORCES_A_DAY = 20


@dataclass
class Token:
    """One issued token; `expires` is its natural end, `dead_from` an earlier one."""

    value: str
    appid: str
    expires: float
    dead_from: float | None = None


@dataclass
class _Forces:
    day: str = ""
    count: int = 0
    last: float = float("-inf")


@dataclass
class Tokens:
    """All tokens ever issued: an old one must be told apart from an invented one."""

    clock: Clock
    issued: dict[str, Token] = field(default_factory=dict)
    _classic: dict[str, Token] = field(default_factory=dict)
    _stable: dict[str, Token] = field(default_factory=dict)
    _forces: dict[str, _Forces] = field(default_factory=dict)

    def classic(self, appid: str) -> Token:
        """A new token at every call; the one before lives another 300 s (§1.1)."""
        before = self._classic.get(appid)
        if before and before.dead_from is None:
            before.dead_from = self.clock.now() + OVERLAP
        return self._mint(self._classic, appid)

    def stable(self, appid: str) -> Token:
        """The current token; a new one when 300 s or less remain, the old keeping its end (§1.2)."""
        current = self._stable.get(appid)
        if current and self._alive(current) and self.remaining(current) > OVERLAP:
            return current
        return self._mint(self._stable, appid)

    def force(self, appid: str) -> Token:
        """A new stable token, the old dead at once; no change within 30 s; 45009 after 20 a day (§1.2)."""
        forces = self._forces.setdefault(appid, _Forces())
        if self.clock.now() - forces.last < FORCE_GAP:
            return self.stable(appid)
        self._count(forces)
        current = self._stable.get(appid)
        if current:
            current.dead_from = self.clock.now()
        return self._mint(self._stable, appid)

    def remaining(self, token: Token) -> int:
        """Whole seconds until the token's natural end."""
        return int(token.expires - self.clock.now())

    def check(self, value: str) -> Token:
        """The live token of that value; raises 41001, 40014, 42001 or 40001 (§1.3, §12.2)."""
        if not value:
            raise Refused(41001)
        token = self.issued.get(value)
        if token is None:
            raise Refused(40014)
        if token.dead_from is not None and self.clock.now() >= token.dead_from:
            raise Refused(40001)
        if self.clock.now() >= token.expires:
            raise Refused(42001)
        return token

    def kill(self, value: str) -> None:
        """Let a token die before its time, as happens when somebody else refreshes."""
        if value in self.issued:
            self.issued[value].dead_from = self.clock.now()

    def _alive(self, token: Token) -> bool:
        return token.dead_from is None or self.clock.now() < token.dead_from

    def _mint(self, line: dict[str, Token], appid: str) -> Token:
        # Real tokens are long: a client must keep 512 characters (§1.1).
        token = Token(f"99_{secrets.token_urlsafe(99)}", appid, self.clock.now() + LIFE)
        self.issued[token.value] = line[appid] = token
        return token

    def _count(self, forces: _Forces) -> None:
        if forces.day != self.clock.day():
            forces.day, forces.count = self.clock.day(), 0
        if forces.count >= FORCES_A_DAY:
            raise Refused(45009)
        forces.count += 1
        forces.last = self.clock.now()
