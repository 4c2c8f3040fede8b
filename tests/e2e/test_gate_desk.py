"""The gate desk on a tablet: enrolled once, one scan one answer, also without a network."""

from typing import Any

from playwright.async_api import expect

from server.gate.models import Passage
from server.passes import code, queries
from server.passes.models import EntryPass
from tests.e2e.tablet import Tablet
from tests.support import story
from tests.support.school import School


async def visit_now(school: School, **over: Any) -> EntryPass:
    """The pass of a visit whose window is open all day."""
    times = {"visit_from": school.time.local(9), "visit_to": school.time.local(18)}
    visit = await story.approved(school, **times | over)
    return await queries.pass_of(visit["id"])


def shown(school: School, entry_pass: EntryPass) -> str:
    """What the phone shows at this moment of the school's time."""
    now, settings = school.time.now(), school.settings
    secret = queries.secret_on(entry_pass, now, settings.zone)
    step = code.step_of(now, settings.passes.step_seconds)
    return code.qr_text(entry_pass.number, code.hotp(secret, step))


async def test_with_the_server_in_reach_it_decides(web: School, tablet: Tablet) -> None:
    entry_pass = await visit_now(web)
    await tablet.enrol()
    await tablet.scan(shown(web, entry_pass))
    await expect(tablet.verdict).to_contain_text("放行，已登记入校。")
    await expect(tablet.verdict).to_contain_text("刘洋")
    await expect(tablet.verdict).not_to_contain_text("离线")
    stored = await Passage.get()
    assert (stored.verdict, stored.entry_pass_id) == ("admit", entry_pass.id)
