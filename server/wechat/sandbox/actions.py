"""What people do on their phones: follow, scan, mute, answer the subscription panel."""

from urllib.parse import parse_qs, urlsplit

from server.wechat.sandbox.accounts import Kind, Person
from server.wechat.sandbox.events import Event, Fields
from server.wechat.sandbox.faults import CALLBACK_PATH
from server.wechat.sandbox.qr import Link, QrCode
from server.wechat.sandbox.world import World
from server.wechat.sandbox.wxacode_api import opened_by


async def tell(world: World, event: Event) -> None:
    """Push an event nobody's call has caused."""
    world.changed()
    fault = world.faults.draw(CALLBACK_PATH, event.account.appid)
    await world.outbox.take([event], fault.kind if fault else None)


async def follow(world: World, person: Person, code: QrCode | None = None) -> None:
    """Follow the service account, by search or by scanning; a second time changes nothing (§6.4)."""
    state = world.follow_of(person)
    if state.subscribed:
        return
    state.subscribed, state.since = True, world.clock.now()
    state.scene = "ADD_SCENE_QR_CODE" if code else "ADD_SCENE_SEARCH"
    state.qr_scene = code.scene if code else ""
    await _push(world, person, "subscribe", f"qrscene_{code.scene}" if code else "", code)


async def unfollow(world: World, person: Person) -> None:
    """Stop following; mutes of single templates are forgotten with it."""
    state = world.follow_of(person)
    if not state.subscribed:
        return
    state.subscribed = False
    state.muted.clear()
    await _push(world, person, "unsubscribe", "", None)


def mute(world: World, person: Person, template_id: str, muted: bool) -> None:
    """Refuse one template of the service account; no event tells the product (§4.1)."""
    state = world.follow_of(person)
    kept = [each for each in state.muted if each != template_id]
    state.muted = [*kept, template_id] if muted else kept
    world.changed()


def blacklist(world: World, person: Person, blacklisted: bool) -> None:
    """Put on, or take off, the service account's own blacklist (§4.6, 43019)."""
    world.follow_of(person).blacklisted = blacklisted
    world.changed()


async def scan(world: World, person: Person, text: str) -> Link | None:
    """Point the camera at a code; a mini-program's link comes back as what opens, else None.

    `text` is a ticket, its address, the address of its image, or a link. Raises LookupError when it is
    unknown or has expired.
    """
    link = world.qr.link(text) or opened_by(text)
    if link:
        return link
    code = world.qr.scan(_ticket_in(text))
    if code is None:
        raise LookupError(text)
    if world.follow_of(person).subscribed:
        # Already following: SCAN in capitals, the scene without prefix (§6.4).
        await _push(world, person, "SCAN", code.scene, code)
    else:
        await follow(world, person, code)
    return None


def _ticket_in(text: str) -> str:
    # parse_qs turns an unencoded "+" into a blank, as a real server does: then no ticket fits (§6.4).
    tickets = parse_qs(urlsplit(text).query).get("ticket")
    return tickets[0] if tickets else text


async def _push(world: World, person: Person, name: str, key: str, code: QrCode | None) -> None:
    account = world.first(Kind.SA)
    fields: Fields = {"EventKey": key}
    if code:
        fields["Ticket"] = code.ticket
    await tell(world, Event(account, person.openid(account), name, world.clock.now(), fields))
