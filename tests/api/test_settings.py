"""系统设置: every setting, where it was set, and no secret."""

import json
from pathlib import Path
from typing import Any

import pytest

from server.api.admin.settings import listed
from server.settings import Group, Settings, load
from tests.support.school import School


def by_name(answer: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """`group.key` -> the setting."""
    return {f"{row['group']}.{row['key']}".lstrip("."): row for row in answer["items"]}


async def test_every_setting_is_there_with_its_source(sqlite_school: School) -> None:
    answer = await (await sqlite_school.staff("admin")).get("admin/settings")
    found = by_name(answer)
    groups = {name: field.annotation for name, field in Settings.model_fields.items()}
    expected = {
        f"{name}.{key}"
        for name, group in groups.items()
        if isinstance(group, type) and issubclass(group, Group)
        for key in group.model_fields
    }
    assert set(found) == expected | {"config_dir"}
    assert found["school.name"]["value"] == "示范大学"
    sources = {name: found[name]["source"] for name in ("school.name", "http.secure_cookies")}
    assert sources == {"school.name": "default", "http.secure_cookies": "chosen"}
    assert found["storage.data_dir"]["source"] == "environment"
    assert found["notifications.retry_seconds"]["value"] == [1, 5, 30, 120, 600]
    assert [section["key"] for section in answer["form"]["sections"]][:2] == ["visitor", "visit"]
    assert "health_code" in answer["form"]["modules"]


async def test_of_secrets_only_whether_they_are_set(sqlite_school: School) -> None:
    answer = await (await sqlite_school.staff("admin")).get("admin/settings")
    secrets = {name: row["value"] for name, row in by_name(answer).items() if row["secret"]}
    assert set(secrets) == {
        "wechat.mini_app_secret",
        "wechat.service_app_secret",
        "wechat.callback_token",
        "wechat.callback_aes_key",
    }
    assert set(secrets.values()) == {"已设置"}
    told = json.dumps(answer)
    wechat = sqlite_school.settings.wechat
    for secret in (wechat.mini_app_secret, wechat.callback_token, wechat.callback_aes_key):
        assert secret.get_secret_value() not in told


@pytest.mark.parametrize(
    ("variable", "address", "shown"),
    [
        (
            "DATABASE_URL",
            "postgres://visitor:pa%40ss@db.school:5432/v?password=x",
            "postgres://db.school:5432/v",
        ),
        ("REDIS_URL", "redis://:hush@cache:6379/0", "redis://cache:6379/0"),
    ],
)
def test_an_address_is_shown_without_what_lets_somebody_in(variable: str, address: str, shown: str) -> None:
    found = {
        row.value
        for row in listed(load({variable: address}))
        if row.key == "url" and row.source == "environment"
    }
    assert found == {shown}


def test_a_chosen_file_may_be_anywhere(tmp_path: Path) -> None:
    chosen = tmp_path / "school.toml"
    chosen.write_text('[school]\nname = "北方大学"\n', encoding="utf-8")
    settings = load({"VISITOR_CONFIG": str(chosen)})
    assert (settings.origin("school.name"), settings.origin("school.timezone")) == ("chosen", "default")
