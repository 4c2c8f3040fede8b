"""Settings: what the files say, what the environment overrides, and what stops the start."""

import sys
from pathlib import Path
from subprocess import run
from typing import Any

import pytest

from server.kit.errors import Misconfigured
from server.settings import CONFIG, FROM_ENVIRONMENT, Settings, load
from server.visits.form import load_form


def own_file(folder: Path, text: str) -> dict[str, str]:
    """The environment of a school with a file of its own."""
    path = folder / "school.toml"
    path.write_text(text, encoding="utf-8")
    return {"VISITOR_CONFIG": str(path)}


def test_the_default_is_safe() -> None:
    settings = load({})
    assert settings.http.secure_cookies
    assert settings.invitations.phone_must_be_proven
    assert settings.sessions.must_change_first_password
    assert not settings.keys.create_key_file
    assert settings.visits.health_modules == []


def test_a_school_changes_only_what_it_names(tmp_path: Path) -> None:
    default, own = load({}), load(own_file(tmp_path, '[school]\nname = "实验中学"'))
    assert own.school.name == "实验中学"
    assert own.model_copy(update={"school": default.school}).model_dump() == default.model_dump()


def test_every_file_in_config_is_complete() -> None:
    for name in ("demo", "production.example"):
        assert isinstance(load({"VISITOR_CONFIG": name}), Settings)


@pytest.mark.parametrize("variable", FROM_ENVIRONMENT)
def test_the_environment_has_the_last_word(variable: str, tmp_path: Path) -> None:
    group, key = FROM_ENVIRONMENT[variable]
    said = {"PORT": "8123", "WORKERS": "3"}.get(variable, f"/{variable.lower()}")
    value = getattr(getattr(load({"VISITOR_CONFIG": "demo", variable: said}), group), key)
    shown = value.get_secret_value() if hasattr(value, "get_secret_value") else str(value)
    assert shown == said


def test_without_a_database_there_is_sqlite_in_the_data_folder(tmp_path: Path) -> None:
    settings = load({"DATA_DIR": str(tmp_path)})
    assert settings.on_sqlite
    assert settings.database.url == f"sqlite://{tmp_path / 'visitor.sqlite3'}"
    assert not load({"DATABASE_URL": "postgres://school@db/visitors"}).on_sqlite


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[school]\ntimezone = 'Mars/Olympus'", "school.timezone: .*not a time zone"),
        ("[school]\ntimezone = '../../etc/passwd'", "school.timezone: .*not a time zone"),
        ("[school]\nname = ''", "school.name: .*at least 1 character"),
        ("[school]\nbrand_color = 'blue'", "school.brand_color: .*pattern"),
        ("[visits]\nurge_minuts = 5", "visits.urge_minuts: .*not permitted"),
        ("[vists]\nurge_minutes = 5", "vists: .*not permitted"),
        ("[visits]\nurge_minutes = 0", "visits.urge_minutes: .*greater than or equal to 1"),
        ("[visits]\nhealth_modules = ['blood']", "visits.health_modules.0: "),
        ("[passes]\nskew_steps = 9", "passes.skew_steps: .*less than or equal to 3"),
        ("[gate]\nexit_without_entry = 'guess'", "gate.exit_without_entry: "),
        ("[http]\nport = 'web'", "http.port: .*valid integer"),
        ("visits = 5", "visits: "),
        ("[visits", "school.toml: "),
    ],
)
def test_a_wrong_file_is_named_by_its_place(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match=message):
        load(own_file(tmp_path, text))


def test_every_mistake_is_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="http.port: .*; http.workers: "):
        load(own_file(tmp_path, "[http]\nport = 0\nworkers = 0"))


def test_a_file_that_is_not_there_is_named() -> None:
    with pytest.raises(Misconfigured, match="shool.toml: No such file"):
        load({"VISITOR_CONFIG": "shool"})


def test_a_misplaced_secret_is_not_repeated(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured) as raised:
        load(own_file(tmp_path, "[wechat]\nmini_app_secrett = 'hush-hush'\ntimeout_seconds = 'hush-hush'"))
    assert "mini_app_secrett" in str(raised.value) and "hush" not in str(raised.value)
    assert raised.value.__suppress_context__


def test_secrets_do_not_show_when_settings_are_printed() -> None:
    settings = load({"VISITOR_CONFIG": "demo"})
    assert settings.wechat.mini_app_secret.get_secret_value() not in repr(settings)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('version = "2026-11"', 'version = ""', "visit_form.toml: notice.version: "),
        ("[modules.health_code]", "[modules.blood]", "visit_form.toml: modules.blood"),
        ("until = 2099-12-31", 'until = "for ever"', "visit_form.toml: modules.health_code.until: "),
        ('label = "手机号"', 'lable = "手机号"', "visit_form.toml: sections.0.fields.1.lable: "),
    ],
)
def test_a_wrong_form_is_named_by_its_place(old: str, new: str, message: str, tmp_path: Path) -> None:
    text = (CONFIG / "visit_form.toml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "visit_form.toml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(Misconfigured, match=message):
        load_form(tmp_path / "visit_form.toml")


@pytest.mark.parametrize(
    ("environment", "message"),
    [({"PORT": "web"}, "http.port: "), ({"VISITOR_KEYS": "{}"}, "key ring: ")],
)
def test_the_start_ends_in_one_line_that_says_why(
    environment: dict[str, str], message: str, tmp_path: Path
) -> None:
    started: Any = run(
        [sys.executable, "-m", "server", "migrate"],
        env={"VISITOR_CONFIG": "demo", "DATA_DIR": str(tmp_path), **environment},
        cwd=CONFIG.parent,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert started.returncode == 1
    assert started.stderr.startswith(f"configuration: {message}")
    assert len(started.stderr.splitlines()) == 1
