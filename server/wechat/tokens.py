"""The access token of each account: fetched in stable mode, shared, replaced when WeChat refuses it.

Rules from 获取稳定版接口调用凭据 (§1.2, §1.4): normal mode only, since a forced refresh kills the token under every
other process; ask again 300 s before the end, when the platform changes over.
"""

import asyncio
from datetime import timedelta

from server.kit.clock import now
from server.wechat.error_table import Table
from server.wechat.errors import Reaction, WeChatError
from server.wechat.options import Credentials
from server.wechat.token_stores import Token, TokenStore
from server.wechat.wire import Request, Wire

STABLE_TOKEN = "/cgi-bin/stable_token"  # noqa: S105 (a path)
MARGIN_SECONDS = 300
LEAST_SECONDS = 30
"""A token handed out shortly before its end is used this long, or every call would fetch one."""


class Tokens:
    """The tokens of all accounts; one object per process."""

    def __init__(self, wire: Wire, store: TokenStore) -> None:
        self._wire = wire
        self._store = store
        self._fetching: dict[str, asyncio.Task[str]] = {}

    async def current(self, credentials: Credentials) -> str:
        """A token to use now. Raises WeChatError, its outcome known: without a token nothing was sent."""
        kept = await self._usable(credentials.app_id)
        return kept or await self._fetch_once(credentials)

    async def instead_of(self, refused: str, credentials: Credentials) -> str:
        """A token to use after WeChat refused `refused`, fetched unless somebody already has."""
        await self._store.forget_if_same(credentials.app_id, refused)
        return await self.current(credentials)

    async def _usable(self, app_id: str) -> str | None:
        token = await self._store.get(app_id)
        return token.value if token and now() < token.use_until else None

    async def _fetch_once(self, credentials: Credentials) -> str:
        """Join the fetch under way, or start one; shielded, since others wait for it too."""
        task = self._fetching.get(credentials.app_id)
        if task is None:
            task = asyncio.create_task(self._fetch(credentials))
            self._fetching[credentials.app_id] = task
            task.add_done_callback(lambda _: self._fetching.pop(credentials.app_id))
        return await asyncio.shield(task)

    async def _fetch(self, credentials: Credentials) -> str:
        async with self._store.lock(credentials.app_id):
            # Another process may have fetched it while this one waited for the lock.
            kept = await self._usable(credentials.app_id)
            if kept:
                return kept
            token = await self._ask(credentials)
            await self._store.put(credentials.app_id, token)
            return token.value

    async def _ask(self, credentials: Credentials) -> Token:
        request = _stable_token(credentials)
        try:
            answer = await self._wire.json(request)
        except WeChatError as error:
            error.outcome_unknown = False
            raise
        value, seconds = answer.get("access_token"), answer.get("expires_in")
        if not isinstance(value, str) or not isinstance(seconds, int):
            raise request.failure("no access_token in the answer", outcome_unknown=False)
        return Token(value, now() + timedelta(seconds=max(seconds - MARGIN_SECONDS, LEAST_SECONDS)))


def _stable_token(credentials: Credentials) -> Request:
    if not credentials.app_id:
        raise WeChatError(STABLE_TOKEN, None, "this account is not configured", Reaction.CHANNEL_STOPPED)
    body = {
        "grant_type": "client_credential",
        "appid": credentials.app_id,
        "secret": credentials.secret,
        "force_refresh": False,
    }
    return Request(STABLE_TOKEN, Table.TOKEN, body=body)
