"""Base of everything that comes in as JSON."""

import re
from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, StringConstraints
from pydantic_core import PydanticCustomError

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


class Incoming(BaseModel):
    """Unknown keys are refused, and so are numbers given as text and the like."""

    model_config = ConfigDict(extra="forbid", strict=True)


def _no_control(text: str) -> str:
    """Refuse what no database column and no screen can hold; line breaks and tabs pass."""
    if _CONTROL.search(text):
        raise PydanticCustomError("control_character", "control character")
    return text


def _parse_moment(value: Any) -> datetime:
    """RFC 3339 with an offset, in a century in which adding a year cannot overflow."""
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None or not 2000 <= moment.year <= 2100 or "T" not in value:
        raise PydanticCustomError("datetime_parsing", "not RFC 3339 with an offset")
    return moment.astimezone(UTC)


def _length(least: int, most: int) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, min_length=least, max_length=most)


# Lengths are in code points.
Short = Annotated[str, _length(1, 48), AfterValidator(_no_control)]
Name = Annotated[str, _length(1, 100), AfterValidator(_no_control)]
Line = Annotated[str, _length(1, 200), AfterValidator(_no_control)]
OptionalLine = Annotated[str, _length(0, 200), AfterValidator(_no_control)]
Paragraph = Annotated[str, _length(1, 500), AfterValidator(_no_control)]
OptionalParagraph = Annotated[str, _length(0, 500), AfterValidator(_no_control)]
# Checked by a format rule later; long enough for any separators people type.
Raw = Annotated[str, _length(1, 200), AfterValidator(_no_control)]
Moment = Annotated[AwareDatetime, BeforeValidator(_parse_moment)]
OpaqueId = Annotated[str, StringConstraints(pattern=r"^[0-9a-z]{24}$")]
