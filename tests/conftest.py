"""What every test may ask for: a stopped clock, a school on each database, its WeChat sandbox, its callers."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import hypothesis
import pytest
from argon2 import PasswordHasher
from sanic import Sanic

from server.accounts.models import Staff
from server.db.lifecycle import close_database, migrate, open_database
from server.demo.cast import PASSWORD
from server.demo.seed import seed
from server.kit import clock, sealing
from server.settings import Settings, configure, load
from tests.support.databases import create_database, fresh_database
from tests.support.school import School, open_school
from tests.support.services import postgres, redis
from tests.support.time import Time

hypothesis.settings.register_profile("school", deadline=None)
hypothesis.settings.load_profile("school")
Sanic.test_mode = True

# One ring for the whole run: the seeded databases that tests are given copies of were sealed with it.
RING = sealing.fresh_ring()

# The demo's password is hashed again at argon2's least cost, which checking it then has too: tests sign in often.
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)

# Where single files take longest. They go first, so that at the end no process waits long for the other.
LONGEST = ("faults", "wechat", "e2e", "phone")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The folders with the longest files first; among the others, and within a folder, everything stays in order."""
    here = Path(__file__).parent
    items.sort(key=lambda item: item.path.relative_to(here).parts[0] not in LONGEST)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A PostgreSQL of our own."""
    with postgres() as dsn:
        yield dsn


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """A Redis of our own."""
    with redis() as url:
        yield url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite database with the demo's people."""
    folder = tmp_path_factory.mktemp("template")
    asyncio.run(prepare(demo_settings(folder)))
    return folder / "visitor.sqlite3"


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of the same on PostgreSQL."""
    dsn = asyncio.run(create_database(postgres_server, "school_template"))
    asyncio.run(prepare(demo_settings(tmp_path_factory.mktemp("pg"), DATABASE_URL=dsn)))
    return "school_template"


def demo_settings(folder: Path, **environment: str) -> Settings:
    """The demo's settings with its data in `folder`."""
    return load({"VISITOR_CONFIG": "demo", "DATA_DIR": str(folder), **environment})


async def prepare(settings: Settings) -> None:
    """Tables and the demo's people."""
    configure(settings)
    sealing.configure(RING)
    await migrate(settings)
    await open_database(settings)
    try:
        await seed()
        await Staff.all().update(password_hash=CHEAP.hash(PASSWORD))
    finally:
        await close_database()


@pytest.fixture
def time() -> Iterator[Time]:
    """Time that moves only when told to: 2026-11-23, a Monday, nine in the morning in Shanghai."""
    stopped = Time()
    with clock.driven_by(stopped.now):
        yield stopped


@pytest.fixture
async def sqlite_settings(tmp_path: Path, sqlite_template: Path) -> Settings:
    """Settings for a fresh copy of the SQLite template."""
    shutil.copy(sqlite_template, tmp_path / "visitor.sqlite3")
    return demo_settings(tmp_path)


@asynccontextmanager
async def postgres_settings(
    postgres_server: str, postgres_template: str, tmp_path: Path, **environment: str
) -> AsyncIterator[Settings]:
    """Settings for a fresh copy of the PostgreSQL template."""
    async with fresh_database(postgres_server, postgres_template) as dsn:
        yield demo_settings(tmp_path, DATABASE_URL=dsn, **environment)


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> tuple[str, str]:
    """(PostgreSQL server, template's name), or ("", path of the SQLite template)."""
    if request.param == "sqlite":
        return "", str(request.getfixturevalue("sqlite_template"))
    return request.getfixturevalue("postgres_server"), request.getfixturevalue("postgres_template")


@pytest.fixture
async def school(database: tuple[str, str], tmp_path: Path, time: Time) -> AsyncIterator[School]:
    """The school with nothing but the demo's people in it, on SQLite and again on PostgreSQL."""
    server, template = database
    async with AsyncExitStack() as stack:
        if server:
            settings = await stack.enter_async_context(postgres_settings(server, template, tmp_path))
        else:
            shutil.copy(template, tmp_path / "visitor.sqlite3")
            settings = demo_settings(tmp_path)
        yield await stack.enter_async_context(open_school(settings, RING, time))


@pytest.fixture
async def sqlite_school(sqlite_settings: Settings, time: Time) -> AsyncIterator[School]:
    """The same on SQLite only, for what does not depend on the database."""
    async with open_school(sqlite_settings, RING, time) as opened:
        yield opened


@pytest.fixture
async def postgres_school(
    postgres_server: str, postgres_template: str, tmp_path: Path, time: Time
) -> AsyncIterator[School]:
    """The same on PostgreSQL only, for races."""
    async with (
        postgres_settings(postgres_server, postgres_template, tmp_path) as settings,
        open_school(settings, RING, time) as opened,
    ):
        yield opened


os.environ.pop("VISITOR_KEYS", None)
