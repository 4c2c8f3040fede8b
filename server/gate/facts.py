"""What the verdict looks at, from rows and settings."""

from datetime import timedelta

from server.gate.verdict import Holder, Policy
from server.passes.models import EntryPass
from server.settings import Settings
from server.visits.models import Visit


def holder_of(visit: Visit, entry_pass: EntryPass, blocked: bool) -> Holder:
    """What the verdict looks at; `blocked` is the blocklist's word."""
    return Holder(
        status=visit.status,
        visitor_type=visit.visitor_type,
        visit_from=visit.visit_from,
        visit_to=visit.visit_to,
        weekdays=visit.weekdays,
        daily_from=visit.daily_from,
        daily_to=visit.daily_to,
        companions=visit.companion_count,
        gates=visit.gate_ids,
        revoked=entry_pass.revoked_at is not None,
        blocked=blocked,
        inside=entry_pass.inside,
        entries=entry_pass.entries,
        last_step_in=entry_pass.last_step_in,
        last_step_out=entry_pass.last_step_out,
    )


def policy_of(settings: Settings) -> Policy:
    """What the school allows at its gates."""
    return Policy(
        early=timedelta(minutes=settings.gate.early_minutes),
        temporary_entries=settings.gate.temporary_entries,
        exit_without_entry=settings.gate.exit_without_entry,
        zone=settings.zone,
    )
