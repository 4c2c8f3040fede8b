"""Serves the sandbox's page: three kinds of file, read from the folder beside this one."""

from pathlib import Path
from typing import Any

from sanic import HTTPResponse, Request, Sanic
from sanic.response import empty

_STATIC = Path(__file__).with_name("static")
_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript"}


def add_page(app: Sanic[Any, Any]) -> None:
    """GET / and GET /static/<name>."""

    async def home(request: Request) -> HTTPResponse:
        return _file("index.html")

    async def static(request: Request, name: str) -> HTTPResponse:
        return _file(name)

    app.add_route(home, "/")
    app.add_route(static, "/static/<name:str>")


def _file(name: str) -> HTTPResponse:
    # Looked up among what is there, so that a name can never lead out of the folder.
    found = next((each for each in _STATIC.iterdir() if each.name == name), None)
    if found is None:
        return empty(404)
    return HTTPResponse(
        found.read_bytes(),
        content_type=f"{_TYPES[found.suffix]}; charset=utf-8",
        headers={"Cache-Control": "no-cache"},
    )
