"""A turnstile's side of a webhook: it takes what is posted, and answers as it is told to."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Told:
    """One request."""

    headers: dict[str, str]
    body: str


@dataclass
class Receiver:
    """`status` is what the next requests are answered; None hangs up without an answer."""

    url: str
    status: int | None = 200
    told: list[Told] = field(default_factory=list)

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Read one request, and answer it."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        lines = [line.partition(": ") for line in head.split("\r\n")[1:] if line]
        headers = {name.lower(): value for name, _, value in lines}
        body = await reader.readexactly(int(headers["content-length"]))
        self.told.append(Told(headers, body.decode()))
        if self.status is not None:
            where = "location: http://127.0.0.1:1/\r\n" if 300 <= self.status < 400 else ""
            writer.write(
                f"HTTP/1.1 {self.status} -\r\n{where}content-length: 0\r\nconnection: close\r\n\r\n".encode()
            )
        writer.close()


@asynccontextmanager
async def receiving() -> AsyncIterator[Receiver]:
    """A receiver on this machine, until the block ends."""
    receiver = Receiver("")
    server = await asyncio.start_server(receiver.take, "127.0.0.1", 0)
    receiver.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/told?gate=east"
    async with server:
        yield receiver
