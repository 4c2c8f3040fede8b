"""A school where one visitor may have as many open visits as a long table of cases makes."""

from collections.abc import AsyncIterator

import pytest

from server.settings import Settings
from tests.conftest import RING
from tests.support.school import School, open_school
from tests.support.time import Time


@pytest.fixture
async def roomy_school(sqlite_settings: Settings, time: Time) -> AsyncIterator[School]:
    """`sqlite_school` without the limits that protect one visitor from many open visits and sign-ins."""
    visits = sqlite_settings.visits.model_copy(update={"open_per_visitor": 1000})
    invitations = sqlite_settings.invitations.model_copy(update={"lookups_per_minute": 1000})
    sessions = sqlite_settings.sessions.model_copy(update={"sign_ins_per_minute": 1000})
    roomy = {"visits": visits, "invitations": invitations, "sessions": sessions}
    async with open_school(sqlite_settings.model_copy(update=roomy), RING, time) as opened:
        yield opened
