"""What was shown at the gate, held against the pass it names."""

import hmac
from datetime import datetime, timedelta

from server.gate.rules import CLOCKS_DIFFER
from server.gate.verdict import Credential
from server.passes import code
from server.passes import queries as passes
from server.passes.models import EntryPass
from server.settings import Settings

# An old picture of a code is told from an invented one for this long.
REMEMBERED = timedelta(minutes=10)


def credential(
    read: code.Read, phone_tail: str | None, entry_pass: EntryPass, now: datetime, settings: Settings
) -> Credential:
    """Whether what was read is this pass's at `now`; the pass is loaded with its visit."""
    if read.code is None:
        return Credential(matched=hmac.compare_digest(phone_tail or "", entry_pass.visit.phone_tail))
    seconds, skew = settings.passes.step_seconds, settings.passes.skew_steps
    secrets = passes.secrets_around(entry_pass, now, settings.zone, timedelta(seconds=seconds * skew))
    step = code.matching_step(secrets, read.code, code.step_of(now, seconds), skew)
    if step is not None:
        return Credential(matched=True, step=step)
    return Credential(matched=False, stale=_was_valid(read.code, entry_pass, now, settings))


def told_later(read: code.Read | None, entry_pass: EntryPass, at: datetime, settings: Settings) -> Credential:
    """The same for what a device let pass without us at about `at`; it has checked what was not a rotating code."""
    if read is None or read.code is None:
        return Credential(matched=True)
    seconds = settings.passes.step_seconds
    skew = settings.passes.skew_steps + int(CLOCKS_DIFFER.total_seconds()) // seconds
    secrets = passes.secrets_around(entry_pass, at, settings.zone, timedelta(seconds=seconds * skew))
    step = code.matching_step(secrets, read.code, code.step_of(at, seconds), skew)
    return Credential(matched=step is not None, step=step)


def _was_valid(shown: str, entry_pass: EntryPass, now: datetime, settings: Settings) -> bool:
    seconds = settings.passes.step_seconds
    secrets = passes.secrets_around(entry_pass, now, settings.zone, REMEMBERED)
    steps_back = int(REMEMBERED.total_seconds()) // seconds
    return code.was_once_valid(secrets, shown, code.step_of(now, seconds), steps_back)
