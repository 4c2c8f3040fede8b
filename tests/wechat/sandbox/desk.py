"""A running sandbox and the few calls every test makes."""

import json
from dataclasses import dataclass
from typing import Any

import httpx

from server.wechat.sandbox.accounts import Account, Kind
from server.wechat.sandbox.app import Addresses
from server.wechat.sandbox.world import World

Json = dict[str, Any]


def padded(template: str) -> str:
    """A template id of the demo, which all have 43 characters."""
    return template.ljust(43, "_")


REVIEW = padded("tpl_sa_review_requested")
RESULT = padded("tpl_mp_result")
REMINDER = padded("tpl_mp_reminder")
RETURNED = padded("tpl_mp_returned")


@dataclass
class Desk:
    """The sandbox's world and addresses, and one HTTP client."""

    world: World
    addresses: Addresses
    http: httpx.AsyncClient

    @property
    def program(self) -> Account:
        """The mini-program."""
        return self.world.first(Kind.MP)

    @property
    def service(self) -> Account:
        """The service account."""
        return self.world.first(Kind.SA)

    def token(self, account: Account) -> str:
        """A live token, without asking over HTTP."""
        return self.world.tokens.stable(account.appid).value

    async def get(self, path: str, **params: Any) -> Json:
        """GET a platform path; WeChat's errors are HTTP 200."""
        response = await self.http.get(self.addresses.platform + path, params=params)
        assert response.status_code == 200
        return dict(response.json())

    async def post(self, path: str, body: Any, **params: Any) -> Json:
        """POST to a platform path, raw UTF-8; a str or bytes body goes as it is."""
        raw = body if isinstance(body, str | bytes) else json.dumps(body, ensure_ascii=False)
        response = await self.http.post(self.addresses.platform + path, content=raw, params=params)
        assert response.status_code == 200
        return dict(response.json())

    async def sim(self, path: str, /, expect: int = 200, **body: Any) -> Json:
        """POST to the control interface."""
        response = await self.http.post(f"{self.addresses.control}/__sim/{path}", json=body)
        assert response.status_code == expect, response.text
        return dict(response.json())

    async def look(self, path: str, **params: Any) -> Json:
        """GET from the control interface."""
        response = await self.http.get(f"{self.addresses.control}/__sim/{path}", params=params)
        return dict(response.json())

    async def later(self, seconds: float) -> None:
        """Skip time."""
        await self.sim("clock", advance=seconds)

    def openid(self, key: str, account: Account) -> str:
        """A person's openid."""
        return self.world.person(key).openid(account)

    async def send_template(self, **changes: Any) -> Json:
        """A template message to lina that would arrive, except for `changes` (None leaves a field out)."""
        body = {
            "touser": self.openid("lina", self.service),
            "template_id": REVIEW,
            "miniprogram": {"appid": self.program.appid, "pagepath": "packages/staff/decide/index?id=1"},
            "data": data(thing1="刘洋", thing2="计算机学院", time3="2026-11-23 09:00", thing4="技术交流"),
        }
        token = self.token(self.service)
        return await self.post("/cgi-bin/message/template/send", _changed(body, changes), access_token=token)

    async def send_subscribe(self, **changes: Any) -> Json:
        """A subscribe message to liuyang that arrives if there is a credit, except for `changes`."""
        body = {
            "touser": self.openid("liuyang", self.program),
            "template_id": RESULT,
            "page": "packages/visitor/visit/index?id=1",
            "miniprogram_state": "formal",
            "lang": "zh_CN",
            "data": data(
                phrase1="审核通过", thing2="计算机学院", time3="2026-11-23 09:00", thing4="请按时到访"
            ),
        }
        token = self.token(self.program)
        return await self.post("/cgi-bin/message/subscribe/send", _changed(body, changes), access_token=token)

    async def accept(self, person: str = "liuyang", template: str = RESULT, choice: str = "accept") -> Json:
        """One answer in the subscription panel."""
        return await self.sim("subscribe", person=person, template_ids=[template], choice=choice)


def data(**values: str) -> Json:
    """The `data` of a message."""
    return {key: {"value": value} for key, value in values.items()}


def _changed(body: Json, changes: Json) -> Json:
    return {key: value for key, value in {**body, **changes}.items() if value is not None}
