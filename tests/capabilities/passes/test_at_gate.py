"""What the gate reads of a pass in its own statement is what Tortoise reads, on both databases."""

from typing import Any

from tortoise import Model

from server.db.hydrate import fresh
from server.gate.models import Passage
from server.gate.service import Claim, passage
from server.gate.verdict import Asked
from server.kit import clock
from server.passes import queries
from server.passes.models import EntryPass
from tests.support import story
from tests.support.school import School


async def test_the_gates_own_statement_reads_what_tortoise_reads(school: School) -> None:
    visit = await story.approved(school, vehicle={"plate": "京AD12345"})
    whole = await EntryPass.get(visit_id=visit["id"]).select_related(*queries.WITH_VISIT)
    for sought in (
        queries.Sought("number", whole.number),
        queries.Sought("short_code", whole.short_code),
        queries.Sought("visit_id", whole.visit_id),
    ):
        read = await queries.behind(sought)
        assert read is not None
        _assert_same(read, whole)
        _assert_same(read.visit, whole.visit)
        _assert_same(read.visit.department, whole.visit.department)
        _assert_same(read.visit.contact, whole.visit.contact)
    assert await queries.behind(queries.Sought("number", "0" * 10)) is None


def _assert_same(read: Model, whole: Model) -> None:
    columns = {name for name in read.__dict__ if name in read._meta.fields_db_projection}
    assert columns
    for name in columns:
        mine, theirs = getattr(read, name), getattr(whole, name)
        assert (name, mine, type(mine)) == (name, theirs, type(theirs))


async def test_a_row_made_quickly_is_the_row_that_tortoise_makes(sqlite_school: School) -> None:
    now = clock.now()
    claim = Claim("d" * 24, "n", Asked("in", "g" * 24, 1, [0]), "code", now, now)
    quick = passage(claim, None, None)
    given: dict[str, Any] = {name: getattr(quick, name) for name in quick._meta.fields_db_projection}
    assert quick.__dict__ == Passage(**given).__dict__
    first, second = fresh(Passage), fresh(Passage)
    assert first.id != second.id and first.voided_at is None
