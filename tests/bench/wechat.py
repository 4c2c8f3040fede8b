"""A WeChat that takes 100 ms to answer and believes everything: `python -m tests.bench.wechat PORT`.

Not the sandbox, whose checks cost processor time that the product under measurement would not have to share.
"""

import asyncio
import sys
from itertools import count
from typing import Any

import uvloop
from sanic import HTTPResponse, Request, Sanic
from sanic.response import json

from server.serving import bind, listening, stop_on_signals

SECONDS = 0.1


async def serve(port: int) -> None:
    """Answer until told to stop."""
    stop = stop_on_signals()
    async with listening(_app(), bind("127.0.0.1", port)):
        await stop.wait()


def _app() -> Sanic[Any, Any]:
    app: Sanic[Any, Any] = Sanic("wechat", configure_logging=False)
    app.config.TOUCHUP = False
    numbers = count(3_500_000_000_000_000_000)

    @app.post("/cgi-bin/stable_token")
    async def token(request: Request) -> HTTPResponse:
        return json({"access_token": "token", "expires_in": 7200})

    @app.post("/cgi-bin/message/template/send")
    async def send(request: Request) -> HTTPResponse:
        await asyncio.sleep(SECONDS)
        return json({"errcode": 0, "errmsg": "ok", "msgid": next(numbers)})

    return app


if __name__ == "__main__":
    uvloop.run(serve(int(sys.argv[1])))
