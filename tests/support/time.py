"""Time for tests."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


class Time:
    """Stands still until moved."""

    def __init__(self, at: datetime = datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI)) -> None:
        self._at = at.astimezone(UTC)

    def now(self) -> datetime:
        """The moment it is."""
        return self._at

    def move(self, **by: float) -> datetime:
        """Move on by `timedelta(**by)`; the new moment."""
        self._at += timedelta(**by)
        return self._at

    def move_to(self, moment: datetime) -> None:
        """Jump to `moment`."""
        self._at = moment.astimezone(UTC)

    def local(self, hour: int, minute: int = 0, days: int = 0) -> str:
        """That hour in Shanghai, `days` from today, as the API writes it."""
        day = self._at.astimezone(SHANGHAI) + timedelta(days=days)
        return day.replace(hour=hour, minute=minute, second=0, microsecond=0).isoformat()
