"""What a visit looks like on its way in."""

from typing import Annotated, Literal

from pydantic import Field

from server.kit.incoming import Incoming, Line, Moment, Name, OpaqueId, OptionalParagraph, Raw, Short

DocumentKindName = Literal[
    "resident_id", "hk_macao_permit", "taiwan_permit", "foreign_permanent_resident", "passport"
]
VisitorTypeName = Literal["temporary", "long_term"]
TimeOfDay = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
Gates = Annotated[list[OpaqueId], Field(min_length=1, max_length=50)]
Weekday = Annotated[int, Field(ge=1, le=7, description="1 = Monday, 7 = Sunday")]


class DocumentIn(Incoming):
    kind: DocumentKindName
    number: Raw
    issuing_state: Annotated[str, Field(min_length=2, max_length=3)] | None = None


class CompanionIn(Incoming):
    name: Name
    document: DocumentIn


class VehicleIn(Incoming):
    plate: Raw


class HealthCodeIn(Incoming):
    status: Literal["green", "yellow", "red"]
    file_id: OpaqueId | None = None


class TravelCodeIn(Incoming):
    file_id: OpaqueId


class NucleicAcidIn(Incoming):
    result: Literal["negative", "positive"]
    sampled_at: Moment
    file_id: OpaqueId | None = None


class HealthIn(Incoming):
    health_code: HealthCodeIn | None = None
    travel_code: TravelCodeIn | None = None
    nucleic_acid: NucleicAcidIn | None = None

    def file_ids(self) -> dict[str, str]:
        """Purpose -> uploaded file, for the items that name one."""
        named = {
            "health_code": self.health_code.file_id if self.health_code else None,
            "travel_code": self.travel_code.file_id if self.travel_code else None,
            "nucleic_acid": self.nucleic_acid.file_id if self.nucleic_acid else None,
        }
        return {purpose: file_id for purpose, file_id in named.items() if file_id}


class ConsentIn(Incoming):
    notice: Short
    version: Short


class ApplicationIn(Incoming):
    """What every application says, whoever types it."""

    visitor_name: Name
    phone: Raw
    document: DocumentIn
    visit_from: Moment
    visit_to: Moment
    department_id: OpaqueId | None = None
    purpose: Line
    companions: Annotated[list[CompanionIn], Field(max_length=50)] = []
    vehicle: VehicleIn | None = None
    weekdays: Annotated[list[Weekday], Field(max_length=7)] | None = None
    daily_from: TimeOfDay | None = None
    daily_to: TimeOfDay | None = None
    health: HealthIn | None = None


class VisitIn(ApplicationIn):
    """An application. The contact comes from the invitation, as does the unit unless left open there."""

    invitation_code: Short | None = None
    consents: Annotated[list[ConsentIn], Field(max_length=10)] = []


class VisitForIn(ApplicationIn):
    """Filled in by staff for a visitor without WeChat, who has agreed to the notice on paper.

    The contact defaults to whoever fills it in, the unit to the contact's, the gates to all of them.
    """

    visitor_type: VisitorTypeName = "temporary"
    contact_id: OpaqueId | None = None
    gate_ids: Gates | None = None
    consent_on_paper: Literal[True]


class WalkInIn(Incoming):
    """Typed at the gate for somebody without an appointment; the visit is temporary and begins now.

    Registered at `gate_id`, it may use `gate_ids`, all of them unless named.
    """

    contact_id: OpaqueId
    gate_id: OpaqueId
    gate_ids: Gates | None = None
    visitor_name: Name
    phone: Raw
    document: DocumentIn
    visit_to: Moment
    purpose: Line
    companions: Annotated[list[CompanionIn], Field(max_length=50)] = []
    vehicle: VehicleIn | None = None
    consents: Annotated[list[ConsentIn], Field(max_length=10)] = []


class VisitPatch(Incoming):
    """What a returned visit may change; a key left out stays as it was."""

    visitor_name: Name | None = None
    document: DocumentIn | None = None
    visit_from: Moment | None = None
    visit_to: Moment | None = None
    purpose: Line | None = None
    companions: Annotated[list[CompanionIn], Field(max_length=50)] | None = None
    vehicle: VehicleIn | None = None
    weekdays: Annotated[list[Weekday], Field(max_length=7)] | None = None
    daily_from: TimeOfDay | None = None
    daily_to: TimeOfDay | None = None
    health: HealthIn | None = None


class ReasonIn(Incoming):
    reason: OptionalParagraph = ""
