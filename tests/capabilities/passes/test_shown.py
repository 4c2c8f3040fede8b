"""What the phone shows at the gate: the same code as text, as a picture, and as the secret behind both."""

import base64
import io

import zxingcpp
from PIL import Image

from server.api.visitor.passes import png
from server.passes import code
from tests.support import story
from tests.support.callers import Caller
from tests.support.school import School


def decoded(picture: bytes) -> str:
    """What a scanner reads."""
    found = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))
    assert [each.format for each in found] == [zxingcpp.BarcodeFormat.QRCode]
    return str(found[0].text)


async def shown(school: School, visit: dict[str, str]) -> tuple[Caller, str]:
    """The visitor, and where the pass is."""
    return await school.phone("liuyang"), f"visitor/visits/{visit['id']}/pass"


async def test_the_picture_says_what_the_pass_says(sqlite_school: School) -> None:
    school = sqlite_school
    liuyang, path = await shown(school, await story.approved(school))
    for seconds in (0, 29, 1, 3600, 86400):
        school.time.move(seconds=seconds)
        entry_pass = await liuyang.get(path)
        answer = await liuyang.http.get(f"{path}.png")
        assert answer.headers["Content-Type"] == "image/png"
        assert answer.headers["Cache-Control"] == "no-store"
        assert decoded(answer.content) == entry_pass["qr"]


async def test_the_phone_can_make_the_codes_of_its_day_itself(sqlite_school: School) -> None:
    school = sqlite_school
    liuyang, path = await shown(school, await story.approved(school))
    secrets = set()
    for _ in range(2):
        entry_pass = await liuyang.get(path)
        secret = base64.b32decode(entry_pass["day_secret"])
        step = code.step_of(school.time.now(), entry_pass["step_seconds"])
        assert code.hotp(secret, step) == entry_pass["code"]
        secrets.add(entry_pass["day_secret"])
        school.time.move(hours=7.5)  # from 09:00 to 16:30, and to midnight, when the next day's secret begins
    assert len(secrets) == 1
    assert (await liuyang.get(path))["day_secret"] not in secrets


async def test_the_gate_takes_codes_that_a_clock_made_on_the_other_side_of_midnight(
    sqlite_school: School,
) -> None:
    school = sqlite_school
    over_night = {"visit_from": school.time.local(22), "visit_to": school.time.local(8, days=1)}
    liuyang, path = await shown(school, await story.approved(school, **over_night))
    school.time.move(hours=14, minutes=59, seconds=45)  # 23:59:45
    before = await liuyang.get(path)
    school.time.move(seconds=30)  # 00:00:15, the next day and the next step
    assert (await liuyang.get(path))["day_secret"] != before["day_secret"]
    assert (await story.scan(school, before["qr"]))["verdict"] == "admit"


async def test_a_picture_of_the_code_grows_old(sqlite_school: School) -> None:
    school = sqlite_school
    visit = await story.approved(school)
    liuyang, path = await shown(school, visit)
    school.time.move(days=1, hours=6)
    picture = (await liuyang.get(path))["qr"]
    invented = picture[:12] + "00000000"
    assert (await story.scan(school, invented, nonce="invented"))["reason"] == "unknown"
    school.time.move(minutes=2)
    assert (await story.scan(school, picture, nonce="late"))["reason"] == "stale"
    school.time.move(minutes=9)
    assert (await story.scan(school, picture, nonce="later"))["reason"] == "unknown"
    typed = (await liuyang.get(path))["short_code"]
    assert (await story.scan(school, typed, nonce="typed", phone_tail="8000"))["verdict"] == "admit"


def test_any_code_fits_the_fixed_size_of_the_symbol() -> None:
    for number in ("2" * 10, "Z" * 10):
        text = code.qr_text(number, "99999999")
        assert decoded(png(text)) == text
