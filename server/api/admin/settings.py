"""系统设置: what is in force and where it was set. Changed in a file and by a restart, not here."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import BaseModel, SecretStr

from server.accounts.permissions import Permission
from server.api.endpoints import Call, Routes
from server.settings import Group, Origin, Settings
from server.visits.form import VisitForm, load_form

routes = Routes("/api/v1/admin", "admin")
# Addresses that may carry a user name and password.
_ADDRESSES = frozenset({"database.url", "redis.url"})

Value = bool | int | float | str | list[str] | list[int]


class SettingOut(BaseModel):
    """One setting; of a secret only whether it is set."""

    group: str
    key: str
    value: Value
    secret: bool
    source: Origin


class SettingsOut(BaseModel):
    """`form` is the visit form with its notice and every health module, switched on or not."""

    items: list[SettingOut]
    form: VisitForm


@routes.get("/settings", Permission.SETTINGS_READ, "系统设置（只读）", answer=SettingsOut)
async def show(call: Call[None, None]) -> SettingsOut:
    settings = call.services.settings
    form = load_form(settings.config_dir / "visit_form.toml")
    return SettingsOut(items=list(listed(settings)), form=form)


def listed(settings: Settings) -> Iterator[SettingOut]:
    """Every setting in the order of the files."""
    for group in Settings.model_fields:
        said = getattr(settings, group)
        if not isinstance(said, Group):
            yield _one(settings, "", group, said)
            continue
        for key in type(said).model_fields:
            yield _one(settings, group, key, getattr(said, key))


def _one(settings: Settings, group: str, key: str, value: Any) -> SettingOut:
    name = f"{group}.{key}" if group else key
    return SettingOut(
        group=group,
        key=key,
        value=_shown(name, value),
        secret=isinstance(value, SecretStr),
        source=settings.origin(name),
    )


def _shown(name: str, value: Any) -> Value:
    if isinstance(value, SecretStr):
        return "已设置" if value.get_secret_value() else "未设置"
    if name in _ADDRESSES:
        return _without_credentials(value)
    shown: Value = str(value) if isinstance(value, Path) else value
    return shown


def _without_credentials(address: str) -> str:
    """The address without user name, password and query, any of which may let somebody in."""
    url = urlsplit(address)
    return url._replace(netloc=url.netloc.rpartition("@")[2], query="").geturl()
