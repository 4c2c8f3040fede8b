"""A message as it goes into the envelope: openid aside, all that WeChat is told."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from server.kit.sealing import SealBroken, vault
from server.notifications.keywords import Unfit
from server.notifications.models import OutgoingMessage
from server.notifications.outbox import SEALED_VALUES
from server.notifications.rules import Past
from server.notifications.templates import Templates
from server.wechat.errors import Reaction
from server.wechat.gateway import WeChatGateway
from server.wechat.options import Account


class Unsendable(Exception):
    """The row cannot become a message: its text says why, and trying again will not help."""


@dataclass(frozen=True)
class Letter:
    """`whole`: nothing was left out because WeChat refused it before."""

    client_msg_id: str
    channel: Account
    template_id: str
    page: str | None
    data: Mapping[str, str] = field(repr=False)
    whole: bool


def written(message: OutgoingMessage, channel: Account, templates: Templates, past: Past) -> Letter:
    """The letter for `message`. Raises Unsendable."""
    no_page, neutral = past.met(Reaction.PAGE_REFUSED), past.met(Reaction.SENSITIVE_WORD)
    try:
        values = json.loads(vault().open(SEALED_VALUES, message.values_sealed))
        return Letter(
            client_msg_id=f"{message.id}.{message.restarts}" if message.restarts else message.id,
            channel=channel,
            template_id=templates.template_id(message.kind, channel),
            page=None if no_page else templates.page(message.kind, channel, message.page_values),
            data=templates.render(message.kind, channel, values, neutral=neutral),
            whole=not (no_page or neutral),
        )
    except (SealBroken, Unfit, KeyError) as error:
        raise Unsendable(type(error).__name__) from error


async def post(letter: Letter, openid: str, gateway: WeChatGateway) -> str | None:
    """Send it; WeChat's id of the message. Raises WeChatError.

    Every attempt on the service account carries the same client_msg_id: WeChat delivers it once within 10 minutes.
    When a person starts the message again it is another one, or WeChat would swallow it.
    """
    if letter.channel is Account.SERVICE:
        return await gateway.send_template(
            openid, letter.template_id, letter.data, letter.page, letter.client_msg_id
        )
    return await gateway.send_subscribe(openid, letter.template_id, letter.data, letter.page)
