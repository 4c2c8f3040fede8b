"""The network is back: all desks bring at once what they decided alone, each twice, while the gate goes on."""

from server.gate.models import Passage, PassageConflict
from server.passes.models import EntryPass
from tests.support.at_once import Ask, at_once, outcomes
from tests.support.devices import device
from tests.support.gate_desk import Desk
from tests.support.school import School

DESKS = 6


async def test_many_desks_at_once_lose_nothing_double_nothing_and_agree(postgres_school: School) -> None:
    school = postgres_school
    desk = await Desk.open(school)
    school.time.move(hours=1)
    desks = [await device(school) for _ in range(DESKS)]
    facts = [desk.fact(way, 30 - place) for place, way in enumerate(["in", "out"] * DESKS)]
    uploads = [
        Ask(caller, "gate/uploads", {"items": facts[place::DESKS]})
        for place, caller in enumerate(desks)
        for _ in range(2)
    ]
    code = (await desk.shown())["qr"]
    guard = await school.staff("zhouqiang")
    scan = {"code": code, "gate_id": desk.gate_id, "direction": "in"}
    scans = [Ask(guard, "gate/scans", {**scan, "nonce": f"now-{number}"}) for number in range(4)]
    answers = await at_once(*uploads, *scans)
    assert outcomes(answers) == {"ok": len(uploads) + len(scans)}

    stored = await Passage.all()
    assert sorted(row.nonce for row in stored) == sorted(
        [str(fact["nonce"]) for fact in facts] + [f"now-{number}" for number in range(4)]
    )
    told = [item for answer in answers[: len(uploads)] for item in answer.json()["items"]]
    assert len([item for item in told if item["stored"] == "new"]) == len(facts)
    admitted = [row for row in stored if row.verdict == "admit"]
    last = max(admitted, key=lambda row: row.recorded_at)
    entry_pass = await EntryPass.get()
    assert entry_pass.inside is (last.direction == "in")
    assert entry_pass.entries == sum(row.direction == "in" for row in admitted)
    # Nobody was there to see which came first: what contradicted the record when it came in is a case.
    news = [item for item in told if item["stored"] == "new"]
    assert await PassageConflict.all().count() == sum(item["conflict"] is not None for item in news)
