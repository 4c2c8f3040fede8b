"""What the product may ask of WeChat: in openids, templates and data, never in visits or approvals."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Protocol

from server.wechat.options import Account


@dataclass(frozen=True)
class Login:
    """Who stands behind a login code; `unionid` only where both accounts share an open-platform account."""

    openid: str = field(repr=False)
    unionid: str | None = field(repr=False)


@dataclass(frozen=True)
class AccountTemplate:
    """A template as the account holds it; `keywords` such as `thing2`, in the template's order."""

    template_id: str
    title: str
    keywords: tuple[str, ...]


@dataclass(frozen=True)
class BindQr:
    """A QR code to be scanned in WeChat: draw `url`, or fetch the image for `ticket`."""

    ticket: str
    url: str


@dataclass(frozen=True)
class Follower:
    """What the service account knows of a person."""

    openid: str = field(repr=False)
    following: bool
    unionid: str | None = field(repr=False)


class TextVerdict(StrEnum):
    """WeChat's opinion of a text."""

    PASS = "pass"  # noqa: S105 (a verdict)
    REVIEW = "review"
    RISKY = "risky"


class WeChatGateway(Protocol):
    """Every method raises WeChatError; `error.reaction` says what to do."""

    async def login(self, code: str) -> Login:
        """Who uses the mini-program. A code lives 5 minutes and works once; no session key is kept."""
        ...

    async def phone_number(self, code: str, openid: str) -> str:
        """The number behind a phone code, as +8613800138000; the code must come from `openid`."""
        ...

    async def send_template(
        self, openid: str, template_id: str, data: Mapping[str, str], page: str | None, client_msg_id: str
    ) -> str | None:
        """Queue a message of the service account; the id under which WeChat later reports how it ended.

        A repeat with the same `client_msg_id` within 10 minutes is not delivered twice. `page` is a path of
        the mini-program.
        """
        ...

    async def send_subscribe(
        self,
        openid: str,
        template_id: str,
        data: Mapping[str, str],
        page: str | None,
        state: str | None = None,
    ) -> str | None:
        """Queue a message of the mini-program, spending one consent; its id, where WeChat gives one.

        A repeat is another message, for another consent: after an unknown outcome, wait for WeChat's report.
        `state` (formal, trial, developer) is the configured one unless given.
        """
        ...

    async def account_templates(self, account: Account) -> list[AccountTemplate]:
        """The templates the account may use, to compare with those we mean to use."""
        ...

    async def create_bind_qr(self, scene: str, seconds: int) -> BindQr:
        """A temporary QR code of the service account; a scan reports `scene` (1 to 64 characters)."""
        ...

    async def user_info(self, openid: str) -> Follower:
        """Whether a person follows the service account."""
        ...

    async def url_link(self, page: str, query: str, lifetime: timedelta) -> str:
        """An https link into the mini-program, good for 1 minute to 30 days. No proof of who opens it."""
        ...

    async def mini_program_code(self, scene: str, page: str) -> bytes:
        """The round code that opens `page` (no leading slash, no query) with `scene` (at most 32)."""
        ...

    async def check_text(self, openid: str, text: str) -> TextVerdict:
        """WeChat's opinion of at most 2500 characters by a person active in the last 2 hours.

        The text goes to Tencent: leave out names and numbers.
        """
        ...
