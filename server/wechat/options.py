"""What the WeChat client must be told: addresses, accounts, patience. Filled from the settings at start."""

from dataclasses import dataclass, field
from enum import StrEnum


class Account(StrEnum):
    """The two WeChat accounts of a school. An openid belongs to one of them only."""

    MINI_PROGRAM = "mini_program"
    SERVICE = "service"


class Release(StrEnum):
    """Which build of the mini-program a message or code opens; the values of `miniprogram_state`."""

    FORMAL = "formal"
    TRIAL = "trial"
    DEVELOPER = "developer"


@dataclass(frozen=True)
class Credentials:
    """An account's AppID and AppSecret; an empty `app_id` means the school has no such account."""

    app_id: str
    secret: str = field(repr=False)


@dataclass(frozen=True)
class WeChatOptions:
    """Secrets stay out of `repr`, so an options object may stand in a log line."""

    mini_app_id: str
    mini_app_secret: str = field(repr=False)
    base_url: str = "https://api.weixin.qq.com"
    service_app_id: str = ""
    service_app_secret: str = field(default="", repr=False)
    mini_program_state: Release = Release.FORMAL
    link_mini_program: bool = True
    """If the service account's messages may open the mini-program: both are linked in the console."""
    timeout_seconds: float = 5.0
    """How long to wait for an answer once connected."""
    callback_token: str = field(default="", repr=False)
    callback_aes_key: str = field(default="", repr=False)
    """EncodingAESKey, 43 characters; token and key are set to the same values in both consoles."""

    def credentials(self, account: Account) -> Credentials:
        """The AppID and secret of `account`."""
        if account is Account.SERVICE:
            return Credentials(self.service_app_id, self.service_app_secret)
        return Credentials(self.mini_app_id, self.mini_app_secret)
