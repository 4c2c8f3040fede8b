"""Scans of one code at the same moment, on PostgreSQL over real connections."""

from datetime import datetime
from typing import Any

from server.gate.models import Passage
from server.passes.models import EntryPass
from tests.support import story
from tests.support.at_once import Ask, at_once, outcomes
from tests.support.locks import BOTH_ORDERS, Turn, in_turn
from tests.support.school import School

PASS = "SELECT 1 FROM entry_pass WHERE visit_id = $1 FOR UPDATE"


async def _at_the_gate(school: School) -> tuple[dict[str, Any], str]:
    """An approved visit whose time has come, and its code."""
    visit = await story.approved(school)
    school.time.move_to(datetime.fromisoformat(visit["visit_from"]))
    entry_pass = await (await school.phone("liuyang")).get(f"visitor/visits/{visit['id']}/pass")
    return visit, str(entry_pass["qr"])


async def _scan(school: School, code: str, direction: str, nonce: str) -> Ask:
    guard = await school.staff("zhouqiang")
    gates = (await guard.get("gate/gates"))["items"]
    body = {"code": code, "gate_id": gates[0]["id"], "direction": direction, "nonce": nonce}
    return Ask(guard, "gate/scans", body)


async def _scans(school: School, code: str, direction: str, nonces: list[str]) -> list[dict[str, Any]]:
    answers = await at_once(*[await _scan(school, code, direction, nonce) for nonce in nonces])
    assert outcomes(answers) == {"ok": len(nonces)}
    return [answer.json() for answer in answers]


async def test_thirty_two_scans_of_one_code_admit_once(postgres_school: School) -> None:
    school = postgres_school
    visit, code = await _at_the_gate(school)
    for direction in ("in", "out"):
        answers = await _scans(school, code, direction, [f"{direction}-{n}" for n in range(32)])
        assert [answer["verdict"] for answer in answers].count("admit") == 1
        # The same code within one step: those who come second are told that it has just been used.
        assert {answer["reason"] for answer in answers} == {None, "replayed"}
    entry_pass = await EntryPass.get(visit_id=visit["id"])
    assert (entry_pass.entries, entry_pass.inside) == (1, False)
    assert await Passage.filter(visit_id=visit["id"]).count() == 64


async def test_fifteen_mixed_races_leave_presence_equal_to_the_history(postgres_school: School) -> None:
    school = postgres_school
    visit, _ = await _at_the_gate(school)
    inside = False
    for round_number in range(15):
        school.time.move(seconds=30)
        code = (await (await school.phone("liuyang")).get(f"visitor/visits/{visit['id']}/pass"))["qr"]
        asked = [
            await _scan(school, code, direction, f"{round_number}-{direction}-{n}")
            for n in range(3)
            for direction in ("in", "out")
        ]
        answers = [answer.json() for answer in await at_once(*asked)]
        moves = [ask.body for ask, said in zip(asked, answers, strict=True) if said["verdict"] == "admit"]
        ways = [body["direction"] for body in moves if body]
        # One code counts once each way, so somebody outside comes in and may be gone again; and the other way round.
        assert 1 <= len(ways) <= 2 and len(set(ways)) == len(ways)
        inside = not inside if len(ways) == 1 else inside
        assert await _inside(visit) is inside
    admitted = Passage.filter(visit_id=visit["id"], verdict="admit")
    entered, left = [await admitted.filter(direction=way).count() for way in ("in", "out")]
    assert entered - left == int(inside)
    assert (await EntryPass.get(visit_id=visit["id"])).entries == entered


async def _inside(visit: dict[str, Any]) -> bool:
    return (await EntryPass.get(visit_id=visit["id"])).inside


async def test_sixteen_times_the_same_scan_is_one_passage_with_one_answer(postgres_school: School) -> None:
    school = postgres_school
    visit, code = await _at_the_gate(school)
    answers = await _scans(school, code, "in", ["same"] * 16)
    assert [answer["verdict"] for answer in answers] == ["admit"] * 16
    assert len({answer["passage_id"] for answer in answers}) == 1
    assert await Passage.filter(visit_id=visit["id"]).count() == 1


@BOTH_ORDERS
async def test_turning_away_against_leaving(postgres_school: School, turn: Turn) -> None:
    school = postgres_school
    visit, code = await _at_the_gate(school)
    (entered,) = await _scans(school, code, "in", ["n1"])
    school.time.move(seconds=30)
    code = (await (await school.phone("liuyang")).get(f"visitor/visits/{visit['id']}/pass"))["qr"]
    leaving = await _scan(school, code, "out", "n2")
    refusal = Ask(leaving.caller, f"gate/passages/{entered['passage_id']}/refuse", {"reason": "不是本人"})
    left, refused = turn(await in_turn(school, (PASS, visit["id"]), *turn([leaving, refusal])))
    first = turn(["leaving", "refusal"])[0]
    assert left.json()["reason"] == {"leaving": None, "refusal": "not_inside"}[first]
    assert refused.status_code == {"leaving": 409, "refusal": 200}[first]
    entry_pass = await EntryPass.get(visit_id=visit["id"])
    assert (entry_pass.inside, entry_pass.entries) == (False, int(first == "leaving"))


@BOTH_ORDERS
async def test_entering_against_withdrawing(postgres_school: School, turn: Turn) -> None:
    school = postgres_school
    visit, code = await _at_the_gate(school)
    scan = await _scan(school, code, "in", "n1")
    withdrawal = Ask(await school.phone("liuyang"), f"visitor/visits/{visit['id']}/withdraw")
    scanned, withdrawn = turn(await in_turn(school, (PASS, visit["id"]), *turn([scan, withdrawal])))
    admitted = scanned.json()["verdict"] == "admit"
    assert admitted is not withdrawn.is_success
    if admitted:
        assert withdrawn.json()["code"] == "visitor_inside"
    else:
        assert scanned.json()["reason"] == "revoked"
    assert (await EntryPass.get(visit_id=visit["id"])).inside is admitted


@BOTH_ORDERS
async def test_entering_against_revoking(postgres_school: School, turn: Turn) -> None:
    school = postgres_school
    visit, code = await _at_the_gate(school)
    scan = await _scan(school, code, "in", "n1")
    revocation = Ask(
        await school.staff("sunli"), f"staff/visits/{visit['id']}/revoke", {"reason": "活动取消"}
    )
    scanned, revoked = turn(await in_turn(school, (PASS, visit["id"]), *turn([scan, revocation])))
    assert revoked.is_success  # the school may call back someone who is inside; leaving stays possible
    first = turn(["scan", "revocation"])[0]
    assert scanned.json()["reason"] == {"scan": None, "revocation": "revoked"}[first]
