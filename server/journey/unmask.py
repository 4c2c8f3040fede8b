"""Looking behind a mask: needs a permission and a reason, and leaves an entry in the trail."""

from collections.abc import Collection
from typing import Any

from server.accounts.actor import Actor
from server.audit import service as audit
from server.db.transaction import transaction
from server.visits import queries, service
from server.visits.models import Visit


@transaction
async def unmask(actor: Actor, visit_id: str, fields: Collection[str], reason: str) -> dict[str, Any]:
    """The values of `fields` (phone, document, companions) in clear. Raises NotFound."""
    visit = await queries.visible_visit(actor, visit_id)
    detail = {"fields": sorted(fields), "reason": reason}
    await audit.record("staff", actor.id, "visit_unmasked", "visit", visit.id, detail)
    return {field: _value(visit, field) for field in fields}


def _value(visit: Visit, field: str) -> Any:
    if field == "phone":
        return service.phone_of(visit)
    if field == "document":
        return service.document_of(visit)
    return [f"{entry['name']} {entry['document']['number']}" for entry in service.companions_of(visit)]
