"""What happens before somebody stands at the gate: a visit, and the code on a phone."""

from typing import Any

from server.passes import code, queries
from server.passes.models import EntryPass
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
