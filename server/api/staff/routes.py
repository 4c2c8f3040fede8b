"""All that staff may call."""

from server.api.endpoints import Routes
from server.api.staff import (
    approvals,
    dashboard,
    invitations,
    on_behalf,
    passages,
    visits,
    wechat,
)

ROUTES: list[Routes] = [
    dashboard.routes,
    invitations.routes,
    approvals.routes,
    visits.routes,
    on_behalf.routes,
    passages.routes,
    wechat.routes,
]
