"""Everything a process of the product needs around it: settings, keys, database, WeChat, logs."""

import logging
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import redis.asyncio as aioredis
from pydantic_core import to_json

from server import settings as settings_module
from server.accounts.bindings import WeChatBindings
from server.api.services import Services
from server.approvals.flows import load_flow
from server.db.lifecycle import close_database, open_database
from server.kit import bells, clock, sealing
from server.kit.store import open_store
from server.notifications.loop import DeliveryLoop
from server.notifications.sender import Sender
from server.notifications.templates import FILE_NAME, Templates, load_templates
from server.settings import KEYS_VARIABLE, Settings
from server.visits.form import load_form
from server.wechat.client import WeChatClient
from server.wechat.options import Release, WeChatOptions
from server.wechat.token_stores import MemoryTokenStore, RedisTokenStore, TokenStore

_OWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class JsonLines(logging.Formatter):
    """One JSON object a line: time, level, logger, message, and what the caller added."""

    def format(self, record: logging.LogRecord) -> str:
        said: dict[str, Any] = {
            "at": clock.now().isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        said.update({key: value for key, value in vars(record).items() if key not in _OWN})
        if record.exc_info and record.exc_info[0]:
            said["error"] = record.exc_info[0].__name__
        return to_json(said, fallback=str).decode()


def set_up_logging(level: int = logging.INFO) -> None:
    """Structured lines on standard error; the database driver and HTTP clients stay quiet."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    # What no line of ours says need not be found out for each: thread, process, the line of code (Python's own advice).
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    logging._srcfile = None
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for noisy in ("tortoise", "sanic", "urllib3", "asyncio", "httpx", "httpcore"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


def configure(settings: Settings) -> None:
    """Set the process's settings and vault. Raises SystemExit when there is no key."""
    settings_module.configure(settings)
    sealing.configure(_keys(settings))


def _keys(settings: Settings) -> sealing.KeyRing:
    if text := os.environ.get(KEYS_VARIABLE):
        return sealing.parse_ring(text)
    if not settings.keys.create_key_file and not settings.key_file.exists():
        raise SystemExit(f"no key: set {KEYS_VARIABLE}, or put a key file at {settings.key_file}")
    return sealing.ring_from_file(settings.key_file, create=settings.keys.create_key_file)


def wechat_options(settings: Settings) -> WeChatOptions:
    """The settings in the WeChat client's own words."""
    said = settings.wechat
    return WeChatOptions(
        base_url=said.api_base,
        mini_app_id=said.mini_app_id,
        mini_app_secret=said.mini_app_secret.get_secret_value(),
        service_app_id=said.service_app_id,
        service_app_secret=said.service_app_secret.get_secret_value(),
        mini_program_state=Release(said.mini_program_state),
        timeout_seconds=said.timeout_seconds,
        callback_token=said.callback_token.get_secret_value(),
        callback_aes_key=said.callback_aes_key.get_secret_value(),
    )


@asynccontextmanager
async def running(settings: Settings) -> AsyncIterator[Services]:
    """The opened database, the loaded flow and the services; closed again at the end."""
    await open_database(settings)
    redis = _redis(settings)
    tokens: TokenStore = RedisTokenStore(redis) if redis else MemoryTokenStore()
    wechat = WeChatClient(wechat_options(settings), tokens)
    store = open_store(settings.redis.url)
    try:
        await load_flow(settings.config_dir / "approval_flow.toml")
        load_form(settings.config_dir / "visit_form.toml")
        templates(settings)
        async with bells.open_bell(settings.redis.url) as bell:
            bells.configure(bell)
            yield Services(settings, store, wechat, bell)
    finally:
        wechat.close()
        await store.close()
        if redis:
            await redis.aclose()
        await close_database()


def delivery(services: Services) -> DeliveryLoop:
    """The loop that sends messages, one per worker process."""
    settings = services.settings
    sender = Sender(services.wechat, templates(settings), WeChatBindings(), settings)
    return DeliveryLoop(sender, settings.notifications)


def templates(settings: Settings) -> Templates:
    """config/wechat_templates.toml, checked. Raises TemplateFileError."""
    return load_templates(settings.config_dir / FILE_NAME)


def _redis(settings: Settings) -> aioredis.Redis | None:
    """A pool that waits for a free connection instead of refusing the hundred-and-first command."""
    if not settings.redis.url:
        return None
    pool = aioredis.BlockingConnectionPool.from_url(settings.redis.url, max_connections=20, timeout=5)
    return aioredis.Redis.from_pool(pool)
