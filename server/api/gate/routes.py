"""All parts of the gate."""

from server.api.endpoints import Routes
from server.api.gate import (
    contacts,
    device,
    events,
    plates,
    presence,
    refusals,
    roll_calls,
    scans,
    search,
    snapshot,
    uploads,
    walk_ins,
)

ROUTES: list[Routes] = [
    scans.routes,
    refusals.routes,
    presence.routes,
    uploads.routes,
    snapshot.routes,
    events.routes,
    plates.routes,
    device.routes,
    contacts.routes,
    walk_ins.routes,
    search.routes,
    roll_calls.routes,
]
