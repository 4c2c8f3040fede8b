"""The one error this package raises, what each reaction asks of the caller (codes: error_table)."""

import re
from collections.abc import Iterable
from enum import StrEnum

_KEYWORD = re.compile(r"data\.(\w+)\.")


class Reaction(StrEnum):
    """What to do about a refusal, whatever its number."""

    BUSY = "busy"
    """Transient: try again with growing pauses."""
    REFRESH = "refresh"
    """The token was refused. The client has fetched a new one and tried once more; try again much later."""
    PAUSE_MINUTE = "pause_minute"
    """Too fast: leave this API (or this receiver) alone for a minute."""
    PAUSE_UNTIL_MIDNIGHT = "pause_until_midnight"
    """The day's quota is spent: pause this API until 00:00 in Asia/Shanghai."""
    DUPLICATE = "duplicate"
    """The same message went out within the last minute: counts as sent."""
    BAD_OPENID = "bad_openid"
    """The openid is not of this account: the binding is broken, ask the person to bind again."""
    NOT_FOLLOWING = "not_following"
    """The receiver does not follow (or is blocked by) the service account: another channel."""
    NO_CREDIT = "no_credit"
    """No consent left, or template muted. Normal."""
    BAD_VALUE = "bad_value"
    """A template value breaks its keyword's rule; `keyword` names it. Never resend unchanged."""
    SENSITIVE_WORD = "sensitive_word"
    """Resend once without the free text."""
    PAGE_REFUSED = "page_refused"
    """The page or the jump to the mini-program is refused: resend once without it."""
    TEMPLATE_STOPPED = "template_stopped"
    """This template cannot be used: other templates can."""
    CHANNEL_STOPPED = "channel_stopped"
    """Nothing will go out over this account until an operator acts."""
    NEW_CODE = "new_code"
    """The code from the phone is spent: ask the mini-program for a new one."""
    PERMANENT = "permanent"
    """It will never work for this receiver or text: another channel, or a person decides."""
    CONFIG = "config"
    """An operator must change a setting in the WeChat console."""
    BUG = "bug"
    """Our request is wrong."""

    @property
    def alarms(self) -> bool:
        """Whether somebody must be told, because it will not get better by itself."""
        return self in _ALARMING


_ALARMING = frozenset(
    {
        Reaction.REFRESH,
        Reaction.PAUSE_UNTIL_MIDNIGHT,
        Reaction.BAD_VALUE,
        Reaction.SENSITIVE_WORD,
        Reaction.PAGE_REFUSED,
        Reaction.TEMPLATE_STOPPED,
        Reaction.CHANNEL_STOPPED,
        Reaction.CONFIG,
        Reaction.BUG,
    }
)


class WeChatError(Exception):
    """WeChat refused, or did not answer. Safe to log: secrets, codes and openids are scrubbed from `errmsg`.

    `errcode` is None when no WeChat code came back. `outcome_unknown` says that the request may have taken
    effect although no proper answer arrived: a repeat must be safe against doubles.
    """

    def __init__(
        self,
        endpoint: str,
        errcode: int | None,
        errmsg: str,
        reaction: Reaction,
        *,
        outcome_unknown: bool = False,
    ) -> None:
        super().__init__(f"{endpoint}: {errcode} {errmsg} ({reaction})")
        self.endpoint = endpoint
        self.errcode = errcode
        self.errmsg = errmsg
        self.reaction = reaction
        self.outcome_unknown = outcome_unknown

    @property
    def keyword(self) -> str | None:
        """The keyword named by a 47003, such as `thing1`; None where WeChat cut the text too short."""
        found = _KEYWORD.search(self.errmsg)
        return found[1] if found else None


def scrub(text: str, hidden: Iterable[str]) -> str:
    """`text` without the values in `hidden`, and short enough for a column."""
    for value in sorted(filter(None, hidden), key=len, reverse=True):
        text = text.replace(value, "***")
    return text[:300]
