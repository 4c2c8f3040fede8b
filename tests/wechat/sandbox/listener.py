"""The product's side of callbacks: a real HTTP server that keeps what it gets and answers as told."""

import asyncio
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from urllib.parse import parse_qs, urlsplit

from wechatpy.crypto import WeChatCrypto

from server.wechat.sandbox.accounts import Account, CallbackSecrets


@dataclass(frozen=True)
class Push:
    """One request of the platform."""

    method: str
    query: dict[str, str]
    content_type: str
    body: str
    at: float

    def decrypted(self, shared: CallbackSecrets, account: Account) -> str:
        """The message, opened by wechatpy's implementation; raises when signature or AppID are wrong."""
        crypto = WeChatCrypto(shared.token, shared.aes_key, account.appid)
        envelope = self.body if "xml" in self.content_type else _json_envelope(self.body)
        query = self.query
        return str(
            crypto.decrypt_message(envelope, query["msg_signature"], query["timestamp"], query["nonce"])
        )


@dataclass
class Listener:
    """What came in, and what the next answers are: a status, or None for no answer at all."""

    url: str = ""
    pushes: list[Push] = field(default_factory=list)
    answers: list[int | None] = field(default_factory=list)
    closing: Event = field(default_factory=Event)

    async def wait_for(self, count: int) -> list[Push]:
        """The pushes once there are `count`; fails after five seconds."""
        async with asyncio.timeout(5):
            while len(self.pushes) < count:  # noqa: ASYNC110 - the server's thread fills it
                await asyncio.sleep(0.01)
        return self.pushes


@contextmanager
def listening() -> Iterator[Listener]:
    """A listener on a free port."""
    listener = Listener()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(listener))
    listener.url = f"http://127.0.0.1:{server.server_port}/wechat/callback"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield listener
    finally:
        listener.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(listener: Listener) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            listener.pushes.append(_push(self))
            self._say(200, listener.pushes[-1].query["echostr"])

        def do_POST(self) -> None:
            listener.pushes.append(_push(self))
            answer = listener.answers.pop(0) if listener.answers else 200
            if answer is None:
                listener.closing.wait(5)
            else:
                self._say(answer, "success")

        def log_message(self, format: str, *args: object) -> None:
            """Stay quiet."""

        def _say(self, status: int, text: str) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text.encode())

    return Handler


def _push(request: BaseHTTPRequestHandler) -> Push:
    length = int(request.headers.get("Content-Length") or 0)
    query = {key: values[0] for key, values in parse_qs(urlsplit(request.path).query).items()}
    kind = request.headers.get("Content-Type") or ""
    return Push(request.command, query, kind, request.rfile.read(length).decode(), time.monotonic())


def _json_envelope(body: str) -> dict[str, str]:
    return dict(json.loads(body))
