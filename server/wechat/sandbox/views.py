"""What the control interface shows of the world."""

from dataclasses import asdict
from typing import Any

from server.wechat.sandbox.accounts import Account, Kind, Person, Template
from server.wechat.sandbox.outbox import Delivery
from server.wechat.sandbox.world import World

View = dict[str, Any]
_SHOWN = 400  # messages on the page


def state(world: World) -> View:
    """All that the page draws, with the revision it stands for."""
    return {
        "revision": world.revision,
        "clock": clock(world),
        "preview_url": world.preview_url,
        "callback_url": world.outbox.url,
        "people": [person_view(world, each) for each in world.setup.people],
        "templates": [
            _template(account, each) for account in world.setup.accounts for each in account.templates
        ],
        "accounts": [_account(each) for each in world.setup.accounts],
        "messages": [asdict(each) for each in world.mailbox.messages[-_SHOWN:]],
        "faults": faults(world),
        "callbacks": [callback(each) for each in list(world.outbox.records)[-30:]],
    }


def clock(world: World) -> View:
    """Unix seconds now, and how many of them were skipped."""
    return {"now": world.clock.now(), "skipped": world.clock.skipped}


def person_view(world: World, person: Person) -> View:
    """A person, their openids and what they allow."""
    program, service = world.first(Kind.MP), world.first(Kind.SA)
    credits = world.credits.by_openid.get(person.openid(program), {})
    return {
        **person.model_dump(exclude={"follows"}),
        "openids": {each.appid: person.openid(each) for each in world.setup.accounts},
        "mp_openid": person.openid(program),
        "sa_openid": person.openid(service),
        "unionid": person.unionid(),
        "follow": asdict(world.follow_of(person)),
        "credits": {template: asdict(each) for template, each in credits.items()},
        "messages_on": person.openid(program) not in world.credits.switched_off,
    }


def faults(world: World) -> list[View]:
    """The active fault rules."""
    return [each.model_dump() for each in world.faults.rules]


def callback(delivery: Delivery) -> View:
    """One callback and how its tries went."""
    event = delivery.event
    return {
        "event": event.name,
        "appid": event.account.appid,
        "openid": event.openid,
        "at": event.at,
        "body": event.body(),
        "outcomes": delivery.outcomes,
    }


def _account(account: Account) -> View:
    return {"kind": account.kind, "name": account.name, "appid": account.appid}


def _template(account: Account, template: Template) -> View:
    return {
        "id": template.id,
        "title": template.title,
        "kind": account.kind,
        "type": template.type,
        "labels": template.keywords,
    }
