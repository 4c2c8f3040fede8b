"""What a visitor agreed to be told."""

from typing import Annotated, Literal

from pydantic import Field

from server.accounts.permissions import Permission
from server.api.endpoints import Call, Routes
from server.kit.incoming import Incoming
from server.notifications import credits

routes = Routes("/api/v1/visitor", "visitor")

TemplateId = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]


class SubscriptionsIn(Incoming):
    """The answer of wx.requestSubscribeMessage, template by template."""

    results: Annotated[dict[TemplateId, Literal["accept", "reject", "ban", "filter"]], Field(max_length=10)]


@routes.post("/subscriptions", Permission.VISITOR_SELF, "记录订阅消息的选择", body=SubscriptionsIn)
async def accept(call: Call[SubscriptionsIn, None]) -> None:
    await credits.accepted(call.actor.as_visitor, dict(call.body.results))
