"""A conditional update and the rows that go with it: all or nothing, on both databases."""

import pytest
from tortoise import Model
from tortoise.exceptions import IntegrityError

from server.audit import service as audit
from server.audit.models import AuditEntry
from server.db.together import Update, together
from server.kit import clock
from server.kit.ids import new_id
from server.organisation.models import Gate
from tests.support.school import School

_RENAME = "UPDATE gate SET name = $2 WHERE id = $1 AND active RETURNING id"


def _rows(name: str) -> list[Model]:
    return [
        Gate(id=new_id(), name=name, created_at=clock.now()),
        audit.entry("system", "test", "gate_added", "gate", "g" * 24, {"name": name}),
    ]


async def test_all_of_it_or_nothing(school: School) -> None:
    gate = await Gate.all().order_by("name").first()
    assert gate
    before = await AuditEntry.all().count()
    assert await together(_rows("新门"), Update(_RENAME, (gate.id, "改名")))
    assert not await together(_rows("另一门"), Update(_RENAME, ("z" * 24, "改名")))
    with pytest.raises(IntegrityError):
        await together(_rows("新门"), Update(_RENAME, (gate.id, "再改名")))
    assert await together(_rows("后来的门"))
    names = {row.name for row in await Gate.all()}
    assert {"改名", "新门", "后来的门"} < names and not {"另一门", "再改名"} & names
    added = await AuditEntry.filter(action="gate_added").order_by("id")
    assert [entry.detail for entry in added] == [{"name": "新门"}, {"name": "后来的门"}]
    assert await AuditEntry.all().count() == before + 2
