"""Requests that no HTTP library would send."""

import asyncio

import httpx

from tests.support.callers import Caller


async def send_raw(caller: Caller, line: str, *headers: str, body: bytes = b"") -> httpx.Response:
    """Send exactly this as the caller, and read until the server hangs up."""
    url = caller.http.base_url
    reader, writer = await asyncio.open_connection(url.host, url.port)
    said = [line, f"Host: {url.host}", "Connection: close", *headers]
    if token := caller.http.headers.get("authorization"):
        said.append(f"Authorization: {token}")
    writer.write("\r\n".join(said).encode() + b"\r\n\r\n" + body)
    answer = await asyncio.wait_for(reader.read(), 10)
    writer.close()
    await writer.wait_closed()
    return _parsed(answer)


def _parsed(answer: bytes) -> httpx.Response:
    head, _, body = answer.partition(b"\r\n\r\n")
    status, *lines = head.decode().split("\r\n")
    headers = [tuple(line.split(": ", 1)) for line in lines]
    return httpx.Response(int(status.split()[1]), headers=headers, content=body)  # type: ignore[arg-type]
