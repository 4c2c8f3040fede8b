"""Where the database is and which modules hold tables."""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from server.db.pooled import PooledConnection
from server.settings import Settings

MODEL_MODULES = [
    "server.db.models",
    "server.audit.models",
    "server.files.models",
    "server.notifications.models",
    "server.organisation.models",
    "server.accounts.models",
    "server.devices.models",
    "server.invitations.models",
    "server.visits.models",
    "server.approvals.models",
    "server.passes.models",
    "server.gate.models",
    "server.gate.blocklist.models",
    "server.gate.rollcalls.models",
    "server.webhooks.models",
]
APP = "models"
# How long a second process waits for SQLite's write lock.
BUSY_MILLISECONDS = 10_000
# A request that waits longer for one statement has been given up by whoever asked.
COMMAND_SECONDS = 30


def tortoise_config(settings: Settings, *, command_seconds: int | None = COMMAND_SECONDS) -> dict[str, Any]:
    """Tortoise's configuration for these settings. Times are aware and in UTC.

    `command_seconds` is how long PostgreSQL may take over one statement, None for as long as it needs.
    """
    # Named by its kind: Tortoise keeps the SQL it made per connection name, and a test process opens both kinds.
    name = "sqlite" if settings.on_sqlite else "postgres"
    return {
        "connections": {name: _connection(settings, command_seconds)},
        "apps": {
            APP: {
                "models": MODEL_MODULES,
                "default_connection": name,
                "migrations": "server.db.migrations",
            }
        },
        "use_tz": True,
        "timezone": "UTC",
    }


def _connection(settings: Settings, command_seconds: int | None) -> dict[str, Any]:
    if settings.on_sqlite:
        path = settings.database.url.removeprefix("sqlite://")
        return {
            "engine": "server.db.sqlite",
            "credentials": {"file_path": path, "busy_timeout": BUSY_MILLISECONDS},
        }
    return {"engine": "server.db.postgres", "credentials": _postgres(settings, command_seconds)}


def _postgres(settings: Settings, command_seconds: int | None) -> dict[str, Any]:
    url = urlsplit(settings.database.url)
    extra = dict(parse_qsl(url.query))
    if "sslmode" in extra:  # everybody's word in an address; the pool's own is `ssl`
        extra["ssl"] = extra.pop("sslmode")
    return {
        "host": extra.pop("host", None) or url.hostname or "localhost",
        "port": url.port or 5432,
        "user": unquote(url.username or "postgres"),
        "password": unquote(url.password) if url.password else None,
        "database": url.path.lstrip("/"),
        "minsize": 1,
        "maxsize": settings.database.pool_max,
        # A connection the server dropped must not be handed out again after long idling (seconds).
        "max_inactive_connection_lifetime": 300,
        # A statement stays prepared as long as its connection: after five minutes, as is usual, the next visitor at the
        # gate would wait for it to be planned again.
        "max_cached_statement_lifetime": 0,
        "command_timeout": command_seconds,
        "connection_class": PooledConnection,
        # Compiling a plan pays for reports that run for seconds; ours are read by key, and it would take longer.
        "server_settings": {"jit": "off"},
        **extra,
    }
