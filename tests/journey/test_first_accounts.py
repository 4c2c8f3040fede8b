"""A school's empty database can be started and administered without anybody of the demo."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from server.accounts import sessions
from server.accounts.errors import WrongPassword
from server.accounts.models import Staff
from server.accounts.permissions import Permission
from server.accounts.service import check_password
from server.approvals.chain import Flow, FlowError, parse_flow
from server.approvals.flows import load_flow, read_flow_file
from server.db.lifecycle import close_database, migrate, open_database
from server.journey import first_accounts
from server.kit import sealing
from server.settings import Settings, configure
from tests.conftest import RING, demo_settings


@pytest.fixture
async def empty(tmp_path: Path) -> AsyncIterator[Settings]:
    """Tables, and nothing in them."""
    settings = demo_settings(tmp_path)
    configure(settings)
    sealing.configure(RING)
    await migrate(settings)
    await open_database(settings)
    yield settings
    await close_database()


def the_flow(settings: Settings) -> Flow:
    """The flow as it stands in config/."""
    return parse_flow(read_flow_file(settings.config_dir / "approval_flow.toml"))


async def test_an_empty_database_starts_once_the_first_accounts_are_there(empty: Settings) -> None:
    path = empty.config_dir / "approval_flow.toml"
    with pytest.raises(FlowError):
        await load_flow(path)
    await first_accounts.create(the_flow(empty), "示范大学")
    assert await load_flow(path) == 1


async def test_the_administrator_signs_in_and_must_change_the_password_first(empty: Settings) -> None:
    administrator, fallback = await first_accounts.create(the_flow(empty), "示范大学")
    assert (administrator.username, fallback.username) == ("admin", "sunli")
    assert administrator.password != fallback.password
    staff = await check_password("admin", administrator.password, empty.sessions)
    token, _ = await sessions.open_session(empty.sessions, staff=staff)
    actor = await sessions.actor_for(token)
    assert actor and actor.permissions == {Permission.ACCOUNT_SELF}


async def test_a_database_with_people_in_it_is_left_alone(empty: Settings) -> None:
    first = await first_accounts.create(the_flow(empty), "示范大学")
    assert await first_accounts.create(the_flow(empty), "示范大学") == []
    assert await Staff.all().count() == len(first)
    with pytest.raises(WrongPassword):
        await check_password("admin", "Demo-2026!", empty.sessions)
