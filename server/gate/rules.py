"""Rules beside the verdict: which clocks to believe, and when a visitor ought to be out again. Pure."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from server.visits.states import VisitorType

# How far a device's clock may differ from ours and still be believed.
CLOCKS_DIFFER = timedelta(minutes=10)
# After the green answer the guard compares the document; whoever is sent away later has been inside.
TURN_AWAY = timedelta(minutes=10)


def believed(claimed: datetime | None, now: datetime) -> datetime:
    """When a scan was made that is being answered now: as the device says, unless its clock is far from ours."""
    return claimed if claimed and abs(claimed - now) <= CLOCKS_DIFFER else now


def leave_by(
    visitor_type: VisitorType, visit_to: datetime, daily_to: str | None, entered: datetime, zone: ZoneInfo
) -> datetime:
    """When someone who entered then ought to be out again: at the end of the visit, or of its hours that day."""
    if visitor_type is VisitorType.TEMPORARY or not daily_to:
        return visit_to
    day = entered.astimezone(zone).date()
    return min(visit_to, datetime.combine(day, time.fromisoformat(daily_to), zone) + timedelta(minutes=1))
