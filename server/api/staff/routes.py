"""All that staff may call."""

from server.api.endpoints import Routes
from server.api.staff import (
    approvals,
    invitations,
    on_behalf,
    passages,
    visits,
    wechat,
)

ROUTES: list[Routes] = [
    invitations.routes,
    approvals.routes,
    visits.routes,
    on_behalf.routes,
    passages.routes,
    wechat.routes,
]
