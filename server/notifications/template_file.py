"""config/wechat_templates.toml: its shape, and everything that can be wrong with it, named at start."""

import re
import tomllib
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from server.kit.errors import Misconfigured
from server.notifications.keywords import TYPES, Unfit, keyword_type, shaped
from server.wechat.options import Account

STAFF_KINDS = (
    "review_requested",
    "review_urged",
    "review_overdue",
    "visitor_arrived",
    "visitor_turned_away",
    "visitor_overstayed",
)
VISITOR_KINDS = (
    "visit_approved",
    "visit_rejected",
    "visit_returned",
    "visit_revoked",
    "visit_expired",
    "visit_reminder",
)
MEANINGS = frozenset({"visitor", "department", "contact", "when", "purpose", "note", "gate", "arrived_at"})
TIMES = frozenset({"when", "arrived_at"})
TAKES = {"thing": MEANINGS, "time": TIMES, "character_string": TIMES}
"""Keyword type -> the meanings that always fit it; any other type is written out."""
PAGE_VALUES = frozenset({"task_id", "visit_id"})
MOST_ASKED = 3
"""Templates in one panel of wx.requestSubscribeMessage; the documents name 5 and 3, so the lower."""

LITERAL = "= "
_PLACEHOLDER = re.compile(r"\{(\w*)\}")


class TemplateFileError(Misconfigured):
    """The file is wrong; the text says where and why."""


class Template(BaseModel):
    """One channel's template: its id, the page a tap opens, and what each keyword says."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    template: str = Field(min_length=1, max_length=64)
    page: str = Field(pattern=r"^[^/].*$")
    keywords: dict[str, str] = Field(min_length=1)


class TemplateFile(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    ask: dict[Literal["visitor", "staff"], list[str]]
    messages: dict[str, dict[Account, Template]]


def parse_file(text: str) -> TemplateFile:
    """The file written in `text` (TOML). Raises TemplateFileError."""
    try:
        file = TemplateFile.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise TemplateFileError(str(error)) from error
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        raise TemplateFileError(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from error
    _check(file)
    return file


def _check(file: TemplateFile) -> None:
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


def _check_ask(file: TemplateFile, audience: Literal["visitor", "staff"]) -> None:
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
    if not source.startswith(LITERAL):
        meanings = ", ".join(sorted(TAKES.get(kind, ())))
        return None if source in TAKES.get(kind, ()) else f"takes words after '= ' or one of: {meanings}"
    words = source.removeprefix(LITERAL)
    try:
        return None if shaped(kind, words) == words else f"too long or unprintable for {kind}"
    except Unfit:
        return f"not a {kind}"
