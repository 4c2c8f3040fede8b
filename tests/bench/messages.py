"""How many messages a second one worker delivers, over HTTP, to a WeChat that takes 100 ms to answer.

`python -m tests.bench.messages` measures it alone.
"""

import asyncio
import os
import tempfile
from datetime import timedelta
from pathlib import Path
from time import perf_counter

import uvloop

from server import runtime
from server.accounts.models import WeChatIdentity
from server.db.lifecycle import close_database, migrate, open_database
from server.db.transaction import transaction
from server.demo.seed import seed
from server.kit import clock, sealing
from server.kit.ids import new_id
from server.notifications.models import OutgoingMessage
from server.notifications.outbox import Notice, Recipient, enqueue
from server.notifications.states import MessageStatus
from server.settings import Settings, configure, load
from tests.bench.processes import running
from tests.support.databases import create_database
from tests.support.services import FORGETFUL, postgres

PEOPLE = 500
MESSAGES = int(os.environ.get("BENCH_MESSAGES", "3000"))
AIM = 120
_CONFIG = Path(__file__).with_name("bench.toml")


async def run() -> list[str]:
    """The lines to print."""
    with tempfile.TemporaryDirectory(prefix="visitor-bench-") as folder, postgres(FORGETFUL) as server:
        log = Path(folder) / "wechat.log"
        with running(["tests.bench.wechat", "{port}"], {}, log) as (_, port):
            dsn = await create_database(server, "messages")
            settings = load(
                {
                    "VISITOR_CONFIG": str(_CONFIG),
                    "DATABASE_URL": dsn,
                    "DATA_DIR": folder,
                    "WECHAT_API_BASE": f"http://127.0.0.1:{port}",
                    "WECHAT_SERVICE_APP_ID": "wx0000000000000001",
                    "WECHAT_SERVICE_APP_SECRET": "none",
                }
            )
            rate = await _measured(settings)
    verdict = "" if rate >= AIM else "  MISSED"
    return [f"messages: {rate:.0f}/s from one worker, WeChat answering in 100 ms (aim {AIM}){verdict}"]


async def _measured(settings: Settings) -> float:
    configure(settings)
    sealing.configure(sealing.fresh_ring())
    await migrate(settings)
    await open_database(settings)
    await seed()
    await close_database()
    async with runtime.running(settings) as services:
        await _written()
        loop, stop = runtime.delivery(services), asyncio.Event()
        began = perf_counter()
        working = asyncio.create_task(loop.run(stop))
        while await _left():  # noqa: ASYNC110 (the loop does not say when it is done)
            await asyncio.sleep(0.1)
        seconds = perf_counter() - began
        stop.set()
        await working
        sent = await OutgoingMessage.filter(status=MessageStatus.SENT).count()
    if sent < MESSAGES:
        raise RuntimeError(f"only {sent} of {MESSAGES} messages were sent")
    return sent / seconds


async def _left() -> bool:
    open_ones = (MessageStatus.QUEUED, MessageStatus.SENDING, MessageStatus.WAITING)
    return await OutgoingMessage.filter(status__in=open_ones).exists()


@transaction
async def _written() -> None:
    people = [
        WeChatIdentity(id=new_id(), sa_openid=f"oSA_{n}", sa_subscribed=True, created_at=clock.now())
        for n in range(PEOPLE)
    ]
    await WeChatIdentity.bulk_create(people)
    await enqueue([_notice(people[number % PEOPLE].id) for number in range(MESSAGES)])


def _notice(identity_id: str) -> Notice:
    about = new_id()
    values = {
        "visitor": "刘洋",
        "department": "计算机学院",
        "when": "2026-11-24 14:00",
        "purpose": "学术交流",
    }
    until = clock.now() + timedelta(hours=1)
    return Notice("review_requested", Recipient(identity_id), about, values, until, {"task_id": about})


if __name__ == "__main__":
    print("\n".join(uvloop.run(run())))
