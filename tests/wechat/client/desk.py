"""The client in front of a running sandbox, and the people of its cast."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from server.wechat.client import WeChatClient
from server.wechat.options import WeChatOptions
from server.wechat.sandbox.accounts import Kind
from server.wechat.sandbox.app import running
from server.wechat.sandbox.codes import CodeKind
from server.wechat.sandbox.faults import Fault
from server.wechat.sandbox.mailbox import Message
from server.wechat.sandbox.world import World
from server.wechat.token_stores import MemoryTokenStore

REVIEW = "tpl_sa_review_requested".ljust(43, "_")
RESULT = "tpl_mp_result".ljust(43, "_")
TEMPLATE_PATH = "/cgi-bin/message/template/send"
SUBSCRIBE_PATH = "/cgi-bin/message/subscribe/send"
REVIEW_DATA = {
    "thing1": "买买提·艾力",
    "thing2": "计算机学院",
    "time3": "2026-11-23 09:00",
    "thing4": "技术交流",
}
RESULT_DATA = {
    "phrase1": "审核通过",
    "thing2": "计算机学院",
    "time3": "2026-11-23 09:00",
    "thing4": "请按时到访",
}
DECIDE = "packages/staff/decide/index?id=1"
VISIT = "packages/visitor/visit/index?id=1"


@dataclass
class Desk:
    """A sandbox, and the client that talks to it."""

    world: World
    client: WeChatClient

    def openid(self, key: str, kind: Kind) -> str:
        """A person's openid for one of the two accounts."""
        return self.world.person(key).openid(self.world.first(kind))

    def code(self, kind: CodeKind, key: str = "liuyang") -> str:
        """A fresh code from a person's phone."""
        return self.world.codes.issue(kind, self.world.first(Kind.MP).appid, key).value

    def consent(self, times: int = 1) -> None:
        """liuyang agrees to so many result messages."""
        self.world.credits.of(self.openid("liuyang", Kind.MP), RESULT).count += times

    def trouble(self, **fault: object) -> None:
        """Let the next call meet a fault."""
        self.world.faults.rules.append(Fault.model_validate(fault))

    def mailbox(self) -> list[Message]:
        """What arrived."""
        return self.world.mailbox.find({})

    async def send_template(self, key: str = "lina", message_id: str = "n1", **changes: str) -> str | None:
        """A message to an approver; `changes` replaces values."""
        openid = self.openid(key, Kind.SA)
        return await self.client.send_template(openid, REVIEW, REVIEW_DATA | changes, DECIDE, message_id)

    async def send_subscribe(self, **changes: str) -> str | None:
        """A message to the visitor liuyang; `changes` replaces values."""
        return await self.client.send_subscribe(
            self.openid("liuyang", Kind.MP), RESULT, RESULT_DATA | changes, VISIT
        )


@asynccontextmanager
async def open_desk(**changes: object) -> AsyncIterator[Desk]:
    """A fresh sandbox on free ports and a client set up for it; `changes` replaces options."""
    world = World()
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
            yield Desk(world, client)
        finally:
            client.close()
