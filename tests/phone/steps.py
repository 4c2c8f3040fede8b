"""Longer passages at a phone that several journeys share."""

import io

from PIL import Image
from playwright.async_api import FilePayload, Locator, expect

from tests.phone.phone import Phone
from tests.support.story import DOCUMENT


async def find_invitation(phone: Phone) -> None:
    """From the first page to one's invitations, by the phone number WeChat knows."""
    await phone.tap("我的邀请码")
    await phone.press("用微信手机号查询")
    await phone.press("同意并继续")
    await phone.over.get_by_role("button", name="微信绑定号码").click()
    await phone.press("去申请")


async def agree_to_notice(phone: Phone) -> None:
    """Tick the two consents and begin to fill in."""
    await phone.tap("我已阅读并同意以上告知书")
    await phone.tap("我单独同意学校为本次来访处理证件号码、健康信息等敏感个人信息")
    await phone.press("同意并开始填写")


async def fill_form(phone: Phone) -> None:
    """All a temporary visitor must tell: tomorrow, 14:00 to 16:00."""
    await phone.fill("访客姓名", "刘洋")
    await phone.fill("证件号码", DOCUMENT["number"])
    await choose_time(phone, "到访时间", "14:00")
    await choose_time(phone, "离开时间", "16:00")
    await phone.fill("来访事由", "学术交流")


async def choose_time(phone: Phone, label: str, clock: str) -> None:
    """Pick tomorrow, the 24th, at this time."""
    await field_of(phone, label).get_by_role("button").first.click()
    sheet = phone.shown.locator("time-sheet")
    await sheet.get_by_role("button", name="24", exact=True).click()
    await sheet.get_by_role("button", name=clock, exact=True).click()
    await phone.press("选好了")
    await expect(phone.shown).to_contain_text(clock)


def field_of(phone: Phone, label: str) -> Locator:
    """The part of a form under this label."""
    return phone.shown.locator("form-field").filter(has=phone.page.get_by_text(label, exact=True))


async def drive(phone: Phone, plate: str) -> None:
    """Come by car with a new-energy plate, typed on the plate keyboard."""
    await phone.shown.get_by_role("switch").click()
    await phone.tap("点这里输入车牌")
    await phone.tap("新能源车（8位）")
    await press_keys(phone, plate)


async def press_keys(phone: Phone, keys: str) -> None:
    """On the plate keyboard, to its end."""
    for key in keys:
        await phone.shown.locator("plate-keyboard").get_by_role("button", name=key, exact=True).click()
    await phone.press("完成")


async def scan(phone: Phone, code: str) -> None:
    """The guard's camera reads this code."""
    await phone.tap("扫访客码")
    await phone.over.get_by_role("textbox", name="二维码的内容").fill(code)
    await phone.answer("识别")


async def scan_picture(phone: Phone, taken: bytes) -> None:
    """The guard's camera reads this picture."""
    await phone.tap("扫访客码")
    async with phone.page.expect_file_chooser() as choosing:
        await phone.answer("从图片识别")
    await (await choosing.value).set_files({"name": "taken.png", "mimeType": "image/png", "buffer": taken})


async def upload(phone: Phone, words: str) -> None:
    """Add a picture to a health item."""
    async with phone.page.expect_file_chooser() as choosing:
        await phone.tap(words)
    await (await choosing.value).set_files(picture())


def picture() -> FilePayload:
    """A small PNG as a phone's album holds it."""
    content = io.BytesIO()
    Image.new("RGB", (64, 64), "green").save(content, "PNG")
    return {"name": "code.png", "mimeType": "image/png", "buffer": content.getvalue()}
