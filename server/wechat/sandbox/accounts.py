"""What the sandbox is told at start: accounts, templates and people, read from a TOML file."""

import re
import tomllib
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

DEMO_FILE = Path(__file__).with_name("demo.toml")
_TRAILING_DIGITS = re.compile(r"\d+$")


class Kind(StrEnum):
    """Mini-program or service account; an endpoint serves one of them or both."""

    MP = "mp"
    SA = "sa"


class TemplateType(StrEnum):
    """How a person allows it: by following, by one tap per message, by one tap for good (§4.1, §5.1)."""

    FOLLOW = "follow"
    ONE_TIME = "one_time"
    LONG_TERM = "long_term"


class Template(BaseModel):
    """A message template of one account; `keywords` maps `thing1` to its label."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(min_length=43, max_length=43)
    title: str
    type: TemplateType
    keywords: dict[str, str]
    values: dict[str, list[str]] = {}

    def content(self) -> str:
        """The text the console shows, one keyword a line."""
        return "".join(f"{label}:{{{{{key}.DATA}}}}\n" for key, label in self.keywords.items())


def keyword_type(key: str) -> str:
    """`thing4` is of type `thing`."""
    return _TRAILING_DIGITS.sub("", key)


class Account(BaseModel):
    """A mini-program or a service account."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Kind
    name: str
    appid: str
    secret: str
    original_id: str
    openid_prefix: str
    oauth_hosts: list[str] = []
    linked: list[str] = []
    pages: list[str] = []
    templates: list[Template] = []

    def template(self, template_id: str) -> Template | None:
        """The template of that id, when it is this account's own."""
        return next((each for each in self.templates if each.id == template_id), None)


class Person(BaseModel):
    """Somebody with a phone; what identifies them to an account follows from `key`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    name: str
    phone: str
    country: str = "86"
    group: str
    role: str
    follows: bool = False

    def openid(self, account: Account) -> str:
        """28 characters, different for every account (§0.1)."""
        return (account.openid_prefix + self.key).ljust(28, "_")

    def unionid(self) -> str:
        """One value for all accounts of one open platform (§6.2)."""
        return ("oUN_" + self.key).ljust(28, "_")


class CallbackSecrets(BaseModel):
    """What the product and the platform share to sign and encrypt callbacks (§6.5)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    token: str
    aes_key: str = Field(min_length=43, max_length=43)


class Setup(BaseModel):
    """The whole file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    callback: CallbackSecrets
    risky_words: list[str] = []
    review_words: list[str] = []
    accounts: list[Account]
    people: list[Person]


def read_setup(path: Path = DEMO_FILE) -> Setup:
    """Read and check the file; raises pydantic's ValidationError when it is wrong."""
    return Setup.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
