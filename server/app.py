"""The composition root: the one place that constructs the Sanic app."""

import asyncio
import json
import time
from functools import cache
from pathlib import Path
from typing import Any

from sanic import HTTPResponse, Request, Sanic
from sanic.response import raw

from server.api import access, admin_web, dispatch, guard, health, problems, school, session, wechat_callback
from server.api.admin import routes as admin
from server.api.endpoints import Routes
from server.api.gate import routes as gate
from server.api.metrics import observe
from server.api.openapi import document
from server.api.services import Services
from server.api.staff import routes as staff
from server.api.visitor import departments, files, form, invitations, passes, subscriptions
from server.api.visitor import visits as visitor_visits
from server.audit.service import request_id
from server.kit.ids import new_id
from server.runtime import wechat_options
from server.settings import Settings

App = Sanic[Any, Any]

ROUTES: list[Routes] = [
    school.routes,
    session.routes,
    invitations.routes,
    departments.routes,
    form.routes,
    files.routes,
    visitor_visits.routes,
    passes.routes,
    subscriptions.routes,
    *staff.ROUTES,
    *gate.ROUTES,
    *admin.ROUTES,
    health.routes,
]

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
}


def create_app(
    settings: Settings, services: Services, name: str = "visitor", web: Path = admin_web.DIST
) -> App:
    """The app, ready to serve; the database is opened by whoever serves it."""
    app: App = Sanic(name, configure_logging=False)
    _configure(app, settings)
    _watch_requests(app, settings)
    app.error_handler.add(Exception, problems.on_error)
    for part in _parts(settings):
        for endpoint in part.endpoints:
            dispatch.serve(app, endpoint, services)
    _end_streams(app, services)
    _describe(app, settings)
    admin_web.mount(app, settings.school, web)
    return app


def openapi(settings: Settings) -> str:
    """OpenAPI 3.1 of every endpoint, as JSON."""
    return json.dumps(
        document(_parts(settings), f"{settings.school.name}访客预约系统", "1"), ensure_ascii=False
    )


def _parts(settings: Settings) -> list[Routes]:
    return [*ROUTES, wechat_callback.routes_for(wechat_options(settings))]


def _configure(app: App, settings: Settings) -> None:
    # Spares signals that nobody hears. It rewrites Sanic's own classes: not where tests have many apps.
    app.config.TOUCHUP = not Sanic.test_mode
    app.config.REQUEST_MAX_SIZE = settings.http.request_max_bytes
    app.config.KEEP_ALIVE_TIMEOUT = 75
    # The slowest answer is an export of 100,000 rows: some 15 seconds, more on a busy machine.
    app.config.RESPONSE_TIMEOUT = 120
    app.config.GRACEFUL_SHUTDOWN_TIMEOUT = 10.0
    app.config.PROXIES_COUNT = settings.http.proxies_count or None
    app.config.FALLBACK_ERROR_FORMAT = "json"


def _watch_requests(app: App, settings: Settings) -> None:
    """An id for every request, in its answer, its audit entries and its log line."""

    @app.on_request
    async def begin(request: Request) -> None:
        request.ctx.began = time.perf_counter()
        request.ctx.request_id = new_id()
        request_id.set(request.ctx.request_id)

    @app.on_response  # type: ignore[untyped-decorator]
    async def end(request: Request, response: HTTPResponse) -> None:
        for header, value in _HEADERS.items():
            response.headers.setdefault(header, value)
        asked = request.ctx.request_id if hasattr(request.ctx, "request_id") else str(request.id)
        response.headers["X-Request-ID"] = asked
        seconds = time.perf_counter() - getattr(request.ctx, "began", time.perf_counter())
        name = request.route.name.rpartition(".")[2] if request.route else "none"
        observe(name, response.status, seconds)
        access.note(name, request.method, response.status, seconds, asked)
        _keep_cookie(request, response, settings)


def _keep_cookie(request: Request, response: HTTPResponse, settings: Settings) -> None:
    """Browsers keep the session in a cookie that no script can read."""
    token: str | None = getattr(request.ctx, "session_cookie", None)
    if token is None or response.status >= 400:
        return
    response.add_cookie(
        guard.COOKIE,
        token,
        httponly=True,
        samesite="Strict",
        secure=settings.http.secure_cookies,
        max_age=settings.sessions.staff_hours * 3600 if token else 0,
        path="/",
    )


def _end_streams(app: App, services: Services) -> None:
    """Answers without an end would otherwise hold the server up when it stops."""

    @app.before_server_stop
    async def end(app: App) -> None:
        services.bell.stop()


def _describe(app: App, settings: Settings) -> None:
    """Made when somebody first asks, off the loop: it would be most of what a start costs, and few ask."""
    text = cache(lambda: openapi(settings).encode())

    async def show(request: Request) -> HTTPResponse:
        return raw(await asyncio.to_thread(text), content_type="application/json")

    app.add_route(show, "/api/v1/openapi.json", ["GET"], name="openapi")
