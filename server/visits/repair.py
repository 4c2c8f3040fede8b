"""A returned visit with the visitor's changes laid over it, to be checked as a whole."""

from typing import Any

from server.visits import service
from server.visits.models import Visit
from server.visits.schemas import VisitIn, VisitPatch

# What a visitor may take out altogether; null elsewhere means "unchanged".
_REMOVABLE = frozenset({"vehicle", "weekdays", "daily_from", "daily_to", "health"})


def overlay(visit: Visit, patch: VisitPatch) -> VisitIn:
    """The application as it would be stored, had it been typed in one go."""
    changes = patch.model_dump(mode="json", exclude_unset=True)
    kept = {key: value for key, value in changes.items() if value is not None or key in _REMOVABLE}
    return VisitIn.model_validate({**_as_typed(visit), **kept}, strict=False)


def _as_typed(visit: Visit) -> dict[str, Any]:
    return {
        "visitor_name": visit.visitor_name,
        "phone": service.phone_of(visit),
        "document": {
            "kind": visit.document_kind,
            "number": service.document_of(visit),
            "issuing_state": visit.issuing_state,
        },
        "visit_from": visit.visit_from.isoformat(),
        "visit_to": visit.visit_to.isoformat(),
        "purpose": visit.purpose,
        "companions": service.companions_of(visit),
        "vehicle": {"plate": visit.plate} if visit.plate else None,
        "weekdays": visit.weekdays,
        "daily_from": visit.daily_from,
        "daily_to": visit.daily_to,
        "health": service.health_of(visit),
        "consents": visit.consents,
    }
