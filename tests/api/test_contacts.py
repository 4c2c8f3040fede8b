"""Finding a contact at the gate, without leafing through the staff list."""

import pytest

from tests.support.devices import device
from tests.support.school import School


@pytest.mark.parametrize(
    "text, found",
    [
        ("张伟", ["张伟"]),
        (" 张伟 ", ["张伟"]),
        ("李娜", ["李娜"]),
        ("13800001001", ["张伟"]),
        ("+86 138 0000 1001", ["张伟"]),
        ("1380000", []),
        ("系统", []),
        ("周强", []),
        (" 张", []),
    ],
)
async def test_by_two_characters_of_the_name_or_a_whole_number(
    sqlite_school: School, text: str, found: list[str]
) -> None:
    tablet = await device(sqlite_school)
    answer = await tablet.get("gate/contacts", q=text)
    assert [one["name"] for one in answer["items"]] == found
    assert all(set(one) == {"id", "name", "department"} for one in answer["items"])


async def test_searching_is_limited(sqlite_school: School) -> None:
    tablet = await device(sqlite_school)
    for _ in range(sqlite_school.settings.gate.contact_lookups_per_minute):
        await tablet.get("gate/contacts", q="张伟")
    await tablet.get("gate/contacts", q="张伟", status=429)
