"""A load generator small enough not to be the bottleneck: keep-alive connections that each ask again once answered."""

import asyncio
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

CONNECTIONS = 16

Check = Callable[[int, bytes], bool]


class WrongAnswer(Exception):
    """An answer that was not the one meant to be measured."""


@dataclass
class Answers:
    """How long each answer took, and how long all of them together, in seconds."""

    each: list[float] = field(default_factory=list)
    elapsed: float = 0.0

    @property
    def per_second(self) -> float:
        return len(self.each) / self.elapsed if self.elapsed else 0.0


def request(method: str, path: str, token: str = "", body: Any = None) -> bytes:
    """The bytes of one request."""
    content = b"" if body is None else json.dumps(body).encode()
    lines = [f"{method} {path} HTTP/1.1", "Host: bench", f"Content-Length: {len(content)}"]
    lines += [f"Authorization: Bearer {token}"] if token else []
    lines += ["Content-Type: application/json"] if content else []
    return "\r\n".join([*lines, "", ""]).encode() + content


class Connection:
    """One keep-alive connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    @classmethod
    async def open(cls, port: int) -> "Connection":
        """Connect to 127.0.0.1."""
        return cls(*await asyncio.open_connection("127.0.0.1", port))

    async def ask(self, message: bytes) -> tuple[int, bytes]:
        """Status and body of the answer. Servers of ours always say the length."""
        self._writer.write(message)
        head = (await self._reader.readuntil(b"\r\n\r\n")).lower()
        length = int(head.partition(b"content-length:")[2].partition(b"\r\n")[0])
        return int(head[9:12]), await self._reader.readexactly(length)

    def close(self) -> None:
        """Hang up."""
        self._writer.close()


async def drive(port: int, streams: Sequence[Iterator[bytes]], seconds: float, right: Check) -> Answers:
    """Ask for `seconds`, each stream on a connection of its own. Raises WrongAnswer."""
    connections = [await Connection.open(port) for _ in streams]
    answers, began = Answers(), perf_counter()
    pairs = zip(connections, streams, strict=True)
    try:
        await asyncio.gather(*(_keep_asking(c, s, began + seconds, right, answers) for c, s in pairs))
    finally:
        for connection in connections:
            connection.close()
    answers.elapsed = perf_counter() - began
    return answers


async def _keep_asking(
    connection: Connection, stream: Iterator[bytes], until: float, right: Check, answers: Answers
) -> None:
    while perf_counter() < until:
        message = next(stream, None)
        if message is None:
            return
        began = perf_counter()
        status, body = await connection.ask(message)
        answers.each.append(perf_counter() - began)
        if not right(status, body):
            line = message.partition(b"\r\n")[0].decode()
            raise WrongAnswer(f"{line}: {status} {body[:300].decode()}")
