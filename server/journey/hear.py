"""What WeChat told us, worked off by the worker: who follows, who scanned, what was delivered."""

import logging

from tortoise.exceptions import IntegrityError

from server.accounts import binding
from server.accounts import queries as accounts
from server.db.transaction import transaction
from server.notifications import events
from server.notifications.models import PlatformEvent
from server.notifications.outbox import Recipient
from server.notifications.templates import Templates
from server.wechat.callback_events import EventKind
from server.wechat.errors import WeChatError
from server.wechat.gateway import WeChatGateway

_BATCH = 100
log = logging.getLogger(__name__)


async def work_off(gateway: WeChatGateway, templates: Templates) -> int:
    """Handle the stored events in order; how many are done. One that cannot be matched yet stays for later."""
    handled = last = 0
    while batch := await events.waiting(_BATCH, last):
        for event in batch:
            handled += await _try(event, gateway, templates)
        last = batch[-1].id
    return handled


async def _try(event: PlatformEvent, gateway: WeChatGateway, templates: Templates) -> int:
    unionid = await _unionid(event, gateway)
    try:
        return await _handle(event, unionid, templates)
    except IntegrityError:
        # The same person signed in at this very moment: look again the next time.
        log.warning("event not worked off yet", extra={"event": event.id, "kind": event.kind})
        return 0


@transaction
async def _handle(event: PlatformEvent, unionid: str | None, templates: Templates) -> int:
    if not await events.take(event):
        return 0
    outcome = await _outcome(event, unionid, templates)
    if outcome is None:
        await events.put_back(event)
        return 0
    await events.done(event, outcome)
    return 1


async def _outcome(event: PlatformEvent, unionid: str | None, templates: Templates) -> str | None:
    match EventKind(event.kind):
        case EventKind.FOLLOWED | EventKind.SCANNED:
            return await _followed(event, unionid)
        case EventKind.UNFOLLOWED:
            return await _unfollowed(event)
        case EventKind.TEMPLATE_FINISHED | EventKind.SUBSCRIBE_FINISHED:
            return await _reconciled(event, templates)
        case EventKind.CONSENT_CHANGED:
            return await _consent_changed(event)
        case _:
            return "noted"


async def _reconciled(event: PlatformEvent, templates: Templates) -> str | None:
    if outcome := await events.reconcile(event, templates):
        return outcome
    identity = await accounts.identity_by_openid(event.openid)
    to = Recipient(identity.id, identity.staff_id) if identity else None
    return await events.reconcile_doubtful(event, to, templates)


async def _followed(event: PlatformEvent, unionid: str | None) -> str:
    await binding.known(event.openid, unionid)
    if not await events.overtaken(event, [EventKind.UNFOLLOWED]):
        await binding.followed(event.openid)
    if event.key and await binding.scanned(event.key, event.openid, event.happened_at):
        return "binding_scanned"
    return "followed"


async def _unfollowed(event: PlatformEvent) -> str:
    if await events.overtaken(event, [EventKind.FOLLOWED, EventKind.SCANNED]):
        return "overtaken"
    await binding.unfollowed(event.openid)
    return "unfollowed"


async def _consent_changed(event: PlatformEvent) -> str:
    identity = await accounts.identity_by_mp_openid(event.openid)
    if identity is None or event.status != "reject":
        return "noted"
    await events.consent_withdrawn(identity.id, event.template_id)
    return "consent_withdrawn"


async def _unionid(event: PlatformEvent, gateway: WeChatGateway) -> str | None:
    """Asked of WeChat, outside any transaction, for followers whose unionid we do not know.

    Without an answer we go on without it, and ask again when they follow or scan the next time.
    """
    if event.kind not in (EventKind.FOLLOWED, EventKind.SCANNED) or await binding.is_joined(event.openid):
        return None
    try:
        return (await gateway.user_info(event.openid)).unionid
    except WeChatError as error:
        log.warning("unionid not learnt", extra={"code": error.errcode, "reaction": error.reaction})
        return None
