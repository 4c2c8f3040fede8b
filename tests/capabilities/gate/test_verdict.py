"""Whether the gate opens: every argument with the school is one line in tests/vectors/gate_verdicts.json."""

import base64
import hashlib
import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from server.gate.verdict import MAY_OVERRIDE, Asked, Credential, Holder, Policy, Reason, refusal
from server.gate.words import ADMITTED, FOR_GUARD, FOR_VISITOR, NEEDS_PHONE_TAIL, WELCOME, other_gates
from server.passes import code
from server.visits.states import VisitorType, VisitStatus

VECTORS = json.loads((Path(__file__).parents[2] / "vectors/gate_verdicts.json").read_text(encoding="utf-8"))
CODES = VECTORS["codes"]


@pytest.mark.parametrize("argued", VECTORS["cases"], ids=lambda argued: argued["why"])
def test_the_gate(argued: dict[str, Any]) -> None:
    credential = Credential(**VECTORS["credentials"][argued.get("credential", "code")])
    holder = _holder(VECTORS["holders"][argued.get("base", "visit")] | argued.get("holder", {}))
    asked = Asked(**VECTORS["asked"] | argued.get("asked", {}))
    policy = _policy(VECTORS["policy"] | argued.get("policy", {}))
    now = datetime.fromisoformat(argued.get("now", VECTORS["now"]))
    expected = Reason(argued["reason"]) if argued["reason"] else None
    assert refusal(credential, holder, asked, now, policy) is expected


def test_every_reason_but_the_scanners_own_is_argued() -> None:
    # What cannot be read never gets as far as a visit: it is refused before this function is asked.
    assert {argued["reason"] for argued in VECTORS["cases"]} == {*Reason, None} - {Reason.MALFORMED}
    assert set(VECTORS["may_override"]) == MAY_OVERRIDE


@pytest.mark.parametrize("shown", CODES["cases"], ids=lambda shown: shown["why"])
def test_what_a_scanner_read(shown: dict[str, Any]) -> None:
    read = code.read(shown["text"])
    assert read and read.number == CODES["pass_number"]
    secret = base64.b32decode(CODES["secret"])
    step = code.step_of(datetime.fromisoformat(shown["at"]), CODES["step_seconds"])
    matching = code.matching_step([secret], read.code or "", step, CODES["skew_steps"])
    once = code.was_once_valid([secret], read.code or "", step, CODES["remembered_steps"])
    assert (matching is not None, matching) == (shown["matched"], shown["step"])
    assert (matching is None and once) is shown["stale"]


def test_how_a_desk_keeps_a_short_code() -> None:
    for case in VECTORS["short_codes"]["cases"]:
        read = code.read(case["typed"])
        assert read and hashlib.sha256((read.short_code or "").encode()).hexdigest() == case["hash"]


def test_guard_and_visitor_read_a_sentence_for_every_reason() -> None:
    assert set(FOR_GUARD) == set(FOR_VISITOR) == set(Reason)
    assert set(ADMITTED) == set(WELCOME) == {"in", "out"}
    for said in (FOR_GUARD, FOR_VISITOR, ADMITTED, WELCOME):
        assert all(sentence.endswith("。") and len(sentence) <= 30 for sentence in said.values())


def test_a_desk_without_network_says_the_same() -> None:
    gate = Path(__file__).parents[3] / "admin_web/src/gate"
    written = "".join((gate / path).read_text() for path in ("offline/sentences.ts", "answers.ts"))
    said = [sentence for table in (FOR_GUARD, FOR_VISITOR, ADMITTED, WELCOME) for sentence in table.values()]
    named = [*other_gates(["${gates}"])]
    assert [sentence for sentence in [*said, *named, NEEDS_PHONE_TAIL] if sentence not in written] == []


@pytest.mark.parametrize("reason", [Reason.BLOCKLISTED, Reason.REVOKED])
def test_the_visitor_is_not_accused(reason: Reason) -> None:
    assert FOR_VISITOR[reason] == "请联系对接人或保卫处。"


def _holder(said: dict[str, Any]) -> Holder:
    moments = {name: datetime.fromisoformat(said[name]) for name in ("visit_from", "visit_to")}
    kinds = {
        "status": VisitStatus(said["status"]),
        "visitor_type": VisitorType(said["visitor_type"]),
    }
    return Holder(**said | moments | kinds)


def _policy(said: dict[str, Any]) -> Policy:
    rest = {name: said[name] for name in ("temporary_entries", "exit_without_entry")}
    return Policy(early=timedelta(minutes=said["early_minutes"]), zone=ZoneInfo(said["zone"]), **rest)
