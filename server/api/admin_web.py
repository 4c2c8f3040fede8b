"""The built admin web: its page at / and at every address of its own, the gate desk's at /gate, their assets, and what
a browser may load."""

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from sanic import HTTPResponse, Request, Sanic
from sanic.exceptions import NotFound as NoSuchRoute
from sanic.response import html, raw

from server.api import problems, welcome
from server.settings import ROOT, School

DIST = ROOT / "admin_web" / "dist"

# Scripts, styles and calls to this server only; pictures also from memory: QR codes, attachments being viewed.
POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data: blob:",
        "frame-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
# The gate desk's camera is read by WebAssembly, which the browser otherwise counts as evaluating strings.
DESK_POLICY = POLICY + "; script-src 'self' 'wasm-unsafe-eval'"
_WORKER = "worker.js"
# It stands in a folder below the page that it looks after.
_DESK = {"Cache-Control": "no-cache", "Service-Worker-Allowed": "/gate"}
_YEAR = "public, max-age=31536000, immutable"
_COMPRESSIBLE = ("text/", "application/javascript", "image/svg+xml", "application/json", "application/wasm")
# Not every system's table of types knows these.
_TYPES = {".wasm": "application/wasm", ".webmanifest": "application/manifest+json"}
# What is not the page's: an unknown address below these is a mistake, not a screen.
_NOT_PAGES = ("/api/", "/assets/", "/health/", "/metrics", "/wechat/")


@dataclass(frozen=True)
class Asset:
    """A file as it is sent."""

    content: bytes
    gzipped: bytes | None
    content_type: str


def mount(app: Sanic[Any, Any], school: School, dist: Path) -> None:
    """Serve what stands in `dist`; while nothing was built, the page that says so."""
    page, desk = page_for(school, dist, "index.html"), page_for(school, dist, "gate.html")
    assets, own = files_in(dist / "assets"), desk_files(dist / "gate", desk)

    async def index(request: Request) -> HTTPResponse:
        return html(page, headers={"Content-Security-Policy": POLICY})

    async def gate_desk(request: Request) -> HTTPResponse:
        return html(desk, headers={"Content-Security-Policy": DESK_POLICY})

    async def asset(request: Request, name: str) -> HTTPResponse:
        return _sent(_in(assets, name), request, {"Cache-Control": _YEAR})

    async def desk_file(request: Request, name: str) -> HTTPResponse:
        return _sent(_in(own, name), request, _DESK)

    async def not_found(request: Request, error: Exception) -> HTTPResponse:
        return await (index(request) if _wants_page(request) else problems.on_error(request, error))

    app.add_route(index, "/", ["GET"], name="admin_web")
    app.add_route(asset, "/assets/<name:str>", ["GET"], name="asset")
    app.add_route(gate_desk, "/gate", ["GET"], name="gate_desk")
    app.add_route(desk_file, "/gate/<name:str>", ["GET"], name="gate_desk_file")
    app.error_handler.add(NoSuchRoute, not_found)


def _wants_page(request: Request) -> bool:
    """Whether a browser is on its way to a screen, whose address only the page itself knows; files are no screens."""
    screen = not request.path.startswith(_NOT_PAGES) and "." not in request.path
    return request.method == "GET" and screen and "text/html" in request.headers.get("accept", "")


def page_for(school: School, dist: Path, name: str) -> str:
    """The page of this name with the school's name, colour and time zone in it."""
    if not (dist / name).is_file():
        return welcome.page(school.name, school.brand_color)
    said = (
        f'content="{escape(school.name)}" data-color="{school.brand_color}" data-timezone="{school.timezone}"'
    )
    page = (dist / name).read_text(encoding="utf-8")
    head, _, rest = page.partition('<meta name="school" ')
    return f'{head}<meta name="school" {said}{rest[rest.index(" />") :]}'


@lru_cache(maxsize=8)
def files_in(folder: Path) -> dict[str, Asset]:
    """Every file in it, read and compressed once for all apps of this process: four megabytes."""
    return {path.name: _asset(path) for path in folder.iterdir()} if folder.is_dir() else {}


def _asset(path: Path) -> Asset:
    content_type = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    content = path.read_bytes()
    small = gzip.compress(content, mtime=0) if content_type.startswith(_COMPRESSIBLE) else None
    return Asset(content, small, content_type)


def _in(files: dict[str, Asset], name: str) -> Asset:
    if name not in files:
        raise NoSuchRoute
    return files[name]


def desk_files(folder: Path, page: str) -> dict[str, Asset]:
    """The desk's own files. The worker keeps the page for days without a network: it changes whenever the page does."""
    files = files_in(folder)
    if worker := files.get(_WORKER):
        mark = f"\n// {hashlib.sha256(page.encode()).hexdigest()[:16]}\n"
        return {**files, _WORKER: Asset(worker.content + mark.encode(), None, worker.content_type)}
    return files


def _sent(asset: Asset, request: Request, headers: dict[str, str]) -> HTTPResponse:
    headers = {**headers, "Vary": "Accept-Encoding"}
    if asset.gzipped and "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        return raw(asset.gzipped, headers=headers, content_type=asset.content_type)
    return raw(asset.content, headers=headers, content_type=asset.content_type)
