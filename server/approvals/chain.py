"""Which steps a case has and who decides each: values in, values out."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from server.kit.errors import Misconfigured

_VISITOR_TYPES = frozenset({"temporary", "long_term"})
_GROUP = re.compile(r"group:([a-z0-9_]{1,48})")
HEAD_OF_CONTACT = "head_of(contact.department)"
CONTACT = "contact"


class FlowError(Misconfigured):
    """config/approval_flow.toml is wrong; the message says where."""


@dataclass(frozen=True)
class Step:
    """One step of the flow. `visitor_types` empty means every type."""

    key: str
    name: str
    assignee: str
    due_hours: int
    visitor_types: frozenset[str] = frozenset()

    @property
    def group_key(self) -> str | None:
        """The key of the group that decides, or None."""
        match = _GROUP.fullmatch(self.assignee)
        return match.group(1) if match else None

    def applies_to(self, visitor_type: str) -> bool:
        """Whether a case of this visitor type has this step."""
        return not self.visitor_types or visitor_type in self.visitor_types


# Who comes without an appointment stands at the gate: one person decides, and is told at once.
WALK_IN = Step("walk_in", "对接人确认", CONTACT, due_hours=1)


@dataclass(frozen=True)
class Flow:
    """The whole flow; `fallback` is a user name, `walk_in` the one step of a case registered at the gate."""

    name: str
    fallback: str
    steps: tuple[Step, ...]
    copy_to: tuple[str, ...] = ()
    walk_in: Step = WALK_IN

    def steps_for(self, visitor_type: str) -> list[Step]:
        """The steps of a case of this visitor type, in order."""
        return [step for step in self.steps if step.applies_to(visitor_type)]

    def step(self, key: str) -> Step:
        """The step called `key`. Raises KeyError."""
        return {step.key: step for step in (self.walk_in, *self.steps)}[key]

    @property
    def group_keys(self) -> frozenset[str]:
        """Every group the flow names, deciding or copied."""
        copied = {match.group(1) for who in self.copy_to if (match := _GROUP.fullmatch(who))}
        return frozenset(step.group_key for step in self.steps if step.group_key) | copied


@dataclass(frozen=True)
class Person:
    """A possible approver; `active` is whether this person can decide at all."""

    id: str
    active: bool


@dataclass(frozen=True)
class UnitHead:
    """A unit on the way from the contact's unit to the root, and its head if it has one."""

    unit: str
    head: Person | None


@dataclass(frozen=True)
class Facts:
    """All that routing looks at. `heads` starts with the contact's own unit and ends with the root."""

    contact: Person
    heads: Sequence[UnitHead]
    group_id: str | None
    group_members: frozenset[str]
    fallback: Person


@dataclass(frozen=True)
class Routed:
    """Who holds a step: one person, or any member of a group. `why` explains it to an administrator."""

    assignee_id: str | None
    group_id: str | None
    holders: frozenset[str]
    why: str


def route(step: Step, facts: Facts) -> Routed:
    """Who decides `step`. Never nobody: what finds no active person goes to the fallback person."""
    if step.assignee == CONTACT:
        return (
            _person(facts.contact, "对接人") if facts.contact.active else _first_head(facts, "对接人已停用")
        )
    if step.assignee == HEAD_OF_CONTACT:
        return _first_head(facts, "")
    if facts.group_id and facts.group_members:
        return Routed(None, facts.group_id, facts.group_members, "审批组任一成员")
    return _person(facts.fallback, "审批组没有可用成员，由兜底审批人处理")


def decided_already(previous_decider: str | None, routed: Routed) -> bool:
    """Whether the person who decided the step before also holds this one: it is then skipped."""
    return previous_decider is not None and previous_decider in routed.holders


def _first_head(facts: Facts, prefix: str) -> Routed:
    for unit in facts.heads:
        if unit.head and unit.head.active:
            return _person(unit.head, "，".join(filter(None, [prefix, f"{unit.unit}负责人"])))
    return _person(facts.fallback, "，".join(filter(None, [prefix, "没有可用的负责人，由兜底审批人处理"])))


def _person(person: Person, why: str) -> Routed:
    return Routed(person.id, None, frozenset({person.id}), why)


def parse_flow(data: Mapping[str, Any]) -> Flow:
    """The flow in `data` (the TOML file as read). Raises FlowError naming the first mistake."""
    _only(data, {"name", "fallback", "copy_to", "walk_in", "steps"}, "approval_flow.toml")
    steps = tuple(
        _step(entry, f"steps[{number}]") for number, entry in enumerate(_list(data, "steps"), start=1)
    )
    copy_to = tuple(str(who) for who in _list(data, "copy_to"))
    fallback = data.get("fallback")
    if not isinstance(fallback, str) or not fallback:
        raise FlowError("fallback: the user name of a person is needed")
    if len({step.key for step in steps}) != len(steps):
        raise FlowError("steps: every key may be used once")
    if bad := [who for who in copy_to if who != "inviter" and not _GROUP.fullmatch(who)]:
        raise FlowError(f"copy_to: {bad[0]!r} is neither 'inviter' nor 'group:<key>'")
    for visitor_type in sorted(_VISITOR_TYPES):
        if not any(step.applies_to(visitor_type) for step in steps):
            raise FlowError(f"steps: a {visitor_type} visit would have no step")
    walk_in = _walk_in(data["walk_in"]) if "walk_in" in data else WALK_IN
    if walk_in.key in {step.key for step in steps}:
        raise FlowError(f"steps: the key {walk_in.key!r} is the walk-in's")
    return Flow(str(data.get("name", "")), fallback, steps, copy_to, walk_in)


def _walk_in(entry: Mapping[str, Any]) -> Step:
    _only(entry, {"name", "due_hours"}, "walk_in")
    return _step({**entry, "key": WALK_IN.key, "assignee": WALK_IN.assignee}, "walk_in")


def _step(entry: Mapping[str, Any], where: str) -> Step:
    _only(entry, {"key", "name", "assignee", "due_hours", "when"}, where)
    when = entry.get("when", {})
    _only(when, {"visitor_type"}, f"{where}.when")
    step = Step(
        key=str(entry.get("key", "")),
        name=str(entry.get("name", "")),
        assignee=str(entry.get("assignee", "")),
        due_hours=_hours(entry.get("due_hours"), where),
        visitor_types=frozenset(map(str, _list(when, "visitor_type"))),
    )
    if not re.fullmatch(r"[a-z0-9_]{1,48}", step.key):
        raise FlowError(f"{where}.key: lower-case letters, digits and underscores")
    if not 1 <= len(step.name) <= 50:
        raise FlowError(f"{where}.name: 1 to 50 characters")
    if step.assignee not in {CONTACT, HEAD_OF_CONTACT} and step.group_key is None:
        raise FlowError(f"{where}.assignee: {step.assignee!r} is not a rule")
    if not step.visitor_types <= _VISITOR_TYPES:
        raise FlowError(f"{where}.when.visitor_type: unknown visitor type")
    return step


def _hours(value: Any, where: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 720:
        raise FlowError(f"{where}.due_hours: a whole number from 1 to 720")
    return value


def _list(data: Mapping[str, Any], key: str) -> list[Any]:
    value = data.get(key, [])
    if not isinstance(value, list):
        raise FlowError(f"{key}: a list")
    return value


def _only(data: Any, known: set[str], where: str) -> None:
    if not isinstance(data, Mapping):
        raise FlowError(f"{where}: a table")
    if unknown := set(data) - known:
        raise FlowError(f"{where}: unknown key {sorted(unknown)[0]!r}")
