"""What each kind of message says on each channel: config/wechat_templates.toml, checked once, then only read."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from server.notifications.keywords import TYPES, Unfit, keyword_type, shaped
from server.wechat.options import Account

FILE_NAME = "wechat_templates.toml"
STAFF_KINDS = ("review_requested", "review_urged", "visitor_arrived")
VISITOR_KINDS = (
    "visit_approved",
    "visit_rejected",
    "visit_returned",
    "visit_revoked",
    "visit_expired",
    "visit_reminder",
)
MEANINGS = frozenset({"visitor", "department", "contact", "when", "purpose", "note", "gate", "arrived_at"})
PAGE_VALUES = frozenset({"task_id", "visit_id"})
FREE_TEXT = frozenset({"purpose", "note"})
"""What people typed freely: left out when WeChat takes offence."""
NEUTRAL = "详情请在小程序查看"
MOST_ASKED = 3
"""Templates in one panel of wx.requestSubscribeMessage; the documents name 5 and 3, so the lower."""

_LITERAL = "= "
_PLACEHOLDER = re.compile(r"\{(\w*)\}")


class TemplateFileError(Exception):
    """The file is wrong; the text says where and why."""


class Template(BaseModel):
    """One channel's template: its id, the page a tap opens, and what each keyword says."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    template: str = Field(min_length=1, max_length=64)
    page: str = Field(pattern=r"^[^/].*$")
    keywords: dict[str, str] = Field(min_length=1)


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    ask: dict[Literal["visitor", "staff"], list[str]]
    messages: dict[str, dict[Account, Template]]


class Templates:
    """The checked file."""

    def __init__(self, file: _File) -> None:
        self._messages = file.messages
        self._ask = file.ask

    def channels(self, kind: str) -> tuple[Account, ...]:
        """The channels to try for `kind`, in order. Raises KeyError for a kind that is not in the file."""
        return tuple(self._messages[kind])

    def template_id(self, kind: str, channel: Account) -> str:
        """The id of the template in the channel's account."""
        return self._messages[kind][channel].template

    def page(self, kind: str, channel: Account, page_values: Mapping[str, str]) -> str:
        """The mini-program's page, with its query. Raises KeyError when an id is missing."""
        return self._messages[kind][channel].page.format_map(page_values)

    def render(
        self, kind: str, channel: Account, values: Mapping[str, str], *, neutral: bool = False
    ) -> dict[str, str]:
        """The template's data: every keyword, each value in its type's shape; what is missing is a dash.

        `neutral` leaves out what people typed freely. Raises keywords.Unfit for a time, plate or number that is none.
        """
        said = {**values, **dict.fromkeys(FREE_TEXT, NEUTRAL)} if neutral else values
        return {
            keyword: shaped(keyword_type(keyword), _words(source, said))
            for keyword, source in self._messages[kind][channel].keywords.items()
        }

    def subscribe_templates(self, audience: Literal["visitor", "staff"]) -> list[str]:
        """The template ids to ask consent for, at most three, the most important first."""
        ids = [self.template_id(kind, Account.MINI_PROGRAM) for kind in self._ask[audience]]
        return list(dict.fromkeys(ids))

    def used(self, channel: Account) -> dict[str, frozenset[str]]:
        """Template id -> keyword names, of all templates used on `channel`."""
        entries = [each[channel] for each in self._messages.values() if channel in each]
        return {entry.template: frozenset(entry.keywords) for entry in entries}


def load_templates(path: Path) -> Templates:
    """Read and check the file at `path`. Raises TemplateFileError."""
    try:
        return parse_templates(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise TemplateFileError(f"{path.name}: {error.strerror}") from error


def parse_templates(text: str) -> Templates:
    """The templates written in `text` (TOML). Raises TemplateFileError."""
    try:
        file = _File.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise TemplateFileError(str(error)) from error
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        raise TemplateFileError(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from error
    _check(file)
    return Templates(file)


def _check(file: _File) -> None:
    kinds = {*STAFF_KINDS, *VISITOR_KINDS}
    for kind in sorted(kinds ^ file.messages.keys()):
        raise TemplateFileError(f"messages.{kind}: {'missing' if kind in kinds else 'unknown kind'}")
    for kind, channels in file.messages.items():
        if not channels:
            raise TemplateFileError(f"messages.{kind}: no channel")
        for channel, template in channels.items():
            _check_template(f"messages.{kind}.{channel}", template)
    for audience in ("visitor", "staff"):
        _check_ask(file, audience)


def _check_ask(file: _File, audience: Literal["visitor", "staff"]) -> None:
    kinds = file.ask.get(audience, [])
    if not 0 < len(kinds) <= MOST_ASKED:
        raise TemplateFileError(f"ask.{audience}: one to {MOST_ASKED} kinds")
    for kind in kinds:
        if Account.MINI_PROGRAM not in file.messages.get(kind, {}):
            raise TemplateFileError(f"ask.{audience}: {kind} has no mini_program template")


def _check_template(where: str, template: Template) -> None:
    unknown = set(_PLACEHOLDER.findall(template.page)) - PAGE_VALUES
    if unknown or re.search(r"[{}]", _PLACEHOLDER.sub("", template.page)):
        raise TemplateFileError(f"{where}.page: placeholders are {', '.join(sorted(PAGE_VALUES))}")
    for keyword, source in template.keywords.items():
        problem = _problem(keyword_type(keyword), source)
        if problem:
            raise TemplateFileError(f"{where}.keywords.{keyword}: {problem}")


def _problem(kind: str, source: str) -> str | None:
    """What is wrong with a keyword's line, or None."""
    if kind not in TYPES:
        return f"types are {', '.join(sorted(TYPES))}"
    if not source.startswith(_LITERAL):
        if kind == "phrase":
            return "a phrase is written out, after '= '"
        return None if source in MEANINGS else f"meanings are {', '.join(sorted(MEANINGS))}"
    words = source.removeprefix(_LITERAL)
    try:
        return None if shaped(kind, words) == words else f"too long or unprintable for {kind}"
    except Unfit:
        return f"not a {kind}"


def _words(source: str, values: Mapping[str, str]) -> str:
    return source.removeprefix(_LITERAL) if source.startswith(_LITERAL) else values.get(source, "")
