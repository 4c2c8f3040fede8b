"""Whether what a device decided without us fits what we know. Pure."""

from dataclasses import replace
from datetime import datetime

from server.gate.verdict import Asked, Credential, Direction, Holder, Policy, Reason, refusal
from server.visits.states import VisitStatus

# What is wrong with a told passage, beside the reasons for which the gate stays shut.
CLOCK = "clock"
"""The device says that it happened in the future."""
REFUSED_THERE = "refused_there"
"""We had admitted, but the device had no answer from us and sent the person away."""


def as_of(
    moment: datetime,
    holder: Holder,
    revoked_at: datetime | None,
    *,
    inside: bool,
    entries: int,
    used: bool,
    step: int,
) -> Holder:
    """The holder as of `moment`: what was taken back or ran out later does not count against an earlier entry.

    `used`: the code of `step` has let somebody through already.
    """
    revoked = revoked_at is not None and revoked_at <= moment
    last = step if used else 0
    return replace(
        holder,
        status=holder.status if revoked else VisitStatus.APPROVED,
        revoked=revoked,
        inside=inside,
        entries=entries,
        last_step_in=last,
        last_step_out=last,
    )


def contradiction(
    credential: Credential,
    holder: Holder,
    asked: Asked,
    moment: datetime,
    policy: Policy,
    following: Direction | None,
) -> Reason | None:
    """Why we would not have let it happen; `following` is which way the next known passage went."""
    if reason := refusal(credential, holder, asked, moment, policy):
        return reason
    if following != asked.direction:
        return None
    if asked.direction == "in":
        return Reason.ALREADY_INSIDE
    return Reason.NOT_INSIDE if policy.exit_without_entry == "refuse" else None
