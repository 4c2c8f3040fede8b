"""What becomes of a message after each answer. Values in, value out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from server.notifications.states import MessageStatus
from server.wechat.errors import Reaction, WeChatError
from server.wechat.options import Account

SENT = "sent"
CONFIRMED = "confirmed"
"""The answer never came, but WeChat reported that the message arrived."""
UNKNOWN = "unknown"
"""No proper answer came back: WeChat may have acted."""
LOST = "lost"
"""The worker ended between claim and answer: WeChat may have acted."""
UNCONFIRMED = "unconfirmed"
"""It may have reached the person, which we shall not learn any more, and a repeat might reach them twice."""
SUPERSEDED = "superseded"
"""The person has been told something newer about the same visit."""
WITHDRAWN = "withdrawn"
"""It was no longer so before it could be sent."""
RESENT = "resent"
"""A person started it again: what lies before no longer counts."""

REPEATABLE = timedelta(minutes=8)
"""WeChat knows a repeated client_msg_id for ten minutes; two are left for clocks that differ and late answers."""
PAUSE = timedelta(minutes=1)
"""WeChat counts its short quotas by the minute."""

STOPPING = frozenset({Reaction.REFRESH, Reaction.CHANNEL_STOPPED, Reaction.CONFIG})
"""Nothing goes out on the channel for a while."""
_REDUCIBLE = frozenset({Reaction.PAGE_REFUSED, Reaction.SENSITIVE_WORD})
_WAITING = frozenset({Reaction.BUSY, Reaction.PAUSE_MINUTE, Reaction.PAUSE_UNTIL_MIDNIGHT})
_ELSEWHERE_FIRST = STOPPING | {Reaction.TEMPLATE_STOPPED}


@dataclass(frozen=True)
class Patience:
    """How long to wait. `retries` grow; `spread` (0 to 1) parts messages that failed together.

    `report`: for WeChat's report on a mini-program message whose answer was lost.
    """

    retries: Sequence[timedelta]
    report: timedelta
    zone: ZoneInfo
    spread: float = 0.0

    def backoff(self, attempts: int) -> timedelta:
        """The pause after `attempts` calls; the last one repeats."""
        return self.retries[min(max(attempts, 1), len(self.retries)) - 1] * (1 + self.spread / 4)

    def stop(self) -> timedelta:
        """How long a channel rests that only an operator can repair."""
        return self.retries[-1]

    def new_day(self, now: datetime) -> datetime:
        """When the day's quota starts anew: midnight, and a little, since asking too early would cost another day."""
        tomorrow = now.astimezone(self.zone).date() + timedelta(days=1)
        return datetime.combine(tomorrow, time(), self.zone) + PAUSE


@dataclass(frozen=True)
class Past:
    """Outcomes of earlier attempts on this channel, since a person last started it."""

    outcomes: frozenset[str] = frozenset()
    doubt_since: datetime | None = None
    """When the earliest attempt was made that may have reached the person."""

    @property
    def maybe_sent(self) -> bool:
        """Whether an earlier attempt may have reached the person."""
        return self.doubt_since is not None

    def in_doubt(self, since: datetime) -> "Past":
        """The same, after an attempt that may have reached the person."""
        return replace(self, doubt_since=self.doubt_since or since)

    def met(self, reaction: Reaction) -> bool:
        """Whether WeChat answered so before."""
        return reaction.value in self.outcomes


@dataclass(frozen=True)
class Situation:
    """Where a message stands when an answer comes. `fallback` is the next channel; `attempts` includes this one."""

    now: datetime
    give_up_at: datetime
    channel: Account
    fallback: Account | None
    attempts: int
    past: Past
    patience: Patience

    @property
    def may_go_elsewhere(self) -> bool:
        """Whether to try the next channel: never while this one may have reached the person, who would see it twice."""
        return self.fallback is not None and not self.past.maybe_sent

    @property
    def last_chance(self) -> datetime | None:
        """The last moment for a repeat that WeChat recognises, for a message in doubt."""
        doubt = self.past.doubt_since if self.channel is Account.SERVICE else None
        return doubt + REPEATABLE if doubt else None


