"""Parametrised QR codes of the service account and links into the mini-program (§6.4, §7)."""

import base64
import secrets
from dataclasses import dataclass, field

from server.wechat.sandbox.clock import Clock
from server.wechat.sandbox.replies import Refused

PERMANENT_TOTAL = 100_000


@dataclass
class QrCode:
    """One parametrised code; `expires` None is permanent."""

    ticket: str
    url: str
    appid: str
    scene: str
    expires: float | None


@dataclass
class Link:
    """Where a generated code or link opens; `target` is page path and query."""

    appid: str
    target: str
    expires: float | None = None


@dataclass
class QrCodes:
    """All codes by ticket and by address, and all links by address."""

    clock: Clock
    codes: dict[str, QrCode] = field(default_factory=dict)
    links: dict[str, Link] = field(default_factory=dict)

    def create(self, appid: str, scene: str, seconds: int | None) -> QrCode:
        """A new code, permanent when `seconds` is None; raises 45029 over the total (§6.4)."""
        if seconds is None and sum(code.expires is None for code in self.codes.values()) >= PERMANENT_TOTAL:
            raise Refused(45029)
        # "+", "/" and "=" are in there on purpose: a ticket must be URL-encoded (§6.4).
        ticket = "gQH+/" + base64.b64encode(secrets.token_bytes(67)).decode()
        url = f"http://weixin.qq.com/q/{secrets.token_urlsafe(16)}"
        expires = None if seconds is None else self.clock.now() + seconds
        code = QrCode(ticket, url, appid, scene, expires)
        self.codes[ticket] = code
        return code

    def scan(self, text: str) -> QrCode | None:
        """The living code a camera reads `text` from: its ticket, its address, or its image's address."""
        code = next((each for each in self.codes.values() if text in (each.ticket, each.url)), None)
        return code if code and self._alive(code.expires) else None

    def link(self, address: str) -> Link | None:
        """The living link of that address."""
        link = self.links.get(address)
        return link if link and self._alive(link.expires) else None

    def _alive(self, expires: float | None) -> bool:
        return expires is None or self.clock.now() < expires
