"""All writes to visits; each runs inside a use case's transaction."""

import json
from datetime import datetime
from typing import Any

from server.accounts.models import Staff
from server.kit import clock
from server.kit.formats import documents, person_name, phone
from server.kit.ids import new_id, readable_code
from server.kit.sealing import vault
from server.organisation.models import Department
from server.visits.application import Application
from server.visits.errors import VisitMoved
from server.visits.models import Visit, VisitEvent
from server.visits.states import MOVES, VisitorType, VisitStatus

SEALED_PHONE = "visit.phone"
SEALED_DOCUMENT = "visit.document"
SEALED_COMPANIONS = "visit.companions"
SEALED_HEALTH = "visit.health"


async def create(
    application: Application,
    visitor_type: VisitorType,
    contact: Staff,
    department: Department,
    flow_version: int,
    visitor_id: str | None,
    invitation_id: str | None,
    inviter_id: str | None,
    gate_ids: list[str] | None = None,
    walk_in_gate_id: str | None = None,
) -> Visit:
    """Store a new visit in review, for the gates named, None for all; `walk_in_gate_id` where a gate registered it."""
    now = clock.now()
    return await Visit.create(
        id=new_id(),
        number="V" + readable_code(9),
        status=VisitStatus.IN_REVIEW,
        visitor_type=visitor_type,
        invitation_id=invitation_id,
        visitor_id=visitor_id,
        inviter_id=inviter_id,
        contact=contact,
        department=department,
        flow_version=flow_version,
        gate_ids=gate_ids,
        walk_in_gate_id=walk_in_gate_id,
        consents=[{"notice": notice, "version": version} for notice, version in application.consents],
        created_at=now,
        updated_at=now,
        **_columns(application),
    )


async def rewrite(visit: Visit, application: Application) -> None:
    """Store the repaired application. Raises VisitMoved unless the visit is still returned."""
    values = {**_columns(application), "updated_at": clock.now()}
    changed = await Visit.filter(id=visit.id, status=VisitStatus.RETURNED).update(**values)
    if changed != 1:
        raise VisitMoved
    visit.update_from_dict(values)


async def move(visit: Visit, target: VisitStatus, **values: Any) -> None:
    """The one writer of a visit's status. Raises VisitMoved when someone else was faster."""
    values = {**values, "updated_at": clock.now()}
    moved = await Visit.filter(id=visit.id, status__in=list(MOVES.sources(target))).update(
        status=target, **values
    )
    if moved != 1:
        fresh = await Visit.get(id=visit.id)
        raise VisitMoved(status=fresh.status.value)
    visit.update_from_dict({"status": target, **values})


async def urge(visit: Visit, since: datetime) -> bool:
    """Note that the approver was urged now, unless that happened later than `since`; whether it was noted."""
    now = clock.now()
    never_or_before = Visit.filter(id=visit.id, status=VisitStatus.IN_REVIEW)
    return bool(
        await never_or_before.filter(last_urged_at__isnull=True).update(last_urged_at=now)
        or await never_or_before.filter(last_urged_at__lte=since).update(last_urged_at=now)
    )


async def mark_reminded(visit_id: str) -> bool:
    """Note that the visitor is being reminded now; False when someone else did already."""
    rows = Visit.filter(id=visit_id, status=VisitStatus.APPROVED, reminded_at__isnull=True)
    return bool(await rows.update(reminded_at=clock.now()))


async def record(
    visit: Visit, actor_name: str, event: str, comment: str = "", internal_comment: str = ""
) -> None:
    """Add a line to the visit's history."""
    await VisitEvent.create(
        visit_id=visit.id,
        at=clock.now(),
        actor_name=actor_name,
        event=event,
        comment=comment,
        internal_comment=internal_comment,
    )


def companions_of(visit: Visit) -> list[dict[str, Any]]:
    """The companions in clear: `[{name, document: {kind, number, issuing_state}}]`."""
    if not visit.companions_sealed:
        return []
    opened: list[dict[str, Any]] = json.loads(vault().open(SEALED_COMPANIONS, visit.companions_sealed))
    return opened


def health_of(visit: Visit) -> dict[str, Any] | None:
    """The health declaration in clear, or None."""
    if not visit.health_sealed:
        return None
    opened: dict[str, Any] = json.loads(vault().open(SEALED_HEALTH, visit.health_sealed))
    return opened


def phone_of(visit: Visit) -> str:
    """The phone number in clear, E.164."""
    return vault().open(SEALED_PHONE, visit.phone_sealed)


def document_of(visit: Visit) -> str:
    """The document number in clear."""
    return vault().open(SEALED_DOCUMENT, visit.document_sealed)


def display_name(visit: Visit) -> str:
    """The visitor's name for places that need no full one."""
    return person_name.mask(visit.visitor_name)


def _columns(application: Application) -> dict[str, Any]:
    box = vault()
    document = application.document
    companions = [{"name": c.name, "document": c.document.as_data()} for c in application.companions]
    health = application.health.model_dump(mode="json", exclude_none=True) if application.health else None
    return {
        "visitor_name": application.visitor_name,
        "phone_sealed": box.seal(SEALED_PHONE, application.phone),
        "phone_index": box.index("phone", application.phone),
        "phone_masked": phone.mask(application.phone),
        "phone_tail": phone.tail(application.phone),
        "document_kind": document.kind,
        "document_sealed": box.seal(SEALED_DOCUMENT, document.number),
        "document_index": box.index("document", f"{document.kind}:{document.number}"),
        "document_masked": documents.mask(document.number),
        "issuing_state": document.issuing_state,
        "visit_from": application.visit_from,
        "visit_to": application.visit_to,
        "weekdays": list(application.weekdays) if application.weekdays else None,
        "daily_from": application.daily_from,
        "daily_to": application.daily_to,
        "purpose": application.purpose,
        "plate": application.plate.text if application.plate else None,
        "plate_kind": application.plate.kind if application.plate else None,
        "plate_key": application.plate.key if application.plate else None,
        "companion_count": len(companions),
        "companions_sealed": _sealed_json(SEALED_COMPANIONS, companions),
        "health_sealed": _sealed_json(SEALED_HEALTH, health),
    }


def _sealed_json(field: str, value: Any) -> str | None:
    return vault().seal(field, json.dumps(value, ensure_ascii=False)) if value else None
