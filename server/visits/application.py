"""From what a visitor typed to what is stored: every format rule, all problems at once. Pure."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from server.kit.formats import documents, person_name, phone, plate
from server.kit.problems import Problems
from server.visits.schemas import CompanionIn, DocumentIn, HealthIn, VisitIn


@dataclass(frozen=True)
class Document:
    """A checked document; `number` normalised."""

    kind: str
    number: str
    issuing_state: str | None

    def as_data(self) -> dict[str, Any]:
        """For sealing inside a companion."""
        return {"kind": self.kind, "number": self.number, "issuing_state": self.issuing_state}


@dataclass(frozen=True)
class Companion:
    name: str
    document: Document


@dataclass(frozen=True)
class Application:
    """An application whose every single value is well-formed; the rules on windows come after."""

    visitor_name: str
    phone: str
    document: Document
    visit_from: datetime
    visit_to: datetime
    purpose: str
    companions: tuple[Companion, ...]
    plate: plate.Plate | None
    weekdays: tuple[int, ...] | None
    daily_from: str | None
    daily_to: str | None
    health: HealthIn | None
    consents: tuple[tuple[str, str], ...]


def read_application(body: VisitIn, today: date) -> Application:
    """The application in its stored form. Raises InvalidInput with every malformed field."""
    problems = Problems()
    name = problems.check("visitor_name", lambda: person_name.normalise(body.visitor_name))
    number = problems.check("phone", lambda: phone.normalise(body.phone))
    document = _document(problems, "document", body.document, today)
    companions = [
        _companion(problems, f"companions.{i}", companion, today)
        for i, companion in enumerate(body.companions)
    ]
    vehicle = body.vehicle
    plates = problems.check("vehicle.plate", lambda: plate.check(vehicle.plate)) if vehicle else None
    problems.raise_if_any()
    return Application(
        visitor_name=name or "",
        phone=number or "",
        document=document,
        visit_from=body.visit_from,
        visit_to=body.visit_to,
        purpose=body.purpose,
        companions=tuple(companions),
        plate=plates,
        weekdays=tuple(sorted(set(body.weekdays))) if body.weekdays else None,
        daily_from=body.daily_from,
        daily_to=body.daily_to,
        health=body.health,
        consents=tuple((consent.notice, consent.version) for consent in body.consents),
    )


def _document(problems: Problems, field: str, document: DocumentIn, today: date) -> Document:
    checked = problems.check(
        f"{field}.number",
        lambda: documents.check(document.kind, document.number, today, document.issuing_state),
    )
    if checked is None:
        return Document(document.kind, "", None)
    return Document(document.kind, checked.number, checked.issuing_state)


def _companion(problems: Problems, field: str, companion: CompanionIn, today: date) -> Companion:
    name = problems.check(f"{field}.name", lambda: person_name.normalise(companion.name))
    return Companion(name or "", _document(problems, f"{field}.document", companion.document, today))
