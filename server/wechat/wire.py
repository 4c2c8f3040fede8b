"""One request to WeChat through wechatpy, and every way it can fail (§0.1), turned into WeChatError.

wechatpy blocks, and its ready-made calls know neither our base URL nor `client_msg_id`, `miniprogram_state`
and stable_token; so only its `get` and `post` are used, in a pool of threads of their own.
"""

import asyncio
import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import NewConnectionError
from wechatpy.client import WeChatClient as LibraryClient
from wechatpy.exceptions import WeChatClientException

from server.wechat.error_table import Table, reaction_to
from server.wechat.errors import Reaction, WeChatError, scrub
from server.wechat.options import WeChatOptions
from server.wechat.redact import redact_library_logs

THREADS = 32
"""Enough for several hundred messages a second at WeChat's usual pace; a school needs a handful."""
CONNECT_SECONDS = 3.0
_JSON = {"Content-Type": "application/json; charset=utf-8"}
_HIDDEN = ("secret", "js_code", "code", "openid", "touser")

Answer = dict[str, Any]


@dataclass(frozen=True)
class Request:
    """What to ask: a GET, or with a `body` a POST. `table` decides how an error number is read."""

    path: str
    table: Table
    params: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: Mapping[str, Any] | None = field(default=None, repr=False)

    def hidden(self) -> list[str]:
        """Values that must not appear in an error text."""
        given = {**self.params, **(self.body or {})}
        return [str(given[name]) for name in _HIDDEN if name in given]

    def failure(self, errmsg: str, *, outcome_unknown: bool) -> WeChatError:
        """The error for a request that got no proper answer."""
        return WeChatError(self.path, None, errmsg, Reaction.BUSY, outcome_unknown=outcome_unknown)


class _Library(LibraryClient):
    """wechatpy without its own token handling: that one fetches classic tokens and repeats without bound."""

    def __init__(self, base_url: str, http: requests.Session, read_seconds: float) -> None:
        super().__init__("", "", timeout=(CONNECT_SECONDS, read_seconds), auto_retry=False)
        self.API_BASE_URL = base_url
        self._http = http

    def _decode_result(self, res: requests.Response) -> Answer | requests.Response:
        """An object whose errcode is a number; anything else stays a response, to be judged by `Wire`."""
        result = super()._decode_result(res)
        sound = isinstance(result, dict) and re.fullmatch(r"-?\d+", str(result.get("errcode", 0)))
        return result if sound else res


class Wire:
    """The pooled connection to WeChat; one for the whole process."""

    def __init__(self, options: WeChatOptions) -> None:
        redact_library_logs()
        self._http = requests.Session()
        # The machine's proxy is for the way to WeChat, not for a sandbox on the same desk.
        self._http.trust_env = options.base_url.startswith("https://")
        self._http.mount(options.base_url, HTTPAdapter(pool_maxsize=THREADS))
        self._library = _Library(options.base_url.rstrip("/"), self._http, options.timeout_seconds)
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="wechat")
        # requests counts its time-out from byte to byte; this bounds the whole call, queueing included.
        self._deadline_seconds = CONNECT_SECONDS + 2 * options.timeout_seconds

    async def json(self, request: Request, token: str | None = None) -> Answer:
        """WeChat's answer as an object. Raises WeChatError for anything else."""
        answer = await self._ask(request, token)
        if not isinstance(answer, dict):
            raise request.failure("the answer is not a JSON object", outcome_unknown=True)
        return answer

    async def binary(self, request: Request, token: str) -> bytes:
        """WeChat's answer as bytes: an image. Raises WeChatError when it is JSON, or text from a gateway."""
        answer = await self._ask(request, token)
        if isinstance(answer, dict) or not answer.headers.get("Content-Type", "").startswith("image/"):
            raise request.failure("the answer is not an image", outcome_unknown=True)
        return answer.content

    def close(self) -> None:
        """Stop taking requests; those under way end by their own time-outs."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._http.close()

    async def _ask(self, request: Request, token: str | None) -> Answer | requests.Response:
        work = self._pool.submit(self._blocking, request, token)
        try:
            return await asyncio.wait_for(asyncio.wrap_future(work), self._deadline_seconds)
        except TimeoutError:
            never_started = work.cancel()
            raise request.failure("deadline passed", outcome_unknown=not never_started) from None

    def _blocking(self, request: Request, token: str | None) -> Answer | requests.Response:
        # None is left out of the URL, but must be named: if absent, wechatpy would fetch a token by itself.
        params = {**request.params, "access_token": token}
        try:
            return self._exchange(request, params)
        except WeChatClientException as refusal:
            failure = _refused(request, refusal, [*request.hidden(), token or ""])
        except requests.RequestException as fault:
            failure = request.failure(type(fault).__name__, outcome_unknown=not _never_sent(fault))
        # Outside the handlers, so that no library error with a URL in its text hangs on to ours.
        raise failure

    def _exchange(self, request: Request, params: Mapping[str, str | None]) -> Answer | requests.Response:
        answer: Answer | requests.Response
        if request.body is None:
            answer = self._library.get(request.path, params=params, allow_redirects=False)
        else:
            body = dict(request.body)
            answer = self._library.post(
                request.path, params=params, data=body, headers=_JSON, allow_redirects=False
            )
        return answer


def _refused(request: Request, refusal: WeChatClientException, hidden: list[str]) -> WeChatError:
    if refusal.errcode is None:
        return request.failure(f"HTTP {refusal.response.status_code}", outcome_unknown=True)
    reaction = reaction_to(refusal.errcode, request.table)
    return WeChatError(request.path, refusal.errcode, scrub(str(refusal.errmsg), hidden), reaction)


def _never_sent(fault: requests.RequestException) -> bool:
    """Whether no connection came about; any other fault may have happened after WeChat acted."""
    cause = getattr(fault.args[0] if fault.args else None, "reason", None)
    return isinstance(fault, requests.ConnectTimeout) or isinstance(cause, NewConnectionError)
