"""The pages of the mini-program open, for each audience, at every width and text size, without breaking a line of layout."""

from tests.phone.conftest import Phones


async def test_the_first_page_opens(phones: Phones) -> None:
    phone = await phones("liuyang")
    await phone.see("示范大学")
