"""A client for each test, in front of the scripted server or of the sandbox."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack

import pytest

from server.wechat.client import WeChatClient
from server.wechat.options import WeChatOptions
from server.wechat.token_stores import MemoryTokenStore, TokenStore
from tests.support.services import redis
from tests.wechat.client.desk import Desk, open_desk
from tests.wechat.client.scripted import ScriptedServer, scripted

OpenClient = Callable[..., WeChatClient]


def options_for(base_url: str, **changes: object) -> WeChatOptions:
    """Options as a school would set them; `changes` replaces fields."""
    usual: dict[str, object] = {
        "mini_app_id": "wxmini",
        "mini_app_secret": "MINI-SECRET",
        "service_app_id": "wxservice",
        "service_app_secret": "SERVICE-SECRET",
    }
    return WeChatOptions(base_url=base_url, **{**usual, **changes})  # type: ignore[arg-type]


@pytest.fixture
def wechat() -> Iterator[ScriptedServer]:
    """A WeChat that does as it is told."""
    with scripted() as server:
        yield server


@pytest.fixture
def open_client(wechat: ScriptedServer) -> Iterator[OpenClient]:
    """Makes clients in front of `wechat`, and closes them."""
    with ExitStack() as stack:

        def opened(store: TokenStore | None = None, **changes: object) -> WeChatClient:
            options = options_for(**{"base_url": wechat.base_url, **changes})  # type: ignore[arg-type]
            client = WeChatClient(options, store or MemoryTokenStore())
            stack.callback(client.close)
            return client

        yield opened


@pytest.fixture
def client(open_client: OpenClient) -> WeChatClient:
    """The usual client."""
    return open_client()


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """A real Redis."""
    with redis() as url:
        yield url


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    """The usual client in front of a sandbox."""
    async with open_desk() as desk:
        yield desk
