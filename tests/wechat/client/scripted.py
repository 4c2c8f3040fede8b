"""A WeChat that answers as it is told, for what the sandbox cannot show: broken answers and counts."""

import json
import threading
from collections import defaultdict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

STABLE_TOKEN = "/cgi-bin/stable_token"


@dataclass(frozen=True)
class Reply:
    """One answer. `hang_up` closes the connection instead, `hold` does so only at the test's end.

    `echo` refuses with the whole request in the text, which a careless platform might.
    """

    body: bytes = b'{"errcode":0,"errmsg":"ok"}'
    status: int = 200
    content_type: str = "application/json"
    location: str | None = None
    hang_up: bool = False
    hold: bool = False
    echo: bool = False


@dataclass(frozen=True)
class Seen:
    """One request as it arrived."""

    method: str
    path: str
    query: dict[str, list[str]]
    body: bytes


def said(**fields: Any) -> Reply:
    """A JSON answer."""
    return Reply(json.dumps(fields).encode())


def refused(errcode: int, errmsg: str = "no rid: 67e9f5c2-41f0ebc4-53fb2399") -> Reply:
    """An error as WeChat words it."""
    return said(errcode=errcode, errmsg=errmsg)


class ScriptedServer(ThreadingHTTPServer):
    """Answers each path from its queue; when that is empty, a new token or plain success."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.replies: dict[str, deque[Reply]] = defaultdict(deque)
        self.dead_tokens: set[str] = set()
        self.seen: list[Seen] = []
        self.released = threading.Event()
        self._arrival = threading.Condition()

    @property
    def base_url(self) -> str:
        """The address to give to the client."""
        return f"http://127.0.0.1:{self.server_port}"

    def will(self, path: str, *replies: Reply) -> None:
        """Answer the next requests for `path` so."""
        self.replies[path].extend(replies)

    def asked(self, path: str) -> list[Seen]:
        """The requests for `path` so far."""
        return [each for each in self.seen if each.path == path]

    def wait_for(self, path: str, count: int) -> list[Seen]:
        """Block until `count` requests for `path` have arrived; fails after 10 s."""
        with self._arrival:
            assert self._arrival.wait_for(lambda: len(self.asked(path)) >= count, timeout=10)
            return self.asked(path)

    def answer(self, seen: Seen) -> Reply:
        """The next answer; two requests at once get two tokens, which is what the tests look for."""
        with self._arrival:
            self.seen.append(seen)
            self._arrival.notify_all()
            if self.replies[seen.path]:
                return self.replies[seen.path].popleft()
            if seen.path == STABLE_TOKEN:
                return said(access_token=f"TOKEN-{len(self.asked(STABLE_TOKEN))}", expires_in=7200)
            dead = self.dead_tokens.intersection(seen.query.get("access_token", []))
            return refused(42001) if dead else Reply()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: ScriptedServer

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def log_message(self, *args: Any) -> None:
        """Stay silent."""

    def _answer(self) -> None:
        address = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        reply = self.server.answer(Seen(self.command, address.path, parse_qs(address.query), body))
        if reply.echo:
            reply = refused(40029, f"{address.query} {body.decode()}")
        if reply.hold:
            self.server.released.wait(30)
        if reply.hold or reply.hang_up:
            self.close_connection = True
            return
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.content_type)
        self.send_header("Content-Length", str(len(reply.body)))
        if reply.location:
            self.send_header("Location", reply.location)
        self.end_headers()
        self.wfile.write(reply.body)


@contextmanager
def scripted() -> Iterator[ScriptedServer]:
    """The server, running until the block ends."""
    server = ScriptedServer()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.released.set()
        server.shutdown()
        thread.join()
        server.server_close()
