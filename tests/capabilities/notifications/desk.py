"""Delivery alone: a database, the sandbox's WeChat, and a clock that only moves when told."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import xmltodict

from server.accounts.bindings import WeChatBindings
from server.accounts.models import WeChatIdentity
from server.db.transaction import transaction
from server.journey.hear import work_off
from server.kit import clock
from server.kit.ids import new_id
from server.notifications import credits, events, queries
from server.notifications.models import DeliveryAttempt, OutgoingMessage
from server.notifications.outbox import Notice, Recipient, enqueue
from server.notifications.sender import Sender
from server.notifications.templates import FILE_NAME, Templates, load_templates
from server.settings import Settings
from server.wechat.callback_events import events_in
from server.wechat.client import WeChatClient
from server.wechat.options import Account, WeChatOptions
from server.wechat.sandbox.accounts import Kind
from server.wechat.sandbox.app import running
from server.wechat.sandbox.clock import Clock
from server.wechat.sandbox.events import Event
from server.wechat.sandbox.faults import Fault
from server.wechat.sandbox.mailbox import Message
from server.wechat.sandbox.world import World
from server.wechat.token_stores import MemoryTokenStore
from tests.support.time import Time

TEMPLATE_PATH = "/cgi-bin/message/template/send"
SUBSCRIBE_PATH = "/cgi-bin/message/subscribe/send"
RESULT = "tpl_mp_result".ljust(43, "_")
REVIEW_MP = "tpl_mp_review".ljust(43, "_")
REVIEW_SA = "tpl_sa_review_requested".ljust(43, "_")
VALUES = {
    "visitor": "买买提·艾力",
    "department": "计算机学院",
    "contact": "张伟",
    "when": "2026-11-23 14:00",
    "purpose": "技术交流",
    "note": "请按时到访",
    "gate": "东门",
    "arrived_at": "2026-11-23 14:05",
}


@dataclass
class Desk:
    """What a test of delivery needs."""

    world: World
    client: WeChatClient
    settings: Settings
    templates: Templates
    time: Time
    people: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.sender = self.new_sender()

    def new_sender(self) -> Sender:
        """What another worker process would have."""
        return Sender(self.client, self.templates, WeChatBindings(), self.settings)

    @property
    def now(self) -> datetime:
        """The moment it is, for us and for WeChat."""
        return self.time.now()

    def after(self, seconds: float) -> None:
        """Let time pass."""
        self.time.move(seconds=seconds)

    def openid(self, key: str, kind: Kind) -> str:
        """A person's openid for one of the two accounts."""
        return self.world.person(key).openid(self.world.first(kind))

    async def know(self, key: str) -> str:
        """The identity of one of the cast, bound to both accounts."""
        if key not in self.people:
            mini, service = self.openid(key, Kind.MP), self.openid(key, Kind.SA)
            row = await WeChatIdentity.get_or_none(sa_openid=service) or WeChatIdentity(sa_openid=service)
            row.mp_openid, row.sa_subscribed, row.created_at = mini, True, clock.now()
            await row.save()
            self.people[key] = str(row.id)
        return self.people[key]

    def consent(self, key: str, template_id: str = RESULT, times: int = 1) -> None:
        """The person agrees to so many messages; the product has not been told."""
        self.world.credits.of(self.openid(key, Kind.MP), template_id).count += times

    async def agree(self, key: str, template_id: str = RESULT, times: int = 1) -> None:
        """The person agrees to so many messages, and the mini-program tells the product."""
        self.consent(key, template_id, times)
        for _ in range(times):
            await credits.accepted(await self.know(key), {template_id: credits.ACCEPTED})

    def trouble(self, **fault: object) -> None:
        """Let the next call meet a fault."""
        self.world.faults.rules.append(Fault.model_validate(fault))

    async def tell(
        self,
        key: str,
        kind: str = "review_requested",
        hours: float = 24,
        visit_id: str | None = None,
        **values: str,
    ) -> str:
        """Queue a message for one of the cast; its id."""
        about = new_id()
        notice = Notice(
            kind=kind,
            recipient=Recipient(await self.know(key)),
            about=about,
            values=VALUES | values,
            useful_until=clock.now() + timedelta(hours=hours),
            page_values={"task_id": about, "visit_id": about},
            visit_id=visit_id,
        )
        await transaction(enqueue)([notice])
        row = await OutgoingMessage.get(dedup_key__contains=about)
        return str(row.id)

    async def tell_stranger(self, number: int) -> str:
        """Queue a message for somebody no WeChat account knows; its id."""
        row = await WeChatIdentity.create(
            sa_openid=f"oSA_stranger_{number}", sa_subscribed=True, created_at=clock.now()
        )
        self.people[f"stranger-{number}"] = str(row.id)
        return await self.tell(f"stranger-{number}")

    async def deliver(self) -> int:
        """One worker sends what is due."""
        return await self.sender.deliver_due("worker-1")

    async def hear(self) -> int:
        """All of WeChat's reports so far reach us, and the worker works them off; how many were new to it."""
        for record in self.world.outbox.records:
            await events.store(events_in(*_read(record.event)))
        return await work_off(self.client, self.templates)

    async def alarms(self) -> dict[str, str]:
        """Key and code of the alarms that go on."""
        return {alarm.key: alarm.detail for alarm in await queries.alarms()}

    def arrived(self, key: str | None = None) -> list[Message]:
        """What reached people's phones."""
        return self.world.mailbox.find({"person": key} if key else {})

    async def row(self, message_id: str) -> OutgoingMessage:
        """The message as stored."""
        return await OutgoingMessage.get(id=message_id)

    async def log(self, message_id: str) -> list[tuple[str, str]]:
        """Channel and outcome of every attempt."""
        rows = await DeliveryAttempt.filter(message_id=message_id).order_by("id")
        return [(row.channel, row.outcome) for row in rows]


def _read(event: Event) -> tuple[dict[str, object], Account]:
    if event.account.kind is Kind.MP:
        return json.loads(event.body()), Account.MINI_PROGRAM
    return xmltodict.parse(event.body())["xml"], Account.SERVICE


@asynccontextmanager
async def open_desk(settings: Settings, time: Time, **changes: object) -> AsyncIterator[Desk]:
    """A fresh sandbox whose clock is ours; `changes` replaces options of the client."""
    world = World(clock=Clock(lambda: clock.now().timestamp()))
    mini, service = world.first(Kind.MP), world.first(Kind.SA)
    async with running(world) as addresses:
        usual: dict[str, object] = {
            "base_url": addresses.platform,
            "mini_app_id": mini.appid,
            "mini_app_secret": mini.secret,
            "service_app_id": service.appid,
            "service_app_secret": service.secret,
        }
        client = WeChatClient(WeChatOptions(**{**usual, **changes}), MemoryTokenStore())  # type: ignore[arg-type]
        try:
            yield Desk(world, client, settings, load_templates(settings.config_dir / FILE_NAME), time)
        finally:
            client.close()