@dataclass(frozen=True)
class Step:
    """What becomes of the message; `outcome` is the word the log keeps. `due_at` only while it waits."""

    status: MessageStatus
    outcome: str
    channel: Account
    due_at: datetime | None = None


def after_refusal(error: WeChatError, at: Situation) -> Step:
    """The reaction table, read downwards."""
    reaction, outcome = error.reaction, error.reaction.value
    if error.outcome_unknown:
        outcome, at = UNKNOWN, replace(at, past=at.past.in_doubt(at.now))
        if at.channel is Account.MINI_PROGRAM:
            return Step(MessageStatus.WAITING, outcome, at.channel, at.now + at.patience.report)
    if reaction is Reaction.DUPLICATE:
        return Step(MessageStatus.SENT, outcome, at.channel)
    if reaction in _REDUCIBLE and not at.past.met(reaction):
        return _wait(outcome, at, at.now)
    if reaction in _ELSEWHERE_FIRST and at.may_go_elsewhere:
        return elsewhere(outcome, at)
    if reaction in _WAITING | _ELSEWHERE_FIRST:
        return _wait(outcome, at, _until(reaction, at))
    return elsewhere(outcome, at)


def unconfirmed(at: Situation) -> Step | None:
    """The end for a message in doubt that may not be repeated safely any more, else None.

    Only the service account recognises repeats. The mini-program does not, so its message has waited for WeChat's
    report instead, and is due again when none came.
    """
    if at.past.maybe_sent and (not at.last_chance or at.now > at.last_chance or at.now >= at.give_up_at):
        return Step(MessageStatus.FAILED, UNCONFIRMED, at.channel)
    return None


def elsewhere(outcome: str, at: Situation) -> Step:
    """On to the next channel, at once; without one, or if this one may have reached them, it has failed."""
    if at.may_go_elsewhere and at.fallback:
        return Step(MessageStatus.WAITING, outcome, at.fallback, at.now)
    return Step(MessageStatus.FAILED, outcome, at.channel)


def while_stopped(until: datetime, at: Situation) -> Step:
    """The channel rests until `until`, so nothing was asked of WeChat."""
    return elsewhere("stopped", at) if at.may_go_elsewhere else _wait("stopped", at, until)


def too_late(at: Situation) -> Step:
    """Nobody has any use for it now."""
    return Step(MessageStatus.ABANDONED, "too_late", at.channel)


def superseded(at: Situation) -> Step:
    """What it says is no longer so, and the person knows."""
    return Step(MessageStatus.ABANDONED, SUPERSEDED, at.channel)


def _until(reaction: Reaction, at: Situation) -> datetime:
    if reaction is Reaction.PAUSE_MINUTE:
        return at.now + PAUSE
    if reaction is Reaction.PAUSE_UNTIL_MIDNIGHT:
        return at.patience.new_day(at.now)
    if reaction is Reaction.BUSY:
        return at.now + at.patience.backoff(at.attempts)
    return at.now + at.patience.stop()


def _wait(outcome: str, at: Situation, until: datetime) -> Step:
    """Wait on this channel, unless the message would be useless by then.

    One in doubt holds up the person's other messages, so it waits no longer than a repeat makes sense; then see
    `unconfirmed`.
    """
    if at.last_chance:
        until = min(until, max(at.last_chance, at.now + timedelta(seconds=1)))
        return Step(MessageStatus.WAITING, outcome, at.channel, until)
    if until < at.give_up_at:
        return Step(MessageStatus.WAITING, outcome, at.channel, until)
    if at.may_go_elsewhere:
        return elsewhere(outcome, at)
    return Step(MessageStatus.ABANDONED, outcome, at.channel)
