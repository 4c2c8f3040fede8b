"""The mini-program in a browser, for the demo: serves what was built, and passes the API on."""

import asyncio
import contextlib
import mimetypes
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests
from sanic import HTTPResponse, Request, Sanic
from sanic.response import json, raw

from server import serving
from server.kit.ids import new_id
from server.settings import ROOT

DIST = ROOT / "miniprogram" / "preview" / "dist"
_HOST = "127.0.0.1"
_PATIENCE_SECONDS = 60
_METHODS = ["GET", "POST", "PATCH", "PUT", "DELETE"]
# What belongs to one connection is not passed on; what comes back is unpacked already.
_OWN = {
    "host",
    "connection",
    "content-length",
    "transfer-encoding",
    "accept-encoding",
    "content-encoding",
    "keep-alive",
}

PreviewApp = Sanic[Any, Any]


@dataclass(frozen=True)
class Preview:
    """What to serve: the built files, the product at `api`, the sandbox's control interface at `control`."""

    api: str
    control: str
    dist: Path = DIST


def is_built(dist: Path = DIST) -> bool:
    """Whether there is anything to serve: it takes Node.js to build it."""
    return (dist / "index.html").is_file()


@contextlib.asynccontextmanager
async def running(preview: Preview, port: int = 0) -> AsyncIterator[str]:
    """Serve inside this loop until the block ends; the base URL. A port of 0 is any free one."""
    sock = serving.bind(_HOST, port)
    async with serving.listening(_create_app(preview), sock):
        yield f"http://{_HOST}:{sock.getsockname()[1]}"


def _create_app(preview: Preview) -> PreviewApp:
    app: PreviewApp = Sanic(f"preview_{new_id()}", configure_logging=False)
    # Sanic's start-up optimiser rewrites classes all apps share, which fails for a second app of a process.
    app.config.TOUCHUP = False
    files = {
        path.relative_to(preview.dist).as_posix(): path for path in preview.dist.rglob("*") if path.is_file()
    }

    async def page(request: Request, path: str = "") -> HTTPResponse:
        # Looked up among what was built, so that an address can never lead out of the folder.
        found = files.get(path or "index.html")
        return _file(found) if found else json({"error": "没有这个地址"}, 404)

    async def where(request: Request) -> HTTPResponse:
        return json({"control": preview.control})

    async def api(request: Request, path: str) -> HTTPResponse:
        return await asyncio.to_thread(_pass_on, preview.api, request)

    app.add_route(page, "/", name="home")
    app.add_route(where, "/preview.json")
    app.add_route(api, "/api/<path:path>", methods=_METHODS)
    app.add_route(page, "/<path:path>", name="file")
    return app


def _file(path: Path) -> HTTPResponse:
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return raw(path.read_bytes(), content_type=kind, headers={"Cache-Control": "no-cache"})


def _pass_on(api: str, request: Request) -> HTTPResponse:
    """The product's answer to the same request; 502 while it is away. Blocking."""
    headers = {name: value for name, value in request.headers.items() if name not in _OWN}
    url = f"{api}{request.path}" + (f"?{request.query_string}" if request.query_string else "")
    with requests.Session() as line:
        line.trust_env = False
        try:
            answer = line.request(
                request.method,
                url,
                headers=headers,
                data=request.body,
                timeout=_PATIENCE_SECONDS,
                allow_redirects=False,
            )
        except requests.RequestException:
            return json({"error": "学校的服务器没有应答"}, 502)
    kept = {name: value for name, value in answer.headers.items() if name.lower() not in _OWN}
    return raw(
        answer.content, answer.status_code, headers=kept, content_type=answer.headers.get("content-type", "")
    )
