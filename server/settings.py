"""Every setting, typed, with its unit and reason; read once from config/*.toml and the environment.

`config/default.toml` holds every key. A second file (the demo's, or a school's own) overrides some of them, and the
environment overrides both for addresses and secrets, which never stand in a file under version control.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, SecretStr, field_validator

from server.kit.configuration import checked, read_toml

ROOT = Path(__file__).resolve().parent.parent
CONFIG = ROOT / "config"


# config/default.toml, the file that VISITOR_CONFIG names, or the environment.
Origin = Literal["default", "chosen", "environment"]


class Group(BaseModel):
    """Unknown keys fail at start: a misspelt limit must not be silently ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class School(Group):
    name: str = Field(min_length=1, max_length=50)
    timezone: str
    brand_color: str = Field(pattern=r"^#[0-9A-Fa-f]{6}$")

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, OSError, ValueError) as error:
            raise ValueError("not a time zone") from error
        return value


class Http(Group):
    host: str
    port: int = Field(ge=1, le=65535)
    workers: int = Field(ge=1, le=64)
    request_max_bytes: int = Field(ge=65536)
    proxies_count: int = Field(ge=0, le=10)
    secure_cookies: bool


class Database(Group):
    url: str
    pool_max: int = Field(ge=2, le=200)


class Redis(Group):
    url: str


class Storage(Group):
    data_dir: Path
    upload_max_bytes: int = Field(ge=1024)
    uploads_per_day: int = Field(ge=1)


class Keys(Group):
    create_key_file: bool


class Sessions(Group):
    staff_hours: int = Field(ge=1, le=168)
    visitor_days: int = Field(ge=1, le=90)
    failures_before_lock: int = Field(ge=3, le=100)
    lock_minutes: int = Field(ge=1, le=1440)
    sign_ins_per_minute: int = Field(ge=1)
    password_min_length: int = Field(ge=8, le=64)
    must_change_first_password: bool


class Invitations(Group):
    # Applying without an invitation does not exist yet; false must not look as if it did something.
    required: Literal[True]
    phone_must_be_proven: bool
    max_days: int = Field(ge=1, le=400)
    max_uses: int = Field(ge=1, le=1000)
    lookups_per_minute: int = Field(ge=1)
    lookups_per_minute_per_address: int = Field(ge=1)


class Visits(Group):
    book_ahead_days: int = Field(ge=0, le=400)
    temporary_max_hours: int = Field(ge=1, le=24 * 31)
    long_term_max_days: int = Field(ge=1, le=400)
    companions_max: int = Field(ge=0, le=50)
    backdate_minutes: int = Field(ge=0, le=1440)
    open_per_visitor: int = Field(ge=1)
    urge_minutes: int = Field(ge=1)
    remind_hours: int = Field(ge=1, le=168)
    health_modules: list[Literal["health_code", "travel_code", "nucleic_acid"]]


class Passes(Group):
    step_seconds: int = Field(ge=10, le=120)
    skew_steps: int = Field(ge=0, le=3)


class Gate(Group):
    early_minutes: int = Field(ge=0, le=240)
    temporary_entries: int = Field(ge=0)
    exit_without_entry: Literal["refuse", "record"]
    code_guesses_per_minute: int = Field(ge=1)
    contact_lookups_per_minute: int = Field(ge=1)


class Notifications(Group):
    lease_seconds: int = Field(ge=1)
    retry_seconds: list[int] = Field(min_length=1)
    report_seconds: int = Field(ge=1)
    give_up_hours: int = Field(ge=1)
    concurrency: int = Field(ge=1, le=64)
    poll_seconds: float = Field(gt=0)


class Webhooks(Group):
    timeout_seconds: float = Field(gt=0)
    retry_seconds: list[int] = Field(min_length=1)
    give_up_hours: int = Field(ge=1)
    keep_days: int = Field(ge=1)
    allow_private_addresses: bool


class Worker(Group):
    inside_serve: bool
    push_seconds: float = Field(gt=0)
    lapse_seconds: int = Field(ge=1)
    audit_seal_seconds: float = Field(gt=0)
    hear_seconds: float = Field(gt=0)


class WeChat(Group):
    api_base: str
    mini_app_id: str
    mini_app_secret: SecretStr
    service_app_id: str
    service_app_secret: SecretStr
    callback_token: SecretStr
    callback_aes_key: SecretStr
    mini_program_state: Literal["developer", "trial", "formal"]
    timeout_seconds: float = Field(gt=0)


