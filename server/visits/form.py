"""The application form as config/visit_form.toml says it, for one visitor type on one day."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from server.kit.configuration import checked, read_toml

HealthModule = Literal["health_code", "travel_code", "nucleic_acid"]
VisitorTypeName = Literal["temporary", "long_term"]
EVERY_TYPE: list[VisitorTypeName] = ["temporary", "long_term"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FormField(_Strict):
    key: str
    type: str
    label: str
    required: bool
    visitor_types: list[VisitorTypeName] = Field(default=EVERY_TYPE)


class FormSection(_Strict):
    key: str
    title: str
    fields: list[FormField]


class Notice(_Strict):
    """What the visitor agrees to; agreement is to one `version`."""

    key: str
    version: str = Field(min_length=1, max_length=32)
    title: str
    text: str


class Module(_Strict):
    """A health item; asked for up to and including `until`."""

    title: str
    required: bool
    visitor_types: list[VisitorTypeName]
    until: date


class VisitForm(_Strict):
    """The whole file."""

    notice: Notice
    sections: list[FormSection]
    modules: dict[HealthModule, Module]

    def modules_for(
        self, visitor_type: str, switched_on: Sequence[str], today: date
    ) -> dict[HealthModule, Module]:
        """The health modules this visitor type is asked for today."""
        return {
            key: module
            for key, module in self.modules.items()
            if key in switched_on and visitor_type in module.visitor_types and today <= module.until
        }

    def sections_for(self, visitor_type: str, switched_on: Sequence[str], today: date) -> list[FormSection]:
        """The sections shown to this visitor type today, the health section last and only if it has fields."""
        shown = [
            section.model_copy(
                update={"fields": [f for f in section.fields if visitor_type in f.visitor_types]}
            )
            for section in self.sections
        ]
        health = [
            FormField(key=f"health.{key}", type=key, label=module.title, required=module.required)
            for key, module in self.modules_for(visitor_type, switched_on, today).items()
        ]
        if health:
            shown.append(FormSection(key="health", title="健康信息", fields=health))
        return [section for section in shown if section.fields]


@lru_cache(maxsize=8)
def load_form(path: Path) -> VisitForm:
    """The form in `path`, read once. Raises Misconfigured."""
    return checked(VisitForm, read_toml(path), path.name)
