"""Random histories at the gate, with and without network, by clocks that differ: presence as a simple model has it."""

from copy import copy
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from server.accounts.actor import Actor
from server.gate.models import Passage
from server.gate.schemas import ManualScanIn, UploadIn, UploadsIn
from server.gate.verdict import Direction
from server.journey import admit, catch_up
from server.journey.turn_away import turn_away
from server.kit.ids import new_id, readable_code
from server.organisation.models import Gate
from server.passes.models import EntryPass
from server.visits.models import Visit
from tests.support import story
from tests.support.school import School

SKEW = 600


@dataclass(frozen=True)
class Act:
    """Somebody goes through, `after` seconds after the last one: answered by us, or by the desk alone.

    `sent_away`: who was let in is not after all.
    """

    after: int
    direction: Direction
    online: bool
    sent_away: bool


@dataclass
class Model:
    """All that is known to have happened, by the time it is believed to have happened at."""

    moves: list[tuple[datetime, Direction]] = field(default_factory=list)

    @property
    def inside(self) -> bool:
        """Whether the last one went in."""
        return bool(self.moves) and max(self.moves)[1] == "in"

    @property
    def entries(self) -> int:
        return sum(direction == "in" for _, direction in self.moves)


ACTS = some.builds(
    Act,
    some.integers(1, 900),
    some.sampled_from(["in", "out"]),
    some.booleans() | some.just(True),
    some.booleans(),
)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    acts=some.lists(ACTS, min_size=1, max_size=8),
    skew=some.integers(-SKEW, SKEW),
    knows_its_clock=some.booleans(),
    upload_after=some.sets(some.integers(0, 7)),
)
async def test_presence_is_what_the_history_says(
    school: School, acts: list[Act], skew: int, knows_its_clock: bool, upload_after: set[int]
) -> None:
    visit, model, waiting = await _fresh_visit(school), Model(), list[UploadIn]()
    guard = Actor("s" * 24, frozenset(), staff_id=(await school.staff("zhouqiang")).id)
    gate = await Gate.all().order_by("name").first()
    assert gate
    off = timedelta(seconds=skew)
    for number, act in enumerate(acts):
        now = school.time.move(seconds=act.after)
        if act.online:
            body = ManualScanIn(
                visit_id=visit.id,
                gate_id=gate.id,
                direction=act.direction,
                nonce=new_id(),
                reason="证件已核对",
            )
            passage, _ = await admit.by_hand(guard, body)
            expected = model.inside is (act.direction == "out")
            assert (passage.verdict == "admit") is expected, passage.reason
            if expected and act.sent_away and act.direction == "in":
                await turn_away(guard, passage.id, "不是本人")
            elif expected:
                model.moves.append((now, act.direction))
        else:
            waiting.append(await _alone(visit, gate, act, now + off))
        if number in upload_after or number == len(acts) - 1:
            now = school.time.move(seconds=1)
            await _upload(guard, waiting, model, now, off if knows_its_clock else None)
            waiting.clear()
        await _agree(visit, model)
    online = sum(act.online for act in acts)
    assert await Passage.filter(visit_id=visit.id).count() == len(acts), f"{online} of them online"


async def _upload(
    guard: Actor, waiting: list[UploadIn], model: Model, now: datetime, off: timedelta | None
) -> None:
    """Twice, as a desk does that got no answer."""
    if not waiting:
        return
    clock_says = (now + off).isoformat() if off is not None else None
    body = UploadsIn.model_validate({"items": list(waiting), "sent_at": clock_says})
    first = await catch_up.take(guard, body)
    again = await catch_up.take(guard, body)
    assert [one.passage.id for one in again] == [one.passage.id for one in first]
    for place, item in enumerate(waiting):
        happened = item.scanned_at - (off or timedelta(0))
        end = now - timedelta(microseconds=len(waiting) - place)
        if item.turned_away is None:
            model.moves.append((min(happened, end), item.direction))


async def _alone(visit: Visit, gate: Gate, act: Act, at: datetime) -> UploadIn:
    """The desk lets somebody through, and sends them away perhaps, and notes it, by its own clock."""
    entry_pass = await EntryPass.get(visit_id=visit.id)
    sent_away = act.sent_away and act.direction == "in"
    said = {
        "nonce": new_id(),
        "pass_number": entry_pass.number,
        "gate_id": gate.id,
        "direction": act.direction,
        "scanned_at": at.isoformat(),
        "verdict": "admit",
        "turned_away": {"reason": "不是本人", "at": at.isoformat()} if sent_away else None,
    }
    return UploadIn.model_validate(said)


async def _agree(visit: Visit, model: Model) -> None:
    entry_pass = await EntryPass.get(visit_id=visit.id)
    assert (entry_pass.inside, entry_pass.entries) == (model.inside, model.entries)
    since = max(model.moves)[0] if model.inside else None
    assert entry_pass.inside_since == since


async def _fresh_visit(school: School) -> Visit:
    """A visit of its own for every history, all day long: a copy of one that went through the whole story."""
    first = await Visit.all().order_by("created_at").first()
    if first is None:
        until = school.time.local(23, days=3)
        made = await story.approved(school, visit_to=until)
        first = await Visit.get(id=made["id"])
    school.time.move_to(first.visit_from)
    visit, entry_pass = copy(first), await EntryPass.get(visit_id=first.id)
    visit.id, visit.number = new_id(), f"V{readable_code(9)}"
    visit.created_at += timedelta(days=1)
    await visit.save(force_create=True)
    entry_pass.id, entry_pass.visit_id = new_id(), visit.id
    entry_pass.number, entry_pass.short_code = readable_code(10), readable_code(8)
    await entry_pass.save(force_create=True)
    return visit
