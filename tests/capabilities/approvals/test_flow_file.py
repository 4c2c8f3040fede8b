"""config/approval_flow.toml: the file we ship is right, and every mistake is named by its place."""

import tomllib
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from server.approvals.chain import WALK_IN, FlowError, parse_flow
from server.approvals.flows import read_flow_file
from server.settings import CONFIG

STEP = {"key": "contact", "name": "对接人审批", "assignee": "contact", "due_hours": 24}
GOOD: dict[str, Any] = {"name": "审批", "fallback": "sunli", "copy_to": ["inviter"], "steps": [STEP]}


def test_the_file_we_ship() -> None:
    flow = parse_flow(read_flow_file(CONFIG / "approval_flow.toml"))
    routes = {kind: [step.key for step in flow.steps_for(kind)] for kind in ("temporary", "long_term")}
    assert routes == {
        "temporary": ["contact", "head", "materials"],
        "long_term": ["contact", "head", "reporting"],
    }
    assert (flow.walk_in.assignee, flow.walk_in.due_hours) == ("contact", 1)


def test_the_least_a_flow_needs() -> None:
    flow = parse_flow({"fallback": "sunli", "steps": [STEP]})
    assert flow.walk_in == WALK_IN
    assert flow.copy_to == () and flow.steps[0].visitor_types == frozenset()


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (["fallback"], "", "fallback: the user name"),
        (["fallbak"], "sunli", "approval_flow.toml: unknown key 'fallbak'"),
        (["copy_to"], ["dean"], "copy_to: 'dean'"),
        (["copy_to"], ["group:"], "copy_to: 'group:'"),
        (["walk_in"], {"name": "确认"}, r"walk_in.due_hours"),
        (["walk_in"], {"name": "确认", "due_hours": 1, "key": "x"}, "walk_in: unknown key 'key'"),
        (["steps", 0, "key"], "walk_in", "steps: the key 'walk_in' is the walk-in's"),
        (["steps"], [], "steps: a long_term visit would have no step"),
        (["steps"], [STEP, STEP], "steps: every key may be used once"),
        (["steps", 0, "assignee"], "head", r"steps\[1\].assignee: 'head' is not a rule"),
        (["steps", 0, "assignee"], "group:Materials", r"steps\[1\].assignee: 'group:Materials'"),
        (["steps", 0, "assignee"], "", r"steps\[1\].assignee"),
        (["steps", 0, "key"], "Contact", r"steps\[1\].key"),
        (["steps", 0, "key"], "", r"steps\[1\].key"),
        (["steps", 0, "name"], "", r"steps\[1\].name: 1 to 50"),
        (["steps", 0, "name"], "审" * 51, r"steps\[1\].name: 1 to 50"),
        (["steps", 0, "due_hours"], 0, r"steps\[1\].due_hours"),
        (["steps", 0, "due_hours"], 721, r"steps\[1\].due_hours"),
        (["steps", 0, "due_hours"], "24", r"steps\[1\].due_hours"),
        (["steps", 0, "due_hours"], True, r"steps\[1\].due_hours"),
        (["steps", 0, "dew_hours"], 24, r"steps\[1\]: unknown key 'dew_hours'"),
        (["steps", 0, "when"], {"weekday": [1]}, r"steps\[1\].when: unknown key 'weekday'"),
        (["steps", 0, "when"], {"visitor_type": ["vip"]}, r"steps\[1\].when.visitor_type: unknown"),
        (["steps", 0, "when"], {"visitor_type": ["temporary"]}, "a long_term visit would have no step"),
    ],
)
def test_a_mistake_is_named(path: list[Any], value: Any, message: str) -> None:
    data = deepcopy(GOOD)
    place: Any = data
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    with pytest.raises(FlowError, match=message):
        parse_flow(data)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"steps": {"contact": STEP}}, "steps: a list"),
        ({"steps": ["contact"]}, r"steps\[1\]: a table"),
        ({"copy_to": "inviter"}, "copy_to: a list"),
        ({"copy_to": [1]}, "copy_to: '1' is neither"),
        ({"fallback": ["sunli"]}, "fallback: the user name"),
        ({"steps": [{**STEP, "when": "temporary"}]}, r"steps\[1\].when: a table"),
        ({"steps": [{**STEP, "when": {"visitor_type": "temporary"}}]}, "visitor_type: a list"),
        ({"steps": [{**STEP, "when": {"visitor_type": [["temporary"]]}}]}, "unknown visitor type"),
    ],
)
def test_a_value_of_the_wrong_kind_is_a_mistake_too(changed: dict[str, Any], message: str) -> None:
    with pytest.raises(FlowError, match=message):
        parse_flow({**GOOD, **changed})


def test_a_file_that_is_not_toml_is_named(tmp_path: Path) -> None:
    path = tmp_path / "approval_flow.toml"
    path.write_text("[[steps", encoding="utf-8")
    with pytest.raises(FlowError, match="approval_flow.toml: "):
        read_flow_file(path)
    path.write_text(f'fallback = "sunli"\n[[steps]]\n{_as_toml(STEP)}', encoding="utf-8")
    assert read_flow_file(path) == tomllib.loads(path.read_text(encoding="utf-8"))


def _as_toml(values: dict[str, Any]) -> str:
    return "\n".join(f'{key} = "{v}"' if isinstance(v, str) else f"{key} = {v}" for key, v in values.items())
