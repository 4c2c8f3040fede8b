"""The school's day, as the gate's lists mean it."""

from datetime import datetime

from server.kit import clock
from server.settings import Settings


def midnight(settings: Settings) -> datetime:
    """When today began in the school's zone."""
    return clock.now().astimezone(settings.zone).replace(hour=0, minute=0, second=0, microsecond=0)
