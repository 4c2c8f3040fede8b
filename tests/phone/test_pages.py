"""The pages of the mini-program open, for each audience, and break no line of layout at any width or text size."""

from tests.phone.conftest import Phones


async def test_the_first_page_opens(phones: Phones) -> None:
    phone = await phones("liuyang")
    await phone.see("示范大学")
