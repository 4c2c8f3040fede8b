"""What each kind of message says on each channel: config/wechat_templates.toml, checked once, then only read."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from server.notifications.keywords import keyword_type, shaped
from server.notifications.template_file import LITERAL, TemplateFile, TemplateFileError, parse_file
from server.wechat.options import Account

FILE_NAME = "wechat_templates.toml"
FREE_TEXT = frozenset({"purpose", "note"})
"""What people typed freely: left out when WeChat takes offence."""
NEUTRAL = "详情请在小程序查看"


class Templates:
    """The checked file."""

    def __init__(self, file: TemplateFile) -> None:
        self._messages = file.messages
        self._ask = file.ask

    def channels(self, kind: str) -> tuple[Account, ...]:
        """The channels to try for `kind`, in order; none for a kind that is not in the file."""
        return tuple(self._messages.get(kind, ()))

    def following(self, kind: str, channel: Account) -> Account | None:
        """The channel to try after `channel`, or None."""
        order = self.channels(kind)
        place = order.index(channel) + 1 if channel in order else len(order)
        return order[place] if place < len(order) else None

    def template_id(self, kind: str, channel: Account) -> str:
        """The id of the template in the channel's account."""
        return self._messages[kind][channel].template

    def kinds_with(self, template_id: str, channel: Account) -> list[str]:
        """The kinds that use this template on `channel`."""
        return [
            kind
            for kind, on in self._messages.items()
            if channel in on and on[channel].template == template_id
        ]

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

    def for_visitors(self) -> list[str]:
        """The templates to ask a visitor's consent for, at most three, the most important first."""
        return self._asked("visitor")

    def for_staff(self) -> list[str]:
        """The same for a member of staff."""
        return self._asked("staff")

    def used(self, channel: Account) -> dict[str, frozenset[str]]:
        """Template id -> keyword names, of all templates used on `channel`."""
        entries = [each[channel] for each in self._messages.values() if channel in each]
        return {entry.template: frozenset(entry.keywords) for entry in entries}

    def _asked(self, audience: Literal["visitor", "staff"]) -> list[str]:
        ids = [self.template_id(kind, Account.MINI_PROGRAM) for kind in self._ask[audience]]
        return list(dict.fromkeys(ids))


@cache
def load_templates(path: Path) -> Templates:
    """The templates in the file at `path`, read and checked once. Raises TemplateFileError."""
    try:
        return Templates(parse_file(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise TemplateFileError(f"{path.name}: {error.strerror}") from error


def _words(source: str, values: Mapping[str, str]) -> str:
    return source.removeprefix(LITERAL) if source.startswith(LITERAL) else values.get(source, "")
