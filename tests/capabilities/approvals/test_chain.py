"""Who decides a step: the routing table, and who is skipped."""

from dataclasses import replace
from typing import Any

import pytest

from server.approvals.chain import (
    CONTACT,
    HEAD_OF_CONTACT,
    Facts,
    Flow,
    Person,
    Routed,
    Step,
    UnitHead,
    decided_already,
    route,
)


def person(name: str, active: bool = True) -> Person:
    """Someone known by the name."""
    return Person(name, active)


def units(*heads: str | None) -> list[UnitHead]:
    """The way from the contact's unit to the root; a name that begins with - is of someone who cannot decide."""
    return [
        UnitHead(f"单位{number}", person(head.lstrip("-"), not head.startswith("-")) if head else None)
        for number, head in enumerate(heads, start=1)
    ]


GONE = person("张伟", active=False)
FACTS = Facts(
    contact=person("张伟"),
    heads=units("李娜", "校长"),
    group_id="g1",
    group_members=frozenset({"王芳", "赵磊"}),
    fallback=person("孙丽"),
)
STEPS = {
    "contact": Step("contact", "对接人审批", CONTACT, 24),
    "head": Step("head", "单位负责人审批", HEAD_OF_CONTACT, 24),
    "group": Step("group", "物资保障组审批", "group:materials_support", 24),
}


@pytest.mark.parametrize(
    ("step", "facts", "holders", "why"),
    [
        ("contact", {}, {"张伟"}, "对接人"),
        ("contact", {"contact": GONE}, {"李娜"}, "对接人已停用，单位1负责人"),
        ("contact", {"contact": GONE, "heads": units(None, "校长")}, {"校长"}, "对接人已停用，单位2负责人"),
        (
            "contact",
            {"contact": GONE, "heads": units(None, None)},
            {"孙丽"},
            "对接人已停用，没有可用的负责人，由兜底审批人处理",
        ),
        ("head", {}, {"李娜"}, "单位1负责人"),
        ("head", {"heads": units(None, "校长")}, {"校长"}, "单位2负责人"),
        ("head", {"heads": units("-李娜", "校长")}, {"校长"}, "单位2负责人"),
        ("head", {"heads": units(None, "-院长", "校长")}, {"校长"}, "单位3负责人"),
        ("head", {"heads": units("-李娜", None)}, {"孙丽"}, "没有可用的负责人，由兜底审批人处理"),
        ("head", {"heads": []}, {"孙丽"}, "没有可用的负责人，由兜底审批人处理"),
        ("head", {"contact": GONE}, {"李娜"}, "单位1负责人"),
        ("group", {}, {"王芳", "赵磊"}, "审批组任一成员"),
        ("group", {"group_members": frozenset({"赵磊"})}, {"赵磊"}, "审批组任一成员"),
        ("group", {"group_members": frozenset()}, {"孙丽"}, "审批组没有可用成员，由兜底审批人处理"),
        ("group", {"group_id": None}, {"孙丽"}, "审批组没有可用成员，由兜底审批人处理"),
    ],
)
def test_routing(step: str, facts: dict[str, Any], holders: set[str], why: str) -> None:
    routed = route(STEPS[step], replace(FACTS, **facts))
    assert set(routed.holders) == holders and routed.why == why
    # one person by name, or a group; never both, never neither
    assert (routed.assignee_id is None) is (routed.group_id is not None)
    assert routed.assignee_id is None or routed.holders == {routed.assignee_id}


GROUP = Routed(None, "g1", frozenset({"王芳", "赵磊"}), "")
LINA = Routed("李娜", None, frozenset({"李娜"}), "")


@pytest.mark.parametrize(
    ("previous", "routed", "skipped"),
    [
        ("李娜", LINA, True),
        ("张伟", LINA, False),
        ("王芳", GROUP, True),
        ("李娜", GROUP, False),
        (None, LINA, False),
    ],
)
def test_the_same_person_twice_in_a_row_decides_once(
    previous: str | None, routed: Routed, skipped: bool
) -> None:
    assert decided_already(previous, routed) is skipped


FLOW = Flow(
    name="访客进校审批",
    fallback="sunli",
    steps=(
        STEPS["contact"],
        replace(STEPS["group"], visitor_types=frozenset({"temporary"})),
        Step("reporting", "信息报送组审批", "group:reporting", 48, frozenset({"long_term"})),
    ),
    copy_to=("inviter", "group:security"),
)


@pytest.mark.parametrize(
    ("visitor_type", "keys"), [("temporary", ["contact", "group"]), ("long_term", ["contact", "reporting"])]
)
def test_each_visitor_type_has_its_own_steps(visitor_type: str, keys: list[str]) -> None:
    assert [step.key for step in FLOW.steps_for(visitor_type)] == keys


def test_the_flow_knows_every_group_it_names() -> None:
    assert FLOW.group_keys == {"materials_support", "reporting", "security"}


def test_a_step_is_found_by_its_key() -> None:
    assert FLOW.step("reporting").due_hours == 48
    with pytest.raises(KeyError):
        FLOW.step("dean")
