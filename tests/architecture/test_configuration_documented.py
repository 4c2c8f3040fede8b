"""Every key an operator may set stands in config/README.md, with the default it really has."""

import re
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel

from server.notifications.template_file import MEANINGS, PAGE_VALUES, STAFF_KINDS, VISITOR_KINDS
from server.settings import CONFIG, CONFIG_VARIABLE, FROM_ENVIRONMENT, KEYS_VARIABLE, Settings, load

README = (CONFIG / "README.md").read_text(encoding="utf-8")
ROWS = dict(re.findall(r"^\| `([\w.]+)` \|(.+)\|$", README, re.MULTILINE))
DEFAULTS: dict[str, Any] = tomllib.loads((CONFIG / "default.toml").read_text(encoding="utf-8"))


def settings_keys() -> Iterator[str]:
    """`group.key` of every setting."""
    for group, field in Settings.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from (f"{group}.{key}" for key in field.annotation.model_fields)
        else:
            yield group


def keys_in(data: dict[str, Any], prefix: str = "") -> Iterator[str]:
    """Every key of a TOML file, those of tables in arrays once."""
    for key, value in data.items():
        tables = value if isinstance(value, list) and value and isinstance(value[0], dict) else [value]
        for table in tables:
            if isinstance(table, dict):
                yield from keys_in(table, f"{prefix}{key}.")
            else:
                yield f"{prefix}{key}"


def read(name: str) -> dict[str, Any]:
    """A file of config/."""
    return tomllib.loads((CONFIG / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("key", list(settings_keys()))
def test_a_setting_has_its_row(key: str) -> None:
    assert key in ROWS


@pytest.mark.parametrize(("group", "key"), [(g, k) for g in DEFAULTS for k in DEFAULTS[g]])
def test_a_row_says_the_default_that_is_in_force(group: str, key: str) -> None:
    said = ROWS[f"{group}.{key}"].rpartition("|")[2].strip().strip("`")
    assert tomllib.loads(f"default = {said}")["default"] == DEFAULTS[group][key]


def test_no_row_describes_a_setting_that_is_gone() -> None:
    groups = set(DEFAULTS)
    described = {key for key in ROWS if key.partition(".")[0] in groups}
    assert described <= set(settings_keys())


def test_every_environment_variable_says_what_it_sets() -> None:
    for variable, place in FROM_ENVIRONMENT.items():
        assert ROWS[variable].strip() == f"`{'.'.join(place)}`"
    assert {CONFIG_VARIABLE, KEYS_VARIABLE} <= ROWS.keys()


def test_every_key_of_the_flow_has_its_row() -> None:
    assert set(keys_in(read("approval_flow.toml"))) <= ROWS.keys()


def test_every_key_of_the_form_has_its_row() -> None:
    keys = {re.sub(r"^modules\.\w+", "modules.<module>", key) for key in keys_in(read("visit_form.toml"))}
    assert [key for key in sorted(keys) if f"`{key}`" not in README] == []


def test_every_kind_meaning_and_key_of_the_templates_is_named() -> None:
    named = {*STAFF_KINDS, *VISITOR_KINDS, *MEANINGS, "ask.visitor", "ask.staff"}
    named |= {f"messages.<kind>.<channel>.{key}" for key in ("template", "page", "keywords")}
    assert [name for name in sorted(named) if f"`{name}`" not in README] == []
    assert all(f"`{{{name}}}`" in README for name in PAGE_VALUES)


def test_the_production_example_starts_on_the_safe_side_and_holds_no_secret() -> None:
    settings = load({"VISITOR_CONFIG": "production.example", "DATABASE_URL": "postgres://database/visitor"})
    assert settings.http.secure_cookies and settings.http.proxies_count == 1
    assert settings.sessions.must_change_first_password and settings.invitations.phone_must_be_proven
    assert not settings.keys.create_key_file and settings.visits.health_modules == []
    secrets = {key for key in settings_keys() if re.search(r"url|secret|token|aes_key|app_id", key)}
    assert secrets.isdisjoint(keys_in(read("production.example.toml")))
