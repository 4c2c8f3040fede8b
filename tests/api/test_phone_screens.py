"""What the phone's screens read: the school, and how many applications stand under each tab."""

from tests.support import story
from tests.support.school import School


async def test_the_school_names_itself_to_anybody(sqlite_school: School) -> None:
    answer = await sqlite_school.nobody().get("school")
    assert answer == {"name": "示范大学", "brand_color": "#0052D9", "utc_offset_minutes": 480}


async def test_the_tabs_are_counted_for_whoever_asks_alone(school: School) -> None:
    first = await story.apply(school)
    await story.apply(school)
    phone = await school.phone("liuyang")
    await phone.post(f"visitor/visits/{first['id']}/withdraw", {"reason": "改期"})
    assert await phone.get("visitor/visits/counts") == {
        "approved": 0,
        "in_review": 1,
        "rejected": 0,
        "other": 1,
    }
    other = await (await school.phone("maimaiti")).get("visitor/visits/counts")
    assert set(other.values()) == {0}