class Settings(Group):
    school: School
    http: Http
    database: Database
    redis: Redis
    storage: Storage
    keys: Keys
    sessions: Sessions
    invitations: Invitations
    visits: Visits
    passes: Passes
    gate: Gate
    notifications: Notifications
    webhooks: Webhooks
    worker: Worker
    wechat: WeChat
    config_dir: Path = CONFIG
    _origins: dict[str, Origin] = PrivateAttr(default_factory=dict)

    def origin(self, key: str) -> Origin:
        """Where `group.key` was set last."""
        return self._origins.get(key, "default")

    @property
    def zone(self) -> ZoneInfo:
        """The school's time zone: windows, weekdays and daily hours are meant in it."""
        return ZoneInfo(self.school.timezone)

    @property
    def key_file(self) -> Path:
        """Where the key ring lies when the environment does not carry it."""
        return self.storage.data_dir / "keys.json"

    @property
    def on_sqlite(self) -> bool:
        return self.database.url.startswith("sqlite")


# Environment variable -> setting. Addresses and secrets only; everything else is a reviewed file.
FROM_ENVIRONMENT = {
    "DATABASE_URL": ("database", "url"),
    "REDIS_URL": ("redis", "url"),
    "DATA_DIR": ("storage", "data_dir"),
    "HOST": ("http", "host"),
    "PORT": ("http", "port"),
    "WORKERS": ("http", "workers"),
    "WECHAT_API_BASE": ("wechat", "api_base"),
    "WECHAT_MINI_APP_ID": ("wechat", "mini_app_id"),
    "WECHAT_MINI_APP_SECRET": ("wechat", "mini_app_secret"),
    "WECHAT_SERVICE_APP_ID": ("wechat", "service_app_id"),
    "WECHAT_SERVICE_APP_SECRET": ("wechat", "service_app_secret"),
    "WECHAT_CALLBACK_TOKEN": ("wechat", "callback_token"),
    "WECHAT_CALLBACK_AES_KEY": ("wechat", "callback_aes_key"),
}
KEYS_VARIABLE = "VISITOR_KEYS"
CONFIG_VARIABLE = "VISITOR_CONFIG"


def load(environment: Mapping[str, str] | None = None) -> Settings:
    """Settings for this process. Raises Misconfigured at start."""
    env = os.environ if environment is None else environment
    data, origins = read_toml(CONFIG / "default.toml"), dict[str, Origin]()
    if env.get(CONFIG_VARIABLE):
        chosen = read_toml(_config_path(env[CONFIG_VARIABLE]))
        data = _merge(data, chosen)
        origins.update(dict.fromkeys(_keys_in(chosen), "chosen"))
    for variable, (group, key) in FROM_ENVIRONMENT.items():
        if env.get(variable):
            data.setdefault(group, {})[key] = env[variable]
            origins[f"{group}.{key}"] = "environment"
    settings = checked(Settings, data)
    settings._origins.update(origins)
    return settings if settings.database.url else _with_sqlite(settings)


def _with_sqlite(settings: Settings) -> Settings:
    path = settings.storage.data_dir.resolve() / "visitor.sqlite3"
    return settings.model_copy(
        update={"database": settings.database.model_copy(update={"url": f"sqlite://{path}"})}
    )


def _config_path(name: str) -> Path:
    """A path as given, or the name of a file in config/ such as `demo`."""
    return CONFIG / f"{name}.toml" if "/" not in name and not name.endswith(".toml") else Path(name)


def _merge(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in over.items():
        merged[key] = _merge(merged[key], value) if isinstance(value, dict) and key in merged else value
    return merged


def _keys_in(data: Mapping[str, Any]) -> list[str]:
    """`group.key` of everything a file says."""
    return [
        f"{group}.{key}" if isinstance(said, dict) else group
        for group, said in data.items()
        for key in (said if isinstance(said, dict) else [group])
    ]


_current: Settings | None = None


def configure(settings: Settings) -> None:
    """Set the process's settings; called once by whatever composes the process."""
    global _current
    _current = settings


def current() -> Settings:
    """The process's settings. Raises RuntimeError before `configure`."""
    if _current is None:
        raise RuntimeError("settings.configure() was not called")
    return _current
