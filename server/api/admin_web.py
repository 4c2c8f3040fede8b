"""The built admin web: its page at / and at every address of its own, its assets, and what a browser may load."""

import gzip
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
_YEAR = "public, max-age=31536000, immutable"
_COMPRESSIBLE = ("text/", "application/javascript", "image/svg+xml", "application/json")
# What is not the page's: an unknown address below these is a mistake, not a screen.
_NOT_PAGES = ("/api/", "/assets/", "/health/", "/metrics", "/wechat/")


@dataclass(frozen=True)
class Asset:
    """A file as it is sent; its name carries a hash of its content."""

    content: bytes
    gzipped: bytes | None
    content_type: str


def mount(app: Sanic[Any, Any], school: School, dist: Path) -> None:
    """Serve what stands in `dist`; while nothing was built, the page that says so."""
    page = page_for(school, dist)
    assets = assets_in(dist)

    async def index(request: Request) -> HTTPResponse:
        return html(page, headers={"Content-Security-Policy": POLICY})

    async def asset(request: Request, name: str) -> HTTPResponse:
        if name not in assets:
            raise NoSuchRoute
        return _sent(assets[name], request)

    async def not_found(request: Request, error: Exception) -> HTTPResponse:
        return await (index(request) if _may_be_a_page(request) else problems.on_error(request, error))

    app.add_route(index, "/", ["GET"], name="admin_web")
    app.add_route(asset, "/assets/<name:str>", ["GET"], name="asset")
    app.error_handler.add(NoSuchRoute, not_found)


def _may_be_a_page(request: Request) -> bool:
    """The page itself knows which of its addresses exist; none of them looks like a file."""
    a_file = "." in request.path.rpartition("/")[2]
    return request.method == "GET" and not a_file and not request.path.startswith(_NOT_PAGES)


def page_for(school: School, dist: Path) -> str:
    """The page with the school's name, colour and time zone in it."""
    if not (dist / "index.html").is_file():
        return welcome.page(school.name, school.brand_color)
    said = (
        f'content="{escape(school.name)}" data-color="{school.brand_color}" data-timezone="{school.timezone}"'
    )
    page = (dist / "index.html").read_text(encoding="utf-8")
    head, _, rest = page.partition('<meta name="school" ')
    return f'{head}<meta name="school" {said}{rest[rest.index(" />") :]}'


@lru_cache(maxsize=4)
def assets_in(dist: Path) -> dict[str, Asset]:
    """Every asset, read and compressed once for all apps of this process: two megabytes."""
    folder = dist / "assets"
    return {path.name: _asset(path) for path in folder.iterdir()} if folder.is_dir() else {}


def _asset(path: Path) -> Asset:
    content_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    content = path.read_bytes()
    small = gzip.compress(content, mtime=0) if content_type.startswith(_COMPRESSIBLE) else None
    return Asset(content, small, content_type)


def _sent(asset: Asset, request: Request) -> HTTPResponse:
    headers = {"Cache-Control": _YEAR, "Vary": "Accept-Encoding"}
    if asset.gzipped and "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        return raw(asset.gzipped, headers=headers, content_type=asset.content_type)
    return raw(asset.content, headers=headers, content_type=asset.content_type)
