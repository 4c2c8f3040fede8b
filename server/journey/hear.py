"""What WeChat told us, worked off by the worker: who follows, who scanned, what was delivered."""

from server.accounts import binding
from server.accounts import queries as accounts
from server.db.transaction import transaction
from server.notifications import events
from server.notifications.models import PlatformEvent
from server.notifications.templates import Templates
from server.wechat.callback_events import EventKind
from server.wechat.errors import WeChatError
from server.wechat.gateway import WeChatGateway

_BATCH = 100


async def work_off(gateway: WeChatGateway, templates: Templates) -> int:
    """Handle the stored events in order; how many are done. One that cannot be matched yet stays for later."""
    handled = 0
    for event in await events.waiting(_BATCH):
        unionid = await _unionid(event, gateway)
        handled += await _handle(event, unionid, templates)
    return handled


@transaction
async def _handle(event: PlatformEvent, unionid: str | None, templates: Templates) -> int:
    outcome = await _outcome(event, unionid, templates)
    if outcome is None:
        return 0
    await events.done(event, outcome)
    return 1


async def _outcome(event: PlatformEvent, unionid: str | None, templates: Templates) -> str | None:
    match EventKind(event.kind):
        case EventKind.FOLLOWED | EventKind.SCANNED:
            return await _followed(event, unionid)
        case EventKind.UNFOLLOWED:
            await binding.unfollowed(event.openid)
            return "unfollowed"
        case EventKind.TEMPLATE_FINISHED | EventKind.SUBSCRIBE_FINISHED:
            return await events.reconcile(event, templates)
        case EventKind.CONSENT_CHANGED:
            return await _consent_changed(event)
        case _:
            return "noted"


async def _followed(event: PlatformEvent, unionid: str | None) -> str:
    await binding.followed(event.openid, unionid)
    if event.key and await binding.scanned(event.key, event.openid, event.happened_at):
        return "binding_scanned"
    return "followed"


async def _consent_changed(event: PlatformEvent) -> str:
    identity = await accounts.identity_by_mp_openid(event.openid)
    if identity is None or event.status != "reject":
        return "noted"
    await events.consent_withdrawn(identity.id, event.template_id)
    return "consent_withdrawn"


async def _unionid(event: PlatformEvent, gateway: WeChatGateway) -> str | None:
    """Asked of WeChat, outside any transaction, for followers we do not know; without an answer we go on without it."""
    if event.kind not in (EventKind.FOLLOWED, EventKind.SCANNED) or await binding.is_known(event.openid):
        return None
    try:
        return (await gateway.user_info(event.openid)).unionid
    except WeChatError:
        return None
