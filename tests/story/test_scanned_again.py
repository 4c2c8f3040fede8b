"""A guard's device that got no answer sends its scan again."""

from datetime import datetime

from server.gate.models import Passage
from tests.support import story
from tests.support.school import School


async def test_a_scan_sent_again_gets_the_first_answer_and_counts_once(school: School) -> None:
    visit = await story.approved(school)
    school.time.move_to(datetime.fromisoformat(visit["visit_from"]))
    liuyang = await school.phone("liuyang")
    shown = (await liuyang.get(f"visitor/visits/{visit['id']}/pass"))["qr"]

    first = await story.scan(school, shown, nonce="same")
    school.time.move(minutes=5)
    again = await story.scan(school, shown, nonce="same")

    assert first["verdict"] == "admit"
    assert again == first
    guard = await school.staff("zhouqiang")
    assert len((await guard.get("gate/present"))["items"]) == 1
    assert await Passage.filter(visit_id=visit["id"]).count() == 1
