"""All parts of the administration."""

from server.api.admin import (
    audit,
    blocklist,
    devices,
    flows,
    messages,
    organisation,
    settings,
    staff,
    webhooks,
)
from server.api.endpoints import Routes

ROUTES: list[Routes] = [
    organisation.routes,
    staff.routes,
    flows.routes,
    messages.routes,
    devices.routes,
    blocklist.routes,
    webhooks.routes,
    audit.routes,
    settings.routes,
]
