"""All that staff may call."""

from server.api.endpoints import Routes
from server.api.staff import (
    approvals,
    bulk_invitations,
    dashboard,
    events,
    invitations,
    on_behalf,
    passages,
    visit_export,
    visits,
    wechat,
)

ROUTES: list[Routes] = [
    dashboard.routes,
    events.routes,
    invitations.routes,
    bulk_invitations.routes,
    approvals.routes,
    visits.routes,
    visit_export.routes,
    on_behalf.routes,
    passages.routes,
    wechat.routes,
]
