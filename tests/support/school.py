"""A whole school for a test: the product on a real socket, the WeChat sandbox on another, people who call it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx

from server import runtime, serving
from server.api.admin_web import DIST
from server.api.services import Services
from server.app import create_app
from server.audit.chain import seal_pending
from server.demo.cast import PASSWORD
from server.journey.announce import tell_arrivals
from server.kit import sealing
from server.kit.ids import new_id
from server.settings import Settings, configure
from server.wechat.sandbox.accounts import Kind
from server.wechat.sandbox.app import running as sandbox_running
from server.wechat.sandbox.clock import Clock
from server.wechat.sandbox.codes import CodeKind
from server.wechat.sandbox.world import World
from tests.support.callers import PLAIN, Caller
from tests.support.time import Time

# A session of staff ends after twelve hours, and tests move time by days.
_SIGN_IN_AGAIN = timedelta(hours=8)


@dataclass
class School:
    """What a test holds in its hands."""

    url: str
    settings: Settings
    services: Services
    world: World
    time: Time
    _callers: dict[str, Caller] = field(default_factory=dict)
    _lines: list[httpx.AsyncClient] = field(default_factory=list)

    async def staff(self, username: str) -> Caller:
        """A member of staff at the PC, signed in by password."""
        caller = self._known(username)
        if self.time.now() - caller.since > _SIGN_IN_AGAIN:
            answer = await caller.post("session/password", {"username": username, "password": PASSWORD})
            self._signed_in(caller, answer)
        return caller

    async def phone(self, person: str) -> Caller:
        """A person of the WeChat sandbox, signed in inside the mini-program."""
        caller = self._known(f"wechat:{person}")
        if self.time.now() - caller.since > _SIGN_IN_AGAIN:
            self._signed_in(caller, await caller.post("session/wechat", {"code": self.login_code(person)}))
        return caller

    def nobody(self) -> Caller:
        """A caller who is not signed in."""
        line = httpx.AsyncClient(base_url=f"{self.url}/api/v1/", trust_env=False, verify=PLAIN, timeout=30)
        self._lines.append(line)
        return Caller(line)

    @property
    def signed_in(self) -> list[Caller]:
        """Everybody who has signed in so far."""
        return list(self._callers.values())

    def _known(self, name: str) -> Caller:
        if name not in self._callers:
            self._callers[name] = self.nobody()
        return self._callers[name]

    def login_code(self, person: str) -> str:
        """What wx.login would give this person."""
        return self._code(CodeKind.LOGIN, person)

    def phone_code(self, person: str) -> str:
        """What the phone button would give this person."""
        return self._code(CodeKind.PHONE, person)

    def _code(self, kind: CodeKind, person: str) -> str:
        return self.world.codes.issue(kind, self.world.first(Kind.MP).appid, person).value

    async def deliver(self) -> int:
        """What the worker would send now, sent; how many attempts that were."""
        await tell_arrivals()
        loop = runtime.delivery(self.services)
        return await loop.sender.deliver_due(new_id())

    async def seal_audit(self) -> int:
        """What the worker would link into the audit chain now, linked."""
        return await seal_pending()

    def _signed_in(self, caller: Caller, answer: dict[str, Any]) -> None:
        caller.http.headers["Authorization"] = f"Bearer {answer['token']}"
        caller.me, caller.since = answer["me"], self.time.now()

    async def close(self) -> None:
        """Hang up."""
        for line in self._lines:
            await line.aclose()


@asynccontextmanager
async def open_school(
    settings: Settings, ring: sealing.KeyRing, time: Time, web: Path = DIST, port: int = 0
) -> AsyncIterator[School]:
    """Product (with the admin web built in `web`, on `port`) and sandbox on free ports, until the block ends."""
    world = World(clock=Clock(lambda: time.now().timestamp()))
    async with sandbox_running(world) as addresses:
        wechat = settings.wechat.model_copy(update={"api_base": addresses.platform})
        settings = settings.model_copy(update={"wechat": wechat})
        configure(settings)
        sealing.configure(ring)
        async with runtime.running(settings) as services, _served(settings, services, web, port) as url:
            school = School(url, settings, services, world, time)
            try:
                yield school
            finally:
                await school.close()


@asynccontextmanager
async def _served(settings: Settings, services: Services, web: Path, port: int) -> AsyncIterator[str]:
    sock = serving.bind("127.0.0.1", port)
    app = create_app(settings, services, name=f"visitor_{new_id()}", web=web)
    async with serving.listening(app, sock):
        yield f"http://127.0.0.1:{sock.getsockname()[1]}"
    await asyncio.sleep(0)
