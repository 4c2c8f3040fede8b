"""Permissions for subscribe messages: one accept, one message, unless long-term (§5.4)."""

from dataclasses import asdict, dataclass, field
from typing import Any

from server.wechat.sandbox.accounts import Template, TemplateType
from server.wechat.sandbox.replies import Refused


@dataclass
class Credit:
    """What one person allows for one template; `always` is the stored answer to the panel."""

    count: int = 0
    always: str | None = None
    longterm: bool = False

    def accept(self, template: Template) -> None:
        """Add one message, or open a long-term permission (§5.1)."""
        if template.type is TemplateType.LONG_TERM:
            self.longterm = True
        else:
            self.count += 1

    def reject(self, template: Template) -> None:
        """A refusal ends a long-term permission; credits already given stay (§5.4)."""
        if template.type is TemplateType.LONG_TERM:
            self.longterm = False

    def check(self) -> None:
        """Raises 43101 when no message may be sent (§5.6)."""
        if self.always == "reject" or not (self.longterm or self.count):
            raise Refused(43101)

    def spend(self) -> None:
        """One message has been delivered."""
        if not self.longterm:
            self.count -= 1


@dataclass
class Credits:
    """All permissions by openid and template, and who switched messages off altogether."""

    by_openid: dict[str, dict[str, Credit]] = field(default_factory=dict)
    switched_off: set[str] = field(default_factory=set)

    def of(self, openid: str, template_id: str) -> Credit:
        """The permission of that pair, made when asked for."""
        return self.by_openid.setdefault(openid, {}).setdefault(template_id, Credit())

    def check(self, openid: str, template_id: str) -> None:
        """Raises 43101 without credit, after a stored reject, or with the main switch off (§5.6)."""
        if openid in self.switched_off:
            raise Refused(43101)
        self.of(openid, template_id).check()

    def dump(self) -> dict[str, Any]:
        """For the state file."""
        credits = {
            openid: {template: asdict(credit) for template, credit in each.items()}
            for openid, each in self.by_openid.items()
        }
        return {"credits": credits, "switched_off": sorted(self.switched_off)}

    def load(self, data: dict[str, Any]) -> None:
        """The inverse of `dump`."""
        self.switched_off = set(data["switched_off"])
        self.by_openid = {
            openid: {template: Credit(**credit) for template, credit in each.items()}
            for openid, each in data["credits"].items()
        }
